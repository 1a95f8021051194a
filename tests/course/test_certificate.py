from __future__ import annotations

from way import build, report

from tutor.course.certificate import BLANK_NAME, Certificate
from tutor.course.course_map import course_map

NOON = 1_795_608_000.0  # 2026-11-25 12:00 UTC


def certificate(course, progress, name="Ada"):
    return Certificate(name, course_map(course, progress), NOON)


def test_it_says_how_many_of_how_many_and_which_are_missing(course, progress):
    build(progress, course.lessons[1], 900, green=0)
    progress.show_hint("lean")
    build(progress, course.lessons[1], 9, at=NOON)
    text = certificate(course, progress).markdown()
    assert "# Certificate of partial completion" in text
    assert "**Ada** completed **1 of 3 lessons**" in text
    assert "| 2 Lean | 900 B | 9 B | 1 % | 2 | 1 of 3 | 2026-11-25 | Docker 28.5.2, live |" in text
    assert "Not completed: 1 Fat, 3 Challenge-Small." in text
    assert "**Saved: 891 B.**" in text


def test_a_hint_that_is_read_after_a_lesson_was_done_does_not_count(course, progress):
    progress.show_hint("lean")
    build(progress, course.lessons[1], 9)
    assert [progress.show_hint("lean") for _ in range(2)] == [2, 3]
    assert "| 1 of 3 |" in certificate(course, progress).markdown()


def test_the_whole_course_is_called_so(course, progress):
    for lesson in course:
        build(progress, lesson, 9)
    found = certificate(course, progress)
    assert found.whole
    text = found.markdown()
    assert "completed **all 3 lessons**" in text
    assert "artial" not in text
    assert "Not completed" not in text


def test_what_was_built_from_recordings_is_said_to_be(course, progress):
    build(progress, course.lessons[0], 9, told=report(builder="embedded"), engine="Embedded engine 0.1.0")
    assert "Embedded engine 0.1.0, recorded |" in certificate(course, progress).markdown()


def test_a_lesson_that_was_not_completed_has_no_row(course, progress):
    build(progress, course.lessons[0], 9, green=1)
    found = certificate(course, progress)
    assert found.completed == ()
    assert "| 1 Fat" not in found.markdown()


def test_a_name_is_text_whatever_is_in_it(course, progress):
    build(progress, course.lessons[0], 9)
    text = certificate(course, progress, "Ada |\n# <b>*Lovelace*\x1b[31m").markdown()
    assert "Ada \\| \\# \\<b\\>\\*Lovelace\\*" in text
    assert "\x1b" not in text
    assert f"**{BLANK_NAME}**" in certificate(course, progress, "").markdown()
