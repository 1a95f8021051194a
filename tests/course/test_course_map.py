from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from way import build

from tutor.course import AttemptState, Course
from tutor.course.course_map import course_map
from tutor.course.packs import Pack


def test_at_first_nothing_is_done_and_the_first_lesson_is_next(course, progress):
    found = course_map(course, progress)
    assert [one.done for one in found.standings] == [False] * 3
    assert found.next is found.standings[0]
    assert found.saved_bytes == 0
    assert not any(one.begun or one.first or one.best for one in found.standings)


def test_what_a_lesson_builds_on_is_told_until_it_is_done(course, progress):
    assert [one.number for one in course_map(course, progress).standings[1].not_done_yet] == [1]
    build(progress, course.lessons[0], 900)
    found = course_map(course, progress).standings[1]
    assert [one.number for one in found.builds_on] == [1]
    assert found.not_done_yet == ()


def test_first_is_the_first_whole_build_and_best_the_smallest_that_passed(course, progress):
    lesson = course.lessons[1]
    build(progress, lesson, None, green=0, state=AttemptState.FAILED)
    build(progress, lesson, 900, green=1)
    build(progress, lesson, 30)
    build(progress, lesson, 20)
    build(progress, lesson, 5, green=0)
    found = course_map(course, progress).standings[1]
    assert (found.first.number, found.first.final_bytes) == (2, 900)
    assert (found.best.number, found.best.final_bytes) == (4, 20)
    assert (found.tally.attempts, found.tally.attempts_to_pass) == (5, 3)


def test_saved_is_by_app_the_largest_built_less_the_smallest_that_passed(course, progress):
    fat, lean, small = course.lessons
    build(progress, fat, 900)
    build(progress, lean, 700, green=1)
    build(progress, lean, 20)
    build(progress, lean, 3, green=1)  # did not pass
    build(progress, small, 5000, green=0)  # of this app nothing passed
    assert course_map(course, progress).saved_bytes == 880
    build(progress, small, 400)
    assert course_map(course, progress).saved_bytes == 880 + 4600


def test_what_is_built_after_the_smallest_saves_nothing_more(course, progress):
    lean = course.lessons[1]
    build(progress, lean, 700, green=1)
    build(progress, lean, 20)
    build(progress, lean, 900, green=1)
    build(progress, lean, 800)
    assert course_map(course, progress).saved_bytes == 680
    build(progress, lean, 10)
    assert course_map(course, progress).saved_bytes == 890


def test_the_lesson_that_was_open_last_is_next_until_it_is_done_then_the_one_after(course, progress):
    progress.last_lesson = "lean"
    assert course_map(course, progress).next.lesson.slug == "lean"
    build(progress, course.lessons[1], 20)
    assert course_map(course, progress).next.lesson.slug == "challenge-small"
    build(progress, course.lessons[2], 20)
    assert course_map(course, progress).next.lesson.slug == "fat"
    build(progress, course.lessons[0], 900)
    found = course_map(course, progress)
    assert found.next is None
    assert found.done == 3


def test_hints_and_the_answer_stand_in_the_map(course, progress):
    progress.show_hint("lean")
    progress.answer_quiz("lean", 0)
    found = course_map(course, progress).standings[1]
    assert (found.hints, found.quiz, found.quiz_right) == (1, 0, False)
    progress.answer_quiz("lean", course.lessons[1].quiz.answer)
    assert course_map(course, progress).standings[1].quiz_right


def test_a_goal_that_a_lesson_got_later_opens_it_again(course, progress):
    lesson = course.lessons[0]
    build(progress, replace(lesson, goals=lesson.goals[:1]), 900)
    found = course_map(course, progress).standings[0]
    assert (found.reached, found.goals, found.done) == (1, 2, False)


def test_lessons_of_packs_stand_beside_the_course_and_count_for_themselves(course, progress):
    added = replace(course.lessons[0], slug="more:fat", pack="more", app="other")
    both = Course(course.lessons, (Pack("more", Path("more"), (added,)),))
    build(progress, added, 900)
    build(progress, added, 100)
    found = course_map(both, progress)
    assert [one.done for one in found.all] == [False, False, False, True]
    assert found.done == 0
    assert found.saved_bytes == 0
    assert found.of(added).best.final_bytes == 100


def test_a_challenge_is_known_by_its_slug(course):
    assert [lesson.challenge for lesson in course] == [False, False, True]
