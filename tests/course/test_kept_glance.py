"""The course at a glance, kept between two starts."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tutor.course import Attempt, AttemptState, Course, GoalNote, Progress, State
from tutor.course.course_map import course_map
from tutor.course.first_glance import first_glance
from tutor.course.glance import CourseGlance
from tutor.course.kept_glance import FILE, kept_glance, read_glance


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DISTILL_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="module")
def course() -> Course:
    return Course.load()


def attempt(lesson) -> Attempt:
    notes = tuple(GoalNote(goal.id, State.PASSED) for goal in lesson.goals)
    return Attempt(
        lesson.slug, lesson.app, 0.0, "", "Docker", AttemptState.BUILT, 1.0, None, notes, 2400, 3.0
    )


def test_what_was_read_is_there_at_the_next_start(course):
    with Progress.open() as progress:
        progress.record(attempt(course.lessons[0]))
    glance = read_glance(course)
    assert kept_glance() == glance
    assert glance.done == 1
    assert glance.standings[0].best_bytes == 2400
    assert glance.next.lesson.number == 2


def test_it_says_what_the_course_map_says(course):
    with Progress.open() as progress:
        found = course_map(course, progress)
    assert read_glance(course) == CourseGlance.of(found)
    for one, glanced in zip(found.all, read_glance(course).all, strict=True):
        assert (glanced.done, glanced.begun, glanced.goals) == (one.done, one.begun, one.goals)
        assert [other.number for other in glanced.not_done_yet] == [
            other.number for other in one.not_done_yet
        ]


def test_nothing_is_kept_before_the_first_time(home):
    assert kept_glance() is None


def test_progress_made_elsewhere_voids_it(course):
    read_glance(course)
    with Progress.open() as progress:
        progress.record(attempt(course.lessons[0]))
        assert kept_glance() is None
    assert kept_glance() is None


def test_a_lesson_that_was_edited_voids_it(course, tmp_path, monkeypatch):
    lesson = tmp_path / "lessons" / "01-fat"
    lesson.mkdir(parents=True)
    (lesson / "lesson.toml").write_text("number = 1")
    monkeypatch.setattr("tutor.course.kept_glance.lessons_folder", lambda: tmp_path / "lessons")
    read_glance(course)
    assert kept_glance() is not None
    (lesson / "lesson.toml").write_text("number = 2 ")
    assert kept_glance() is None


def test_a_pack_that_was_added_voids_it(course, home):
    read_glance(course)
    lesson = home / "packs" / "basics" / "lessons" / "01-one"
    lesson.mkdir(parents=True)
    (lesson / "lesson.toml").write_text("number = 1")
    assert kept_glance() is None


def test_another_language_voids_it(course, monkeypatch):
    monkeypatch.setenv("DISTILL_LANG", "de")
    read_glance(course)
    monkeypatch.setenv("DISTILL_LANG", "fr")
    assert kept_glance() is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"stamp": 1}', b"\xff"])
def test_a_damaged_file_is_none(course, home, damage):
    read_glance(course)
    (home / FILE).write_bytes(damage)
    assert kept_glance() is None
    read_glance(course)
    assert kept_glance() is not None


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_home_that_cannot_be_written_is_read_all_the_same(course, home):
    read_glance(course)
    (home / FILE).unlink()
    home.chmod(0o500)
    try:
        assert read_glance(course).standings
    finally:
        home.chmod(0o700)


def test_it_needs_nothing_that_judges_or_builds():
    script = "import sys, tutor.course.kept_glance; print(sorted(m for m in sys.modules if 'tutor.' in m))"
    found = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    for heavy in ("tutor.course.lesson", "tutor.engine", "tutor.image", "tutor.dockerfile"):
        assert f"'{heavy}'" not in found.stdout


def test_who_starts_for_the_first_time_sees_what_no_progress_at_all_gives(course, tmp_path):
    glance = first_glance()
    with Progress.open(tmp_path / "empty.sqlite3") as progress:
        assert glance == CourseGlance.of(course_map(course, progress))


def test_there_is_no_first_glance_once_something_was_done(course, home):
    read_glance(course)
    assert first_glance() is None


def test_a_first_glance_leaves_translations_and_broken_lessons_to_who_reads_them_whole(tmp_path, monkeypatch):
    lesson = tmp_path / "lessons" / "01-fat"
    lesson.mkdir(parents=True)
    monkeypatch.setattr("tutor.course.first_glance.lessons_folder", lambda: tmp_path / "lessons")
    (lesson / "lesson.toml").write_text("number = 1")
    assert first_glance() is None
    (lesson / "lesson.toml").write_text("number = ")
    assert first_glance() is None
    monkeypatch.undo()


def test_a_first_glance_is_not_for_a_language_that_lessons_are_translated_into(monkeypatch, home):
    monkeypatch.setenv("DISTILL_HOME", str(home))
    monkeypatch.setenv("DISTILL_LANG", "de")
    assert first_glance() is None
