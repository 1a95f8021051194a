"""The README's table of what lessons weigh: ``python -m tests.numbers`` writes it anew."""

from __future__ import annotations

from pathlib import Path

from tests.between import Marks
from tutor.course.checking.finding import course_folders
from tutor.course.checking.numbers import markdown, numbers_of
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.engine import EmbeddedEngine

README = Marks(
    Path(__file__).parents[1] / "README.md",
    "<!-- numbers: python -m tests.numbers -->",
    "<!-- end of numbers -->",
)


def wanted() -> str:
    """The table as it should stand in the README."""
    engine = EmbeddedEngine(Catalogue.load())
    return markdown([numbers_of(each.load(), engine) for each in course_folders()], engine)


if __name__ == "__main__":
    README.write(wanted())
