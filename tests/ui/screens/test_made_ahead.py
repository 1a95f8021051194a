"""The lesson under the cursor is made before it is opened; nobody can tell but by how soon it is there."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from tutor.course import Workspace
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.themes import LIGHT
from tutor.ui.widgets.lesson_list import LessonList

WHOLE = "#log, #run, #bytes, #layers, #graph"


@pytest.fixture
def rest(until):
    """Wait until the lesson under the cursor is made; its screen."""

    async def resting(pilot, app) -> LessonScreen:
        def made() -> bool:
            chosen = app.screen.query_one(LessonList).chosen if isinstance(app.screen, HomeScreen) else None
            return (
                chosen is not None
                and app.made is not None
                and app.made.lesson.slug == chosen.lesson.slug
                and len(app.made.query(WHOLE)) == 5
            )

        await until(pilot, made)
        return app.made

    return resting


@pytest.fixture
def opened(until):
    async def opening(pilot, app) -> LessonScreen:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LessonScreen) and app.screen.furnished)
        return app.screen

    return opening


def lessons_of(app) -> list[LessonScreen]:
    return [node for node in app._registry if isinstance(node, LessonScreen)]


async def test_who_rests_at_a_lesson_is_given_the_screen_that_was_made(open_app, rest, opened, until):
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        made = await rest(pilot, app)
        assert await opened(pilot, app) is made
        await pilot.press("x")
        folder = made.workspace.dockerfile_path
        await until(pilot, lambda: folder.read_text() == "x" + made.lesson.start)
        assert gc.isenabled()


async def test_nothing_is_written_and_no_key_is_taken_before_it_is_opened(open_app, rest, home):
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        made = await rest(pilot, app)
        await pilot.press("x")
        await pilot.pause(0.1)
        assert made.editor.text == made.lesson.start
        assert not made.was_drawn
    assert not list(home.glob("workspaces/*"))
    assert not list(home.glob("state/*"))


async def test_it_has_the_text_that_another_program_wrote_meanwhile(open_app, rest, opened):
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        made = await rest(pilot, app)
        path: Path = Workspace.open(made.lesson).dockerfile_path
        path.write_text("FROM scratch\n")
        screen = await opened(pilot, app)
        assert screen is not made
        assert screen.editor.text == "FROM scratch\n"
        await pilot.press("ctrl+l")
        await rest(pilot, app)
        path.write_text("FROM scratch AS other\n")
    assert path.read_text() == "FROM scratch AS other\n"


async def test_only_one_is_kept_while_somebody_goes_through_the_list(open_app, rest, until):
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        first = await rest(pilot, app)
        await pilot.press("down", "down")
        third = await rest(pilot, app)
        assert third is not first
        await until(pilot, lambda: lessons_of(app) == [third])


@pytest.mark.parametrize("change", ["size", "theme"])
async def test_what_was_made_for_other_circumstances_is_not_shown(open_app, rest, opened, until, change):
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        made = await rest(pilot, app)
        if change == "size":
            await pilot.resize_terminal(80, 24)
        else:
            app.theme = LIGHT.name
        screen = await opened(pilot, app)
        assert screen is not made
        assert screen.has_class("-narrow") is (change == "size")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: app.made is not made and lessons_of(app) == [app.made])


async def test_a_lesson_that_is_left_is_made_anew(open_app, rest, opened, until):
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot, app)
        first = await opened(pilot, app)
        await pilot.press("x")
        await until(pilot, lambda: first.workspace.dockerfile_path.read_text().startswith("x"))
        await pilot.press("ctrl+l")
        again = await rest(pilot, app)
        assert again is not first
        assert await opened(pilot, app) is again
        assert again.editor.text == "x" + first.lesson.start
