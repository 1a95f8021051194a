"""Installed packs: read like the course, and never in its way."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import msgspec

from tutor.course.errors import LessonError
from tutor.course.language import wanted_language
from tutor.course.lesson import Lesson
from tutor.course.manifest import MANIFEST, load_lesson
from tutor.course.packs.taking import APPS, LESSONS
from tutor.course.translation import translated
from tutor.home import home_folder

ORIGIN = "pack.json"
REPLACED = ".replaced-"
"""Holds the old pack for the moment in which a new one takes its place."""
PACK_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_NAME = 40


class Origin(msgspec.Struct, frozen=True):
    """Where a pack came from; ``added_at`` is seconds since 1970."""

    source: str
    added_at: float


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack with its lessons in order; none, and a ``fault``, where it cannot be read any more."""

    name: str
    folder: Path
    lessons: tuple[Lesson, ...]
    origin: Origin | None = None
    fault: LessonError | None = None


def packs_folder() -> Path:
    """Where packs lie: one folder each."""
    return home_folder() / "packs"


def installed_packs(folder: Path | None = None) -> tuple[Pack, ...]:
    """All packs by name. One that cannot be read is told as such, and keeps nobody from the course."""
    folder = packs_folder() if folder is None else folder
    if not folder.is_dir():
        return ()
    _put_back(folder)
    return tuple(_installed(path) for path in sorted(folder.iterdir()) if PACK_NAME.fullmatch(path.name))


def lessons_of_pack(folder: Path, name: str) -> tuple[Lesson, ...]:
    """The lessons of a pack's folder, in order. Raises LessonError for the first fault."""
    manifests = sorted((folder / LESSONS).glob(f"*/{MANIFEST}"))
    language = wanted_language()
    lessons = sorted(
        (translated(load_lesson(path.parent, folder / APPS), language) for path in manifests),
        key=lambda one: one.number,
    )
    for earlier, later in pairwise(lessons):
        if earlier.number == later.number:
            raise LessonError(
                later.folder / MANIFEST, 1, 1, f"lesson {later.number} is also {earlier.folder.name}"
            )
    return tuple(replace(lesson, pack=name, slug=f"{name}:{lesson.slug}") for lesson in lessons)


def _installed(folder: Path) -> Pack:
    try:
        lessons = lessons_of_pack(folder, folder.name)
    except LessonError as error:
        return Pack(folder.name, folder, (), _origin(folder), error)
    return Pack(folder.name, folder, lessons, _origin(folder))


def _put_back(folder: Path) -> None:
    """Bring back the old pack where a process died before the new one was in its place."""
    for old in folder.glob(f"{REPLACED}*/*"):
        if not (folder / old.name).exists():
            with contextlib.suppress(OSError):
                old.rename(folder / old.name)


def _origin(folder: Path) -> Origin | None:
    try:
        return msgspec.json.decode((folder / ORIGIN).read_bytes(), type=Origin)
    except (OSError, msgspec.DecodeError):
        return None


def controls_in(folder: Path) -> Iterator[tuple[Path, int]]:
    """Texts of lessons that would steer a terminal, each with the line where they do."""
    for path in sorted((folder / LESSONS).rglob("*")):
        if path.suffix in (".toml", ".md", ".Dockerfile") or path.name == "Dockerfile":
            for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").split("\n"), 1):
                if _CONTROL.search(line.rstrip("\r")):
                    yield path, number


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Escape sequences, and what turns text around."""
