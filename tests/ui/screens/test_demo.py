"""The demo: a lesson that is done by itself and leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tutor.course import Progress, Workspace
from tutor.ui.places import places_path
from tutor.ui.screens import demo
from tutor.ui.screens.demo import Caption, DemoScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.welcome import WelcomeScreen


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(demo, "READING_SECONDS", 0.05)
    monkeypatch.setattr(demo, "_LINE_SECONDS", 0.02)


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_the_demo_does_the_lesson_and_leaves_the_learners_work_alone(
    open_app, engine, until, lesson, home, size
):  # fmt: skip
    mine = Workspace.open(lesson)
    mine.save("FROM scratch\n# mine\n")
    with Progress.open() as progress:
        progress.last_lesson = "layers"
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.course is not None)
        app.settings = replace(app.settings, replay="instant")
        files = {path: path.read_bytes() for path in (home / "workspaces").rglob("*") if path.is_file()}
        app.action_welcome()
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, DemoScreen))
        screen = app.screen
        folder = Path(screen.workspace.folder)
        await until(pilot, lambda: screen.figures is not None and screen.goals.all_green)
        assert screen.editor.text == lesson.solution
        await until(pilot, lambda: "your turn" in str(screen.query_one(Caption).render()))
        await pilot.press("x", "f5", "ctrl+p")
        await pilot.click("#editor")
        assert (app.screen, screen.editor.text, screen.cancel) == (screen, lesson.solution, None)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: not folder.exists())
        assert not app.last_builds
    assert not engine.requests
    assert files == {path: path.read_bytes() for path in (home / "workspaces").rglob("*") if path.is_file()}
    assert not (home / "embedded-steps.txt").exists()
    assert lesson.slug not in places_path().read_text()
    with Progress.open() as progress:
        assert progress.last_lesson == "layers"
        assert not progress.attempts(lesson.slug)


async def test_escape_stops_the_demo_at_once_and_tells_how_to_do_the_lesson(open_app, until, monkeypatch):
    monkeypatch.setattr(demo, "READING_SECONDS", 60.0)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.course is not None)
        app.action_demo()
        await until(pilot, lambda: isinstance(app.screen, DemoScreen) and app.screen.query(Caption))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert "choose lesson 3" in next(iter(app._notifications)).message
