"""A sample application's files in a learner's folder."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from tutor.course.safe_file import replace, write_new

RECORD = "app.json"
_NEVER = frozenset({"__pycache__", ".git", ".DS_Store", "Dockerfile"})


def lay_out(app: Path, folder: Path, scratch: Path) -> None:
    """Put the application into ``folder``, and keep it up to date there without touching what the learner
    changed.

    ``scratch`` remembers what was written, so that a file which still is as it came may be replaced by a
    newer one. A missing file is put back. Raises OSError.
    """
    record = scratch / RECORD
    written = _remembered(record)
    now: dict[str, str] = {}
    for name, source in _files(app):
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


def _files(app: Path) -> Iterator[tuple[str, Path]]:
    for folder, folders, names in os.walk(app):
        folders[:] = sorted(set(folders) - _NEVER)
        for name in sorted(set(names) - _NEVER):
            path = Path(folder, name)
            yield path.relative_to(app).as_posix(), path


def _remembered(record: Path) -> dict[str, str]:
    try:
        data = json.loads(record.read_bytes())
    except (OSError, ValueError):  # never written, or spoilt: then no file counts as untouched
        return {}
    return {str(name): str(digest) for name, digest in data.items()} if isinstance(data, dict) else {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
