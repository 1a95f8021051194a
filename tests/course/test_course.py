from __future__ import annotations

import shutil

import pytest

from tutor.course import Course, LessonError, UnknownLesson


@pytest.fixture
def course(lesson_folder):
    other = lesson_folder.root / "lessons" / "01-the-fat-image"
    shutil.copytree(lesson_folder.folder, other)
    manifest = (other / "lesson.toml").read_text()
    manifest = manifest.replace("number = 3", "number = 1").replace("a-second-from", "the-fat-image")
    (other / "lesson.toml").write_text(manifest.replace("prerequisites = [1]", "prerequisites = []"))
    return Course.load(lesson_folder.root / "lessons")


def test_lessons_come_by_number(course):
    assert [lesson.number for lesson in course.lessons] == [1, 3]


@pytest.mark.parametrize(
    "text", ["3", "03", "a-second-from", "03-a-second-from", "A-Second-From", " 3 ", "a-sec"]
)
def test_a_lesson_is_found_by_number_slug_or_name(course, text):
    assert course.find(text).number == 3


def test_an_unknown_name_comes_with_the_nearest(course):
    with pytest.raises(UnknownLesson) as caught:
        course.find("a-secnd-form")
    assert caught.value.nearest == ("a-second-from",)
    assert "Did you mean a-second-from?" in caught.value.advice


def test_an_unknown_number_comes_with_those_that_exist(course):
    with pytest.raises(UnknownLesson) as caught:
        course.find("7")
    assert "1 (the-fat-image), 3 (a-second-from)" in caught.value.advice


def test_the_lesson_after_is_the_next_in_number(course):
    first, third = course.lessons
    assert course.after(first) == third
    assert course.after(third) is None


def test_two_lessons_of_one_number_are_refused(course, lesson_folder):
    twin = lesson_folder.root / "lessons" / "03-a-twin"
    shutil.copytree(lesson_folder.folder, twin)
    (twin / "lesson.toml").write_text((twin / "lesson.toml").read_text().replace("a-second-from", "a-twin"))
    with pytest.raises(LessonError, match="lesson 3 is also"):
        Course.load(lesson_folder.root / "lessons")


def test_the_course_of_this_checkout_loads():
    assert [lesson.number for lesson in Course.load()] == sorted(lesson.number for lesson in Course.load())
