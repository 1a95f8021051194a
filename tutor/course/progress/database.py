"""Opening the progress file: durable, shared between processes, and set aside when it is broken."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from tutor.course.errors import ProgressError
from tutor.course.progress.tables import bring_up_to_date

BUSY_SECONDS = 10.0
"""How long a write waits for another process's."""

_BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def opened(path: Path, *, now: float) -> tuple[sqlite3.Connection, str | None]:
    """A connection, and a notice when a broken file had to be set aside. Raises ProgressError."""
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        before = _identity(path)
        try:
            return _connected(path), None
        except sqlite3.DatabaseError as error:
            if not is_broken(error):
                raise
        if _identity(path) != before:  # another process has set it aside meanwhile
            return _connected(path), None
        kept = _set_aside(path, now)
        notice = f"The progress file was damaged. It is kept as {kept}; a new one was begun."
        return _connected(path), notice


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        # A reader never waits for a writer with WAL. An attempt is recorded a few times a minute, so each
        # commit may cost the fsync that lets it outlive a power cut too, which NORMAL would not.
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            error = sqlite3.DatabaseError(found)
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error
        bring_up_to_date(database)
    except BaseException:
        database.close()
        raise
    return database


def is_broken(error: sqlite3.Error) -> bool:
    """Whether the file itself is damaged; the lower byte of an extended code is the plain one."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _BROKEN


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into a ProgressError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise ProgressError(
            f"The progress file {path} cannot be used: {error}.", advice=_advice(error)
        ) from error


def _advice(error: Exception) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return "The disk is full: free some space and try again; nothing recorded so far is lost."
    if code == sqlite3.SQLITE_BUSY:
        return "Another program holds it: close other tutors and try again."
    if code in _BROKEN:
        return "Start distill again: it sets the damaged file aside and begins a new one."
    return "Make its folder writable, or name another with DISTILL_HOME."


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _set_aside(path: Path, now: float) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(now))
    kept = path.with_name(f"{path.name}.broken-{stamp}")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.broken-{stamp}-{number}")
    for suffix in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).replace(kept.with_name(kept.name + suffix))
    path.replace(kept)
    return kept
