from __future__ import annotations

import sqlite3

import pytest
from way import FAT, LEAN, build, report, short_course

from tutor.cli.telling.improvement import told
from tutor.course import AttemptState, Progress
from tutor.course.improvement import improvement
from tutor.course.progress.tables import MIGRATIONS
from tutor.ui.widgets.improvement_table import ImprovementTable


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "progress.sqlite3"


@pytest.fixture
def progress(path):
    with Progress.open(path) as progress:
        yield progress


@pytest.fixture
def lesson(tmp_path):
    return short_course(tmp_path / "course").lessons[1]


def test_there_is_nothing_to_tell_until_a_build_passed(lesson, progress):
    assert improvement(lesson, progress) is None
    build(progress, lesson, 900, green=1)
    assert improvement(lesson, progress) is None


def test_the_first_build_stands_beside_the_last_that_passed(lesson, progress):
    build(progress, lesson, 900, green=0, surface=FAT)
    build(progress, lesson, 2, told=report(("FROM a", True, 0.0), stages=2), surface=LEAN)
    build(progress, lesson, 4, green=1)
    found = improvement(lesson, progress)
    assert (found.first.number, found.last.number, found.passes) == (1, 2, 1)
    assert [(one.what, one.before, one.after) for one in found.changes] == [
        ("final image", 900, 2),
        ("stages", 1, 2),
        ("packages", 207, 0),
        ("shells", 3, 0),
        ("setuid files", 13, 0),
    ]
    assert found.user == "runs as root, as before"
    assert not found.at_once


def test_a_first_build_that_passed_has_nothing_beside_it(lesson, progress):
    build(progress, lesson, 2)
    assert improvement(lesson, progress).at_once


def test_who_passes_after_failed_builds_is_not_told_it_was_the_first(lesson, progress):
    build(progress, lesson, None, state=AttemptState.FAILED)
    build(progress, lesson, 2)
    found = improvement(lesson, progress)
    assert found.at_once
    assert told(found).startswith("You passed with the first build that succeeded:")
    table = ImprovementTable()
    table.improvement = found
    assert str(table.render()).startswith("You passed with the first build that succeeded, so")


def test_what_was_not_listed_is_not_told(lesson, progress):
    build(progress, lesson, 900, green=0, surface=None)
    build(progress, lesson, 2, surface=LEAN)
    found = improvement(lesson, progress)
    assert [(one.before, one.after) for one in found.changes][2:] == [(None, 0)] * 3
    assert found.user == ""


def test_a_file_of_the_first_version_gets_the_surface_and_keeps_its_attempts(path, lesson):
    path.parent.mkdir()
    with sqlite3.connect(path) as database:
        for statement in MIGRATIONS[0]:
            database.execute(statement)
        database.execute(
            "INSERT INTO attempts (lesson, app, started_at, dockerfile, engine, state, verdicts, passed, "
            "goals, final_bytes, process) "
            "VALUES (?, 'calculator', 1.0, 'FROM a', 'Docker', 'built', '[]', 0, 0, 900, '')",
            (lesson.slug,),
        )
        database.execute("PRAGMA user_version = 1")
    database.close()
    with Progress.open(path) as progress:
        (old,) = progress.attempts(lesson.slug)
        assert (old.surface, old.final_bytes) == (None, 900)
        build(progress, lesson, 2, surface=LEAN)
        assert improvement(lesson, progress).last.surface == LEAN


def test_a_report_of_another_shape_tells_no_figures_and_stops_nothing(lesson, progress):
    build(progress, lesson, 900, told={"stages": "many"})
    assert improvement(lesson, progress).last.stages == 0
