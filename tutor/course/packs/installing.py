"""Adding, renewing and removing packs: each at once or not at all."""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tutor.course.errors import LessonError
from tutor.course.faults import meant
from tutor.course.packs.entries import Entry, entries_of_archive, entries_of_folder
from tutor.course.packs.errors import PackError
from tutor.course.packs.git import fetched, is_git_url
from tutor.course.packs.pack import (
    MOST_NAME,
    ORIGIN,
    PACK_NAME,
    REPLACED,
    Origin,
    Pack,
    controls_in,
    installed_packs,
    lessons_of_pack,
    packs_folder,
)
from tutor.course.packs.taking import take
from tutor.course.safe_file import LEFTOVER_SECONDS
from tutor.course.skeleton import count_to_write
from tutor.course.translation import languages_of, translated
from tutor.home import expanded

_DRAFT = ".taking-"
_ENDINGS = re.compile(r"(\.git|\.tar\.gz|\.tgz|\.tar|\.zip)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Added:
    """A pack that was taken; ``files`` counts what was copied, ``renewed`` whether it was there before.

    ``unwritten`` counts the places of its lessons where something is still to be written.
    """

    pack: Pack
    files: int
    renewed: bool
    unwritten: int = 0


def add_pack(source: str, *, now: float, name: str | None = None, root: Path | None = None) -> Added:
    """Take the lessons of a folder, an archive or a Git repository; an older pack of that name is replaced.

    Nothing of it is executed, and nothing changes unless all of it is right. Raises PackError, and
    LessonError with the place of a fault in the pack's own files.
    """
    name = name_of(source) if name is None else _checked_name(name)
    root = packs_folder() if root is None else root
    try:
        root.mkdir(parents=True, exist_ok=True)
        _sweep(root, now)
        with tempfile.TemporaryDirectory(prefix=_DRAFT, dir=root) as draft:
            whole, means = Path(draft, name), Path(draft, ".means")
            whole.mkdir()
            means.mkdir()
            files = take(_entries(source, means), whole)
            _validate(whole, name)
            (whole / ORIGIN).write_bytes(msgspec.json.encode(Origin(source, now)))
            renewed = _put_in_place(whole, root / name)
    except OSError as error:
        raise PackError(
            f"The pack cannot be taken: {error}.", advice="Look at the folder and the disk."
        ) from error
    pack = next(pack for pack in installed_packs(root) if pack.name == name)
    return Added(pack, files, renewed, sum(count_to_write(lesson.folder) for lesson in pack.lessons))


def remove_pack(name: str, *, root: Path | None = None) -> Pack:
    """Take a pack away; what a learner wrote in its lessons stays. Raises PackError when there is none."""
    packs = installed_packs(root)
    pack = next((pack for pack in packs if pack.name == name), None)
    if pack is None:
        names = [pack.name for pack in packs]
        there = f"There are: {', '.join(names)}." if names else "There are no packs."
        raise PackError(f"There is no pack {name!r}.", advice=meant(name, names, there))
    try:
        with tempfile.TemporaryDirectory(prefix=REPLACED, dir=pack.folder.parent) as old:
            pack.folder.rename(Path(old, name))
    except OSError as error:
        raise PackError(f"{pack.folder} cannot be removed: {error.strerror}.") from error
    return pack


def name_of(source: str) -> str:
    """The name that a pack gets from where it comes from. Raises PackError when that gives none."""
    last = (
        re.split(r"[/\\:]", source.rstrip("/\\"))[-1] if is_git_url(source) else Path(source).resolve().name
    )
    plain = unicodedata.normalize("NFKD", _ENDINGS.sub("", last)).encode("ascii", "ignore").decode().lower()
    return _checked_name(re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST_NAME].strip("-"))


def _checked_name(name: str) -> str:
    if not PACK_NAME.fullmatch(name) or len(name) > MOST_NAME or name.isdecimal():
        raise PackError(
            f"A pack cannot be called {name!r}.",
            advice="Give it a name of lower-case letters, digits and single hyphens with --name.",
        )
    return name


def _entries(source: str, means: Path) -> Callable[[], Iterable[Entry]]:
    """The entries of whatever was named."""
    path = expanded(source)
    if is_git_url(source):
        archive = fetched(source, means)
        return lambda: entries_of_archive(archive)
    if path.is_dir():
        return lambda: entries_of_folder(path)
    if path.is_file():
        return lambda: entries_of_archive(path)
    raise PackError(f"There is no {source}.", advice="Name a folder, a .tar.gz, a .zip or a Git URL.")


def _validate(folder: Path, name: str) -> None:
    """Raise LessonError for the first fault of a lesson; its path is told as the pack has it."""
    try:
        lessons = lessons_of_pack(folder, name)
        for lesson in lessons:
            for language in languages_of(lesson.folder):
                translated(lesson, language)
        for path, line in controls_in(folder):
            raise LessonError(path, line, 1, "a character that would steer a terminal", "Take it out.")
    except LessonError as error:
        path = error.path.relative_to(folder) if error.path.is_relative_to(folder) else error.path
        raise LessonError(path, error.line, error.column, error.message, error.advice) from None
    if not lessons:
        raise PackError(
            "There are no lessons in it.",
            advice="A pack holds lessons/NN-slug/lesson.toml and sample_apps/NAME/.",
        )


def _put_in_place(whole: Path, place: Path) -> bool:
    """Move a finished pack to its place; whether one was there. What was there is back if that fails."""
    if not place.exists():
        whole.rename(place)
        return False
    old = Path(tempfile.mkdtemp(prefix=REPLACED, dir=place.parent))
    place.rename(old / place.name)
    try:
        whole.rename(place)
    except BaseException:
        (old / place.name).rename(place)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
    return True


def _sweep(root: Path, now: float) -> None:
    """Remove what processes left that died over a pack."""
    for path in root.glob(f"{_DRAFT}*"):
        if now - path.stat().st_mtime > LEFTOVER_SECONDS:
            shutil.rmtree(path, ignore_errors=True)
