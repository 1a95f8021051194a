"""The course at a glance, kept from when it was last read; never shown when anything changed since."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tutor import __version__
from tutor.course.content import lessons_folder
from tutor.course.errors import CourseError
from tutor.course.glance import CourseGlance
from tutor.course.language import wanted_language, with_fallback
from tutor.home import home_folder

if TYPE_CHECKING:
    from tutor.course.course import Course

FILE = "glance.json"
PROGRESS = "progress.sqlite3"
_SHAPE = 1
"""Another number when ``CourseGlance`` means something else by the same fields."""


class _Kept(msgspec.Struct, frozen=True):
    stamp: str
    glance: CourseGlance


def kept_glance() -> CourseGlance | None:
    """The glance that was kept, if all that it was made from is as it was then. Takes about a millisecond."""
    try:
        kept = msgspec.json.decode((home_folder() / FILE).read_bytes(), type=_Kept)
    except (OSError, msgspec.DecodeError):
        return None
    return kept.glance if kept.stamp == _stamp() else None


def read_glance(course: Course) -> CourseGlance:
    """Read how the learner stands, and keep it for the next start. Raises ProgressError."""
    from tutor.course.course_map import course_map
    from tutor.course.progress import Progress

    for _ in range(2):  # the first time, opening makes the file
        before = _stamp()
        with Progress.open() as progress:
            glance = CourseGlance.of(course_map(course, progress))
        if before and before == _stamp():  # else somebody wrote meanwhile, and who reads next keeps it
            _keep(msgspec.json.encode(_Kept(before, glance)))
            break
    return glance


def _keep(data: bytes) -> None:
    """Write the file whole, unless it holds this already; the next start is slower where that fails."""
    path = home_folder() / FILE
    with contextlib.suppress(OSError):
        if path.read_bytes() == data:
            return
    draft = path.with_suffix(f".{os.getpid()}.new")
    with contextlib.suppress(OSError):
        draft.write_bytes(data)
        draft.replace(path)
    with contextlib.suppress(OSError):
        draft.unlink(missing_ok=True)


def _stamp() -> str:
    """Changes with everything that a glance is made from; empty where there are no lessons."""
    language = wanted_language()
    names = ["lesson.toml", *(f"lesson.{one}.toml" for one in with_fallback(language))]
    marks = [f"{_SHAPE} {__version__} {language}"]
    try:
        folders = [*_folders()]
    except CourseError:
        return ""
    for folder in folders:
        marks += [_mark(os.path.join(folder, name)) for name in names]  # noqa: PTH118 - a hundred at a start
    progress = str(home_folder() / PROGRESS)
    marks += [_mark(progress), _mark(f"{progress}-wal")]
    return "\n".join(marks)


def _folders() -> Iterator[str]:
    """The folders of all lessons, those of packs too."""
    packs = home_folder() / "packs"
    for parent in (lessons_folder(), *(pack / "lessons" for pack in _inside(packs))):
        yield from sorted(map(str, _inside(parent)))


def _inside(folder: Path) -> list[Path]:
    try:
        return [Path(entry.path) for entry in os.scandir(folder)]
    except OSError:
        return []


def _mark(path: str) -> str:
    """Which file it is and when it was written; nothing but the name for one that is not there, or empty."""
    try:
        found = os.stat(path)  # noqa: PTH116 - likewise
    except OSError:
        return path
    return f"{path} {found.st_ino} {found.st_size} {found.st_mtime_ns}" if found.st_size else path
