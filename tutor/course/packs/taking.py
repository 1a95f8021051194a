"""Copying what belongs to a pack into a folder of ours, within limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import IO

from tutor.course.packs.entries import Entry
from tutor.course.packs.errors import PackError, refused
from tutor.course.packs.limits import MOST_BYTES, MOST_FILE_BYTES, MOST_FILES
from tutor.course.packs.safe_path import Names, safe_path

LESSONS, APPS = "lessons", "sample_apps"
TAKEN = (LESSONS, APPS)
ALSO_TAKEN = ("README.md", "LICENSE")
TOO_MUCH = "Leave out what no lesson needs."
_CHUNK = 65_536


def take(source: Callable[[], Iterable[Entry]], into: Path) -> int:
    """Write the files of ``lessons`` and ``sample_apps`` into an empty folder; how many they are.

    ``source`` gives the entries anew at each call: all paths are looked at before a byte is written, those
    that are left behind too. A single folder around everything, as forges put it into their archives, is
    taken off. Raises PackError.
    """
    names = Names()
    top = _top([_checked(entry, names) for entry in source()])
    names = Names()
    files = written = 0
    for entry in source():
        own = _own(_checked(entry, names), top)
        if own is None:
            continue
        files += 1
        if files > MOST_FILES:
            raise PackError(f"The pack has more than {MOST_FILES:,} files.", advice=TOO_MUCH)
        there = into / own
        there.parent.mkdir(parents=True, exist_ok=True)
        with entry.open() as content:
            written += _copied(content, there, entry.path)
        there.chmod(0o755 if entry.executable else 0o644)
        if written > MOST_BYTES:
            raise PackError(f"The pack has more than {MOST_BYTES:,} bytes.", advice=TOO_MUCH)
    return files


def _checked(entry: Entry, names: Names) -> PurePosixPath:
    path = safe_path(entry.path)
    names.take(path)
    return path


def _top(paths: list[PurePosixPath]) -> str | None:
    """The folder around everything, ``""`` where there is none, None where there are no lessons at all."""
    if any(path.parts[:1] == (LESSONS,) for path in paths):
        return ""
    around = {path.parts[0] for path in paths if path.parts[1:2] == (LESSONS,)}
    return around.pop() if len(around) == 1 else None


def _own(path: PurePosixPath, top: str | None) -> PurePosixPath | None:
    """Where a file lies in our copy; None for what is left behind."""
    if top is None or (top and path.parts[0] != top):
        return None
    parts = path.parts[1:] if top else path.parts
    taken = parts[0] in TAKEN if len(parts) > 1 else parts[:1] != () and parts[0] in ALSO_TAKEN
    return PurePosixPath(*parts) if taken else None


def _copied(source: IO[bytes], there: Path, written: str) -> int:
    """Copy a file whose size nobody vouches for; its bytes."""
    count = 0
    with there.open("xb") as target:
        while data := source.read(_CHUNK):
            count += len(data)
            if count > MOST_FILE_BYTES:
                raise refused(written, f"is larger than {MOST_FILE_BYTES:,} bytes")
            target.write(data)
    return count
