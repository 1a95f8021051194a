from __future__ import annotations

from tutor.course import Course
from tutor.insight.taught import LESSONS, untaught


def test_every_lesson_that_explains_a_rule_is_there():
    slugs = {lesson.slug for lesson in Course.load().lessons}
    assert {lesson for lesson in LESSONS.values() if lesson} <= slugs


def test_running_as_root_is_not_spoken_of_before_its_lesson():
    assert "RootInFinalStage" in untaught({"no-shell-no-root"})
    assert "RootInFinalStage" not in untaught({"cache-and-context"})
