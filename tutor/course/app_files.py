"""A lesson's files in a learner's folder."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from tutor.course.safe_file import replace, write_new

RECORD = "app.json"
BEFORE_RESET = "before-reset"
_NEVER = frozenset({"__pycache__", ".git", ".DS_Store", "Dockerfile"})


def lay_out(files: Mapping[str, Path], folder: Path, scratch: Path) -> None:
    """Put files by their paths into ``folder``, and keep them up to date there without touching what the
    learner changed.

    ``scratch`` remembers what was written, so that a file which still is as it came may be replaced by a
    newer one. A missing file is put back. Raises OSError.
    """
    record = scratch / RECORD
    written = _remembered(record)
    now: dict[str, str] = {}
    for name, source in files.items():
        data = source.read_bytes()
        digest = _digest(data)
        there = folder / name
        there.parent.mkdir(parents=True, exist_ok=True)
        if not write_new(there, data, mode=source.stat().st_mode & 0o777 | 0o600, scratch=scratch):
            old = _digest(there.read_bytes()) if there.is_file() else ""
            if old != digest and old == written.get(name):
                replace(there, data, scratch=scratch)
        now[name] = digest
    if now != written:
        replace(record, json.dumps(now, indent=1, sort_keys=True).encode(), scratch=scratch)


def changed(files: Mapping[str, Path], folder: Path) -> tuple[str, ...]:
    """Which of ``files`` are missing in ``folder``, or not what they were when they came. Raises OSError."""
    return tuple(
        name
        for name, source in files.items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != source.read_bytes()
    )


def put_back(files: Mapping[str, Path], folder: Path, scratch: Path) -> None:
    """Make ``files`` in ``folder`` what they were when they came; what the learner made of them is set aside.

    Raises OSError.
    """
    for name, source in files.items():
        there, data = folder / name, source.read_bytes()
        if there.is_file() and there.read_bytes() != data:
            _set_aside(scratch, name, there.read_bytes())
            replace(there, data, scratch=scratch)
    lay_out(files, folder, scratch)


def take_back(files: Mapping[str, Path], folder: Path, scratch: Path) -> None:
    """Undo ``put_back``; what was written since takes the place of what was set aside. Raises OSError."""
    for name, path in list(files_in(scratch / BEFORE_RESET)):
        there, before = folder / name, path.read_bytes()
        current = there.read_bytes() if there.is_file() else None
        there.parent.mkdir(parents=True, exist_ok=True)
        replace(there, before, scratch=scratch)
        came = files[name].read_bytes() if name in files else None
        if current in (None, before, came):
            path.unlink()
        else:
            replace(path, current or b"", scratch=scratch)


def files_set_aside(scratch: Path) -> bool:
    """Whether there is anything for ``take_back``."""
    return any(True for _ in files_in(scratch / BEFORE_RESET))


def _set_aside(scratch: Path, name: str, data: bytes) -> None:
    kept = scratch / BEFORE_RESET / name
    kept.parent.mkdir(parents=True, exist_ok=True)
    replace(kept, data, scratch=scratch)


def files_in(root: Path) -> Iterator[tuple[str, Path]]:
    """The files below a folder by their path in it, in order; none when it is not there.

    A symlink counts as what it leads to, and is left out when that lies elsewhere.
    """
    home = root.resolve()
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - _NEVER)
        for name in sorted(set(names) - _NEVER):
            path = Path(folder, name)
            if not path.is_symlink() or path.resolve().is_relative_to(home):
                yield path.relative_to(root).as_posix(), path


def _remembered(record: Path) -> dict[str, str]:
    try:
        data = json.loads(record.read_bytes())
    except (OSError, ValueError):  # never written, or spoilt: then no file counts as untouched
        return {}
    return {str(name): str(digest) for name, digest in data.items()} if isinstance(data, dict) else {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
