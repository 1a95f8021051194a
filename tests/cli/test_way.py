"""The commands about the way through the course: map, quiz, golf board, certificate, and what check adds."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tutor.cli.course_documents import Asked, Certified, Golf, Lessons
from tutor.cli.documents import Checked, Stopped
from tutor.course import Attempt, AttemptState, Course, GoalNote, Progress, State
from tutor.course.finished import FinalSurface

STEPS = [{"line": 2, "text": "RUN make", "cached": False, "seconds": 4.0, "reached": True}]


def read(document, text):
    return msgspec.json.decode(text, type=document)


def build(lesson, size, *, green=True, text="FROM a\n"):
    """Record a build by the learner of this home."""
    notes = tuple(GoalNote(goal.id, State.PASSED if green else State.FAILED) for goal in lesson.goals)
    report = {"builder": "BuildKit", "seconds": 9.0, "stages": [{"instructions": STEPS}]}
    with Progress.open() as progress:
        progress.record(
            Attempt(
                lesson.slug, lesson.app, 1000.0, text, "Docker 28.5.2", AttemptState.BUILT, 1009.0, report,
                notes, size, 9.0, FinalSurface(3, 207, 13, root=True),
            )
        )  # fmt: skip


@pytest.fixture
def lesson(distill):
    return Course.load().find("3")


@pytest.fixture
def passed(lesson):
    """Lesson 3, built large and then small."""
    build(lesson, 900_000_000, green=False)
    build(lesson, 2_400_000)
    return lesson


def test_the_map_tells_what_is_next_what_it_builds_on_and_what_was_saved(distill, passed):
    found = read(Lessons, distill("lessons", "--json").stdout)
    row = next(row for row in found.lessons if row.number == 3)
    assert row.completed
    assert (row.first_bytes, row.best_bytes, row.attempts_to_pass) == (900_000_000, 2_400_000, 2)
    assert (row.builds_on, row.not_done_yet, row.covers) == ([1], [1], list(passed.covers))
    assert found.saved_bytes == 897_600_000
    assert "largest final image" in found.saved_means
    assert [row.slug for row in found.lessons if row.next] == [found.next]
    text = distill("lessons").stdout
    assert "900 MB → 2.4 MB" in text
    assert all(lesson.slug in text for lesson in Course.load())
    assert "○1" in text
    assert max(map(len, text.splitlines())) <= 80
    assert f"1 of {len(found.lessons)} lessons done, 898 MB saved." in text


def test_start_says_what_a_lesson_builds_on_until_that_is_done(distill, lesson):
    assert distill.json("start", "3")["not_done_yet"] == [1]
    assert "It builds on 1 (" in distill("start", "3").stdout
    build(Course.load().find("1"), 900_000_000)
    assert distill.json("start", "3")["not_done_yet"] == []
    assert "It builds on" not in distill("start", "3").stdout


def test_an_answer_is_judged_kept_and_explained_when_it_is_right(distill, lesson):
    asked = read(Asked, distill("quiz", "3", "--json").stdout)
    assert (asked.answer, asked.right, asked.explanation) == (None, None, None)
    right = lesson.quiz.answer + 1
    wrong = distill("quiz", "3", "--answer", 1 if right != 1 else 2)
    assert wrong.exit_code == 1
    assert lesson.quiz.explanation not in wrong.stdout
    good = distill("quiz", "3", "--answer", right)
    assert good.exit_code == 0
    assert lesson.quiz.explanation in good.stdout
    kept = read(Asked, distill("quiz", "3", "--json").stdout)
    assert (kept.answer, kept.right, kept.explanation) == (right, True, lesson.quiz.explanation)
    assert "(your answer)" in distill("quiz", "3").stdout
    rows = read(Lessons, distill("lessons", "--json").stdout).lessons
    assert next(row for row in rows if row.number == 3).quiz == "right"


def test_a_choice_that_is_not_there_is_wrong_usage_and_not_kept(distill, lesson):
    assert distill("quiz", "3", "--answer", len(lesson.quiz.choices) + 1).exit_code == 2
    assert read(Asked, distill("quiz", "3", "--json").stdout).answer is None


def test_golf_tells_the_records_of_an_app(distill, passed):
    build(passed, 2_300_000, text="FROM b\n")
    (board,) = read(Golf, distill("golf", passed.app, "--json").stdout).apps
    assert [(row.bytes, row.attempt) for row in board.top] == [(2_300_000, 3), (2_400_000, 2)]
    assert [(row.seconds, row.engine, row.recorded) for row in board.rebuilds] == [
        (9.0, "Docker 28.5.2", False)
    ]
    text = distill("golf").stdout
    assert "2.3 MB" in text
    assert "quickest rebuild on Docker 28.5.2: 9.0 s" in text


def test_golf_tells_apart_an_app_without_a_record_and_one_that_is_none(distill, lesson):
    assert distill("golf").exit_code == 0
    assert distill("golf", lesson.app).exit_code == 1
    unknown = distill("golf", lesson.app[:-1])
    assert unknown.exit_code == 2
    assert f"Did you mean {lesson.app}?" in unknown.stderr


def test_a_certificate_is_printed_or_written_whole(distill, passed, tmp_path):
    printed = distill("certificate", "--name", "Ada").stdout
    assert "**Ada** completed **1 of" in printed
    to = tmp_path / "certificate.md"
    to.write_text("an older one")
    written = distill("certificate", "--name", "Ada", "--to", to)
    assert written.exit_code == 0
    assert written.stdout == ""
    assert to.read_text() == printed
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["certificate.md"]
    document = read(Certified, distill("certificate", "--json").stdout)
    assert (document.completed, document.lessons) == (1, len(Course.load().lessons))
    assert [row.slug for row in document.rows] == [passed.slug]


def test_there_is_no_certificate_for_nothing(distill, tmp_path):
    refused = distill("certificate", "--to", tmp_path / "c.md", "--json")
    assert refused.exit_code == 1
    assert "no lesson is done" in read(Stopped, refused.stdout).stopped
    assert not (tmp_path / "c.md").exists()


def test_a_certificate_that_cannot_be_written_says_so(distill, passed, tmp_path):
    result = distill("certificate", "--to", tmp_path / "absent" / "c.md")
    assert result.exit_code == 2
    assert "cannot write" in result.stderr


def test_check_tells_what_changed_since_the_first_build(distill, lesson):
    dockerfile = distill.json("start", "3")["dockerfile"]
    failed = distill("check", "3", "--engine", "embedded")
    assert failed.exit_code == 1
    assert "From your first build" not in failed.stdout
    Path(dockerfile).write_text(lesson.solution)
    checked = read(Checked, distill("check", "3", "--engine", "embedded", "--json").stdout)
    assert checked.improved is not None
    assert (checked.improved.first, checked.improved.last) == (1, 2)
    changes = {change.what: change for change in checked.improved.changes}
    assert changes["final image"].before > 300 * changes["final image"].after
    assert changes["shells"].before > changes["shells"].after == 0
    assert (changes["stages"].before, changes["stages"].after) == (1, 2)
    text = distill("check", "3", "--engine", "embedded").stdout
    assert "From your first build to this one:" in text
    assert lesson.after.strip().splitlines()[0] in text
    assert "distill compare 3@1 3@3" in text
    assert "Next: `distill start 4`" in text
