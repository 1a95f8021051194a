"""The lessons as they are written; what they do on an engine is in tests/engines/test_lessons.py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tutor.course import Lesson, State, Verdict
from tutor.course.content import lessons_folder
from tutor.course.mistakes import mistake_of
from tutor.dockerfile import Form, Severity, lint, parse

FOLDERS = sorted(path.parent.name for path in lessons_folder().glob("*/lesson.toml"))
MOST_WORDS = 250
WIDEST_TITLE = 26
"""A goal's title with its sign stands in a column of 28."""
WIDEST_LINE = 120
SEED = {f"S{number}" for number in range(1, 21)}


@pytest.fixture(params=FOLDERS)
def lesson(request, course) -> Lesson:
    return course.find(request.param)


def dockerfiles(lesson: Lesson) -> dict[str, str]:
    return {
        "Dockerfile": lesson.start,
        "solution": lesson.solution,
        **{m.file: m.text for m in lesson.mistakes},
    }


def test_the_lessons_of_the_first_release_are_there(course):
    assert [lesson.name for lesson in course.lessons] == [
        "01-the-fat-image",
        "03-a-second-from",
        "04-static-or-dynamic",
    ]


def test_the_concept_is_short_and_has_a_drawing_or_a_table(lesson):
    drawings = re.findall(r"^```.*?^```$", lesson.text, re.MULTILINE | re.DOTALL)
    tables = re.findall(r"^\|[-| :]+\|$", lesson.text, re.MULTILINE)
    assert len(lesson.text.split()) <= MOST_WORDS
    assert len(drawings) + len(tables) == 1


def test_no_line_of_a_text_is_too_wide(lesson):
    assert [line for line in (lesson.text + lesson.after).splitlines() if len(line) > WIDEST_LINE] == []


def test_a_drawing_fits_a_narrow_terminal(lesson):
    for drawing in re.findall(r"^```.*?^```$", lesson.text, re.MULTILINE | re.DOTALL):
        assert max(len(line) for line in drawing.splitlines()) <= 76


def test_the_after_note_says_where_to_read_on(lesson):
    assert re.search(r"^Read on: \[.+\]\(https://\S+\)", lesson.after, re.MULTILINE)


def test_there_are_two_to_six_goals_with_titles_that_fit_their_column(lesson):
    assert 2 <= len(lesson.goals) <= 6
    assert [goal.title for goal in lesson.goals if len(goal.title) > WIDEST_TITLE] == []


def test_the_seeds_points_that_a_lesson_covers_exist(lesson):
    assert lesson.covers
    assert set(lesson.covers) <= SEED


def test_a_nudge_does_not_give_the_answer_away(lesson):
    nudge = lesson.hints[0].text
    changed = [
        line for line in lesson.solution.splitlines() if line and line not in lesson.start.splitlines()
    ]
    assert changed
    assert [line for line in changed if line in nudge] == []


def test_every_wrong_dockerfile_is_declared_and_no_two_take_the_same_turn(lesson):
    lying_there = {f"wrong/{path.name}" for path in Path(lesson.folder, "wrong").iterdir()}
    assert {mistake.file for mistake in lesson.mistakes} == lying_there
    assert len(lying_there) >= 2
    signs = [(m.cause, m.says, m.goal, m.while_passed) for m in lesson.mistakes]
    assert len(set(signs)) == len(signs)


def test_no_wrong_turn_is_the_start_or_the_solution(lesson):
    assert not {lesson.start, lesson.solution} & {mistake.text for mistake in lesson.mistakes}


def test_a_quiz_explains_its_answer_and_its_choices_differ(lesson):
    quiz = lesson.quiz
    assert len(set(quiz.choices)) == len(quiz.choices) >= 3
    assert len(quiz.explanation.split()) >= 15


def test_all_dockerfiles_can_be_read(lesson):
    for name, text in dockerfiles(lesson).items():
        errors = [problem for problem in parse(text).problems if problem.severity is Severity.ERROR]
        assert errors == [], name


def test_no_check_of_the_builder_complains_about_a_solution(lesson):
    found = [problem for problem in lint(parse(lesson.solution)) if problem.severity is not Severity.ADVICE]
    assert found == []


def test_a_solution_starts_its_program_without_a_shell(lesson):
    final = parse(lesson.solution).final
    starts = [each for each in final.instructions if each.keyword in ("CMD", "ENTRYPOINT")]
    assert starts
    assert {each.form for each in starts} == {Form.EXEC}


def test_the_images_of_start_and_solution_are_listed(lesson):
    bases = {
        stage.base.name
        for text in (lesson.start, lesson.solution)
        for stage in parse(text).stages
        if stage.base.kind.value == "image"
    }
    assert bases == set(lesson.images)


def test_a_failing_step_is_told_by_what_it_wrote_and_only_by_that(course):
    lesson = course.find("1")
    verdicts = [Verdict(goal, State.FAILED) for goal in lesson.goals]
    wrote = "no input: standard input ended before a sum came"
    recognised = mistake_of(lesson, "FROM golang:1.27-trixie", verdicts, [], f"exit code: 3\n{wrote}")
    assert recognised.file == "wrong/run-instead-of-cmd.Dockerfile"
    assert (
        mistake_of(lesson, "FROM golang:1.27-trixie", verdicts, [], "exit code: 1\nno Go files in /src")
        is None
    )
