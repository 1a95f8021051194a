"""A new lesson to begin with: it builds and proves itself, and says what is still to be written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tutor.course.errors import CourseError
from tutor.course.manifest import MANIFEST

TO_WRITE = "WRITE:"
"""Stands wherever an author still has to write; a check of the lesson finds it."""

_SAYS_SO = (".toml", ".md")
_TEMPLATE = Path(__file__).parent / "template"
_PAGE = "page.html"
_NAME = re.compile(r"(?:(?P<number>\d{1,2})-)?(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class NewLesson:
    """Where a new lesson and its application were put."""

    folder: Path
    app: Path


def new_lesson(name: str, into: Path) -> NewLesson:
    """Make ``lessons/NN-slug`` and an application of the same name in a folder, beside what is there.

    ``name`` is a slug, with a number before it or without; the next free one is taken then. Raises
    CourseError, and nothing that is there is overwritten.
    """
    match = _NAME.fullmatch(name)
    if match is None or match["number"] == "00":
        raise CourseError(
            f"A lesson cannot be called {name!r}.",
            advice="Use lower-case letters, digits and single hyphens.",
        )
    lessons = into / "lessons"
    number = int(match["number"]) if match["number"] else _next_number(lessons)
    folder, app = lessons / f"{number:02d}-{match['slug']}", into / "sample_apps" / match["slug"]
    for path in (folder, app):
        if path.exists():
            raise CourseError(f"{path} is there already.", advice="Choose another name.")
    values = {"@NUMBER@": str(number), "@SLUG@": match["slug"], "@APP@": match["slug"]}
    try:
        for source in sorted(path for path in _TEMPLATE.rglob("*") if path.is_file()):
            text = source.read_text(encoding="utf-8")
            for mark, value in values.items():
                text = text.replace(mark, value)
            there = app / _PAGE if source.name == _PAGE else folder / source.relative_to(_TEMPLATE)
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CourseError(f"The lesson cannot be written: {error}.") from error
    return NewLesson(folder, app)


def places_to_write(lines: Iterable[str], ending: str) -> Iterator[tuple[int, str]]:
    """The lines of a file that still say so, counted from 1, each with what is to be written there.

    ``ending`` is the file's; a comment in TOML counts for nothing.
    """
    for number, line in enumerate(lines, 1):
        if TO_WRITE in line and not (ending == ".toml" and line.startswith("#")):
            yield number, line.partition(TO_WRITE)[2].strip(' ",')


def count_to_write(lesson: Path) -> int:
    """In how many places of a lesson's folder something is still to be written. Raises OSError."""
    texts = (path for path in lesson.iterdir() if path.suffix in _SAYS_SO)
    return sum(
        1
        for path in texts
        for _ in places_to_write(path.read_text(encoding="utf-8", errors="replace").splitlines(), path.suffix)
    )


def _next_number(lessons: Path) -> int:
    numbers = [path.parent.name.partition("-")[0] for path in lessons.glob(f"*/{MANIFEST}")]
    return max((int(number) for number in numbers if number.isdecimal()), default=0) + 1
