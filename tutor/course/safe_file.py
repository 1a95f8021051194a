"""Writing files so that a crash at any moment leaves the old content or the new, never a part of it."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

LEFTOVER_SECONDS = 3600.0
"""A temporary file of ours that is older than this belongs to a process that died while writing."""

_PREFIX = ".writing-"


def replace(path: Path, data: bytes, *, scratch: Path) -> None:
    """Give ``path`` this content, durably and at once; a symlink is followed, permission bits are kept.

    The temporary file lies in ``scratch``, so that it never is part of a build context, as long as that is on
    the same file system. Raises OSError, and then the old content is still there.
    """
    path = Path(os.path.realpath(path))
    try:
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError:
        mode = 0o644
    same_system = scratch.is_dir() and scratch.stat().st_dev == path.parent.stat().st_dev
    temporary = _written(scratch if same_system else path.parent, data, mode)
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def write_new(path: Path, data: bytes, *, mode: int, scratch: Path) -> bool:
    """Create ``path`` with this content; False, and nothing changed, when something is there already."""
    if os.path.lexists(path):
        return False
    temporary = _written(scratch, data, mode)
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError:  # another file system, or one without hard links
        with contextlib.suppress(FileExistsError), path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(mode)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return True


def sweep(scratch: Path, *, now: float) -> None:
    """Remove the temporary files of processes that died while writing."""
    for path in scratch.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if now - path.stat().st_mtime > LEFTOVER_SECONDS:
                path.unlink()


def _written(folder: Path, data: bytes, mode: int) -> Path:
    number, name = tempfile.mkstemp(prefix=_PREFIX, dir=folder)
    path = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(mode)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(number)
    finally:
        os.close(number)
