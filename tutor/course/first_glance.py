"""The course at a glance for who starts for the first time: read from the lessons, nothing done yet."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from tutor.course.content import lessons_folder
from tutor.course.errors import CourseError
from tutor.course.glance import Before, CourseGlance, GlancedStanding, LessonHead
from tutor.course.language import wanted_language, with_fallback
from tutor.home import home_folder

_CHALLENGE = "challenge-"


def first_glance() -> CourseGlance | None:
    """What ``CourseGlance.of`` would give for no progress at all, without reading what judges.

    None where there is more to tell (progress, packs, a translation), or a lesson that is not as it should
    be: reading the course tells that better.
    """
    home = home_folder()
    if (home / "progress.sqlite3").exists() or (home / "packs").exists():
        return None
    try:
        folders = [one.parent for one in lessons_folder().glob("*/lesson.toml")]
        languages = with_fallback(wanted_language())
        if any((folder / f"lesson.{one}.toml").exists() for folder in folders for one in languages):
            return None
        tables = sorted(map(_table, folders), key=lambda one: int(one["number"]))
        titles = {one["number"]: one["title"] for one in tables}
        standings = tuple(_untouched(one, titles) for one in tables)
    except (OSError, ValueError, KeyError, TypeError, CourseError):
        return None
    return CourseGlance(standings, 0 if standings else None, 0)


def _table(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "lesson.toml").read_text("utf-8"))


def _untouched(table: dict[str, Any], titles: dict[int, str]) -> GlancedStanding:
    slug: str = table["slug"]
    head = LessonHead(
        table["number"],
        slug,
        table["title"],
        table["summary"],
        table["minutes"],
        table["app"],
        tuple(table.get("covers", ())),
        slug.startswith(_CHALLENGE),
    )
    before = sorted(table.get("prerequisites", ()))
    builds_on = tuple(Before(number, titles[number], done=False) for number in before)
    return GlancedStanding(head, len(table["goals"]), 0, 0, 0, None, None, None, builds_on)
