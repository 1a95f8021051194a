"""Attempts, hints and what was passed."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from tutor.course.attempt import Attempt
from tutor.course.finished import FinishedBuild
from tutor.course.lesson import State
from tutor.course.progress.database import explained, opened
from tutor.course.progress.process import this_process
from tutor.course.progress.rows import attempt_of, finished_of, notes_of
from tutor.course.progress.tally import Tally, tallied
from tutor.home import home_folder

FILE = "progress.sqlite3"
MOST_HINTS = 3


class Progress:
    """A learner's progress; safe from several threads, and from several processes on one file.

    What a method has written is on the disk when it returns. All methods raise ProgressError.
    """

    def __init__(self, path: Path, database: sqlite3.Connection, notice: str | None) -> None:
        self.path = path
        self.notice = notice
        """What a person should know about the file, as a sentence: a damaged one was set aside."""
        self._database = database
        self._lock = threading.RLock()
        self._process = this_process()

    @classmethod
    def open(cls, path: Path | None = None, *, clock: Callable[[], float] = time.time) -> Progress:
        """The progress in this file, by default the one of the home folder; made when it is not there yet."""
        path = home_folder() / FILE if path is None else path
        database, notice = opened(path, now=clock())
        return cls(path, database, notice)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._database.close()

    def record(self, attempt: Attempt) -> Attempt:
        """Write an attempt down: a new one when it has no id, otherwise in place of what was known of it."""
        values = {
            "lesson": attempt.lesson,
            "app": attempt.app,
            "started_at": attempt.started_at,
            "ended_at": attempt.ended_at,
            "dockerfile": attempt.dockerfile.encode("utf-8", "replace").decode(),
            "engine": attempt.engine,
            "state": attempt.state.value,
            "report": None if attempt.report is None else json.dumps(attempt.report),
            "verdicts": json.dumps(
                [[note.goal, note.state.value, note.because] for note in attempt.verdicts]
            ),
            "passed": len(attempt.passed),
            "goals": len(attempt.verdicts),
            "final_bytes": attempt.final_bytes,
            "seconds": attempt.seconds,
            "surface": None if attempt.surface is None else msgspec.json.encode(attempt.surface).decode(),
            "process": self._process,
        }
        with self._writing() as database:
            if attempt.id is not None:
                assignments = ", ".join(f"{name} = :{name}" for name in values)
                database.execute(
                    f"UPDATE attempts SET {assignments} WHERE id = :id", {**values, "id": attempt.id}
                )
                return attempt
            names = ", ".join(values)
            marks = ", ".join(f":{name}" for name in values)
            added = database.execute(f"INSERT INTO attempts ({names}) VALUES ({marks})", values)
            return replace(attempt, id=added.lastrowid)

    def attempts(self, slug: str) -> tuple[Attempt, ...]:
        """Attempts at a lesson, oldest first; one whose process was ended in the middle is INTERRUPTED."""
        rows = self._rows("SELECT * FROM attempts WHERE lesson = ? ORDER BY id", slug)
        return tuple(attempt_of(row) for row in rows)

    def last_attempt(self, slug: str) -> Attempt | None:
        """The latest attempt at a lesson."""
        rows = self._rows("SELECT * FROM attempts WHERE lesson = ? ORDER BY id DESC LIMIT 1", slug)
        return attempt_of(rows[0]) if rows else None

    def last_judged(self, slug: str) -> Attempt | None:
        """The latest attempt at a lesson that was built well and judged."""
        rows = self._rows(
            "SELECT * FROM attempts WHERE lesson = ? AND state = 'built' AND goals > 0 "
            "ORDER BY id DESC LIMIT 1",
            slug,
        )
        return attempt_of(rows[0]) if rows else None

    def finished(self) -> tuple[FinishedBuild, ...]:
        """The builds of all lessons whose final image was measured, oldest first."""
        rows = self._rows(
            "SELECT * FROM "
            "(SELECT *, row_number() OVER (PARTITION BY lesson ORDER BY id) AS number FROM attempts) "
            "WHERE state = 'built' AND final_bytes IS NOT NULL ORDER BY id"
        )
        return tuple(finished_of(row) for row in rows)

    def tally(self) -> dict[str, Tally]:
        """How often each lesson was tried, by slug; without those that were not."""
        return tallied(
            self._rows(
                "SELECT lesson, started_at, goals > 0 AND passed = goals AS done FROM attempts ORDER BY id"
            )
        )

    def passed(self, slug: str) -> frozenset[str]:
        """The ids of the goals that were green in the learner's best attempt, the latest of equals."""
        rows = self._rows(
            "SELECT verdicts FROM attempts WHERE lesson = ? ORDER BY passed DESC, id DESC LIMIT 1", slug
        )
        notes = notes_of(rows[0]) if rows else ()
        return frozenset(note.goal for note in notes if note.state is State.PASSED)

    def completed(self, slug: str) -> bool:
        """Whether some attempt had all goals green."""
        rows = self._rows(
            "SELECT 1 FROM attempts WHERE lesson = ? AND goals > 0 AND passed = goals LIMIT 1", slug
        )
        return bool(rows)

    def failures(self, slug: str) -> int:
        """How many builds of a lesson failed or missed a goal."""
        found = self._number(
            "SELECT count(*) FROM attempts WHERE lesson = ? "
            "AND (state = 'failed' OR (state = 'built' AND passed < goals))",
            slug,
        )
        return found or 0

    def baseline(self, app: str) -> int | None:
        """The bytes of the largest final image that the learner built of an application."""
        return self._number("SELECT max(final_bytes) FROM attempts WHERE app = ? AND state = 'built'", app)

    def draft(self, slug: str) -> str | None:
        """The text of the latest attempt: what is left when a workspace was deleted."""
        last = self.last_attempt(slug)
        return None if last is None else last.dockerfile

    def hints_shown(self, slug: str) -> int:
        """How many hints of a lesson were shown."""
        return self._number("SELECT hints FROM lessons WHERE slug = ?", slug) or 0

    def lesson_notes(self) -> dict[str, tuple[int, int | None]]:
        """By lesson: how many hints were shown before it was done, and the choice made last in the quiz."""
        rows = self._rows("SELECT slug, hints_before_done AS hints, quiz FROM lessons")
        return {row["slug"]: (row["hints"], row["quiz"]) for row in rows}

    def show_hint(self, slug: str) -> int:
        """Count one more hint as shown; the number of the hint to show, at most 3."""
        with self._writing() as database:
            database.execute(
                "INSERT INTO lessons (slug, hints) VALUES (?, 1) "
                "ON CONFLICT (slug) DO UPDATE SET hints = min(hints + 1, ?)",
                (slug, MOST_HINTS),
            )
            if not self.completed(slug):
                database.execute("UPDATE lessons SET hints_before_done = hints WHERE slug = ?", (slug,))
            return self.hints_shown(slug)

    def quiz_answer(self, slug: str) -> int | None:
        """The choice that the learner made last in a lesson's quiz."""
        return self._number("SELECT quiz FROM lessons WHERE slug = ?", slug)

    def answer_quiz(self, slug: str, choice: int) -> None:
        """Keep the learner's choice."""
        with self._writing() as database:
            database.execute(
                "INSERT INTO lessons (slug, quiz) VALUES (?, ?) "
                "ON CONFLICT (slug) DO UPDATE SET quiz = excluded.quiz",
                (slug, choice),
            )

    @property
    def last_lesson(self) -> str | None:
        """The slug of the lesson that was open last."""
        return self.setting("last_lesson")

    @last_lesson.setter
    def last_lesson(self, slug: str) -> None:
        self.set("last_lesson", slug)

    def setting(self, key: str) -> str | None:
        """A small value that is kept between sessions."""
        rows = self._rows("SELECT value FROM settings WHERE key = ?", key)
        return str(rows[0]["value"]) if rows else None

    def set(self, key: str, value: str) -> None:
        """Keep a small value between sessions."""
        with self._writing() as database:
            database.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, value))

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that takes the write lock first: one that began as a reader could not wait."""
        with self._lock, explained(self.path):
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._database.execute("ROLLBACK")
                raise

    def _rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        with self._lock, explained(self.path):
            cursor = self._database.execute(query, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def _number(self, query: str, *values: object) -> int | None:
        rows = self._rows(query, *values)
        number = next(iter(rows[0].values())) if rows else None
        return None if number is None else int(number)
