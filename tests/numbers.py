"""The README's table of what lessons weigh: ``python -m tests.numbers`` writes it anew."""

from __future__ import annotations

from pathlib import Path

from tutor.course.checking.finding import course_folders
from tutor.course.checking.numbers import markdown, numbers_of
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.engine import EmbeddedEngine

README = Path(__file__).parents[1] / "README.md"
BEGIN = "<!-- numbers: python -m tests.numbers -->"
END = "<!-- end of numbers -->"


def wanted() -> str:
    """The table as it should stand in the README."""
    engine = EmbeddedEngine(Catalogue.load())
    return markdown([numbers_of(each.load(), engine) for each in course_folders()], engine)


def written() -> str:
    """The table as it stands there."""
    return README.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0].strip()


def write() -> None:
    """Put the table between its marks."""
    before, begin, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    README.write_text(f"{before}{begin}\n{wanted()}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    write()
