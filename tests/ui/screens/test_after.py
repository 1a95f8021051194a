"""What comes after a lesson, the question, and the golf board."""

from __future__ import annotations

import re

import pytest
from textual.widgets import OptionList

from tutor.course import Progress
from tutor.ui.screens.after import AfterScreen
from tutor.ui.screens.compare import CompareScreen
from tutor.ui.screens.golf import GolfScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.widgets.improvement_table import ImprovementTable
from tutor.ui.widgets.lesson_list import LessonList

SIZES = [(60, 20), (80, 24), (120, 40)]


def shown(app) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


@pytest.fixture
def done(enter, build, until, lesson):
    """Build the lesson's start, then its solution, and wait for what comes after it."""

    async def finishing(pilot, app) -> LessonScreen:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.start)
        await build(pilot, screen)
        screen.editor.load(lesson.solution)
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, AfterScreen))
        await until(pilot, lambda: app.screen.query_one(ImprovementTable).improvement is not None)
        return screen

    return finishing


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_build_stands_beside_the_one_that_passed(size, open_app, done, until):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await done(pilot, app)
        table = str(app.screen.query_one(ImprovementTable).render())
        for line in table.splitlines():
            assert len(line) <= size[0]
        assert "881 MB" in table
        assert "2.4 MB" in table
        assert [line.split()[0] for line in table.splitlines()[1:6]] == [
            "final", "stages", "packages", "shells", "setuid",
        ]  # fmt: skip
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)


@pytest.mark.parametrize("size", SIZES)
async def test_esc_leads_to_the_editor_as_the_footer_says(size, open_app, done, until):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await done(pilot, app)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen and screen.editor.code.has_focus)
        assert screen.pane == "editor"


async def test_it_comes_by_itself_only_once_and_when_it_is_asked_for(open_app, done, build, until, lesson):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await done(pilot, app)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        screen.editor.load(lesson.solution + "# again\n")
        await pilot.press("f5")
        await until(pilot, lambda: screen.cancel is None and screen.build_line.status.text == "5 of 5 goals")
        await until(pilot, lambda: all(one.is_finished for one in app.workers if one.group == "progress"))
        assert app.screen is screen
        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, AfterScreen))
        assert "passed, attempt 3" in str(app.screen.query_one(ImprovementTable).render())


async def test_it_does_not_cover_what_was_opened_while_the_build_went_on(
    open_app, enter, until, engine, lesson
):
    import threading

    engine.hold = threading.Event()
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await pilot.press("f5")
        await until(pilot, lambda: screen.cancel is not None)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, QuizScreen))
        engine.hold.set()
        await until(pilot, lambda: screen.cancel is None and screen.build_line.status.text == "5 of 5 goals")
        await until(pilot, lambda: all(one.is_finished for one in app.workers if one.group == "progress"))
        assert isinstance(app.screen, QuizScreen)


async def test_before_the_goals_are_green_it_says_what_it_would_show(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: app._notifications)
        assert app.screen is screen
        assert any("every goal is green" in one.message for one in app._notifications)


async def test_one_key_compares_the_first_attempt_with_the_last(open_app, done, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        await done(pilot, app)
        after = app.screen
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.merged.row_count())
        compare = app.screen
        labels = [side.label.partition(",")[0] for side in (compare._left, compare._right)]
        assert labels == ["build 1", "build 2"]
        await pilot.press("1")
        of_today = re.compile(r"build 2, \d\d:\d\d +5 of 5 goals")
        await until(pilot, lambda: of_today.search(shown(app)))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is compare)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is after)


async def test_one_key_opens_the_next_lesson(open_app, done, until, course):
    following = course.after(course.find("3"))
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        await done(pilot, app)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, LessonScreen))
        await until(pilot, lambda: app.screen.lesson.number == following.number)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_letters_that_were_meant_for_the_editor_open_nothing(open_app, done, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        await done(pilot, app)
        app.screen.seen_from += 1000  # as if it had been opened just now
        await pilot.press("b")
        await pilot.pause()
        assert isinstance(app.screen, AfterScreen)
        app.screen.seen_from -= 2000
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, GolfScreen))


async def test_the_question_shows_the_answer_of_an_earlier_time(open_app, enter, until, lesson):
    with Progress.open() as progress:
        progress.answer_quiz(lesson.slug, lesson.quiz.answer)
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(pilot, app)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, QuizScreen))
        await until(pilot, lambda: app.screen.query_one("#explanation").display)
        assert app.screen.query_one("#choices", OptionList).highlighted == lesson.quiz.answer
        assert "Right." in str(app.screen.query_one("#explanation").render())


@pytest.mark.parametrize("size", SIZES)
async def test_the_golf_board_tells_app_after_app(size, open_app, until, sixteen_lessons):
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.screen.query_one(LessonList).row_count() == 16)
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, GolfScreen) and "go-calculator" in shown(app))
        text = shown(app)
        assert "2.4 MB" in text
        assert "the-fat-image" in text
        assert "1 of 5" in text
        assert "9.0 s" in text
        await pilot.press("right")
        await until(pilot, lambda: "go-notes" in shown(app))
        await pilot.press("left", "left")
        await until(pilot, lambda: "node-site" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_the_board_of_an_app_that_never_passed_says_so(open_app, enter, until, sixteen_lessons):
    app = open_app("11")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.action_pane("lesson")
        await pilot.pause()
        screen.action_golf()
        await until(pilot, lambda: "No build of py-stats has passed" in shown(app))
        await pilot.press("right")
        await until(pilot, lambda: "go-calculator" in shown(app))
