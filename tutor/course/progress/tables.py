"""The tables of the progress file, and how an older file becomes a newer one."""

from __future__ import annotations

import sqlite3

from tutor.course.errors import ProgressError

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE attempts (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            lesson TEXT NOT NULL,
            app TEXT NOT NULL,
            started_at REAL NOT NULL,
            ended_at REAL,
            dockerfile TEXT NOT NULL,
            engine TEXT NOT NULL,
            state TEXT NOT NULL,
            report TEXT,
            verdicts TEXT NOT NULL,
            passed INTEGER NOT NULL,
            goals INTEGER NOT NULL,
            final_bytes INTEGER,
            seconds REAL,
            process TEXT NOT NULL
        )
        """,
        "CREATE INDEX attempts_by_lesson ON attempts (lesson, id)",
        "CREATE INDEX attempts_by_app ON attempts (app, final_bytes)",
        """
        CREATE TABLE lessons (
            slug TEXT PRIMARY KEY,
            hints INTEGER NOT NULL DEFAULT 0,
            quiz INTEGER
        )
        """,
        "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ),
    ("ALTER TABLE attempts ADD COLUMN surface TEXT",),
    (
        "ALTER TABLE lessons ADD COLUMN hints_before_done INTEGER NOT NULL DEFAULT 0",
        "UPDATE lessons SET hints_before_done = hints",
    ),
)
"""Step N leads from version N to version N + 1; a step that was released is never edited."""

VERSION = len(MIGRATIONS)


def bring_up_to_date(database: sqlite3.Connection) -> None:
    """Make or migrate the tables; two processes may do so at once.

    Raises ProgressError when a newer tutor wrote the file.
    """
    if _version(database) == VERSION:
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        version = _version(database)
        if version > VERSION:
            raise ProgressError(
                f"The progress file is of version {version}; this tutor knows versions up to {VERSION}.",
                advice="Upgrade distill, or name another folder with DISTILL_HOME.",
            )
        for step in MIGRATIONS[version:]:
            for statement in step:
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {VERSION}")
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])
