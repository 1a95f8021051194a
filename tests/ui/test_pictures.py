"""How all other screens look; one run of the app gives many pictures, in three sizes, light and dark.

Look at them one by one before accepting new ones with ``--snapshot-update``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from looking import Held, still
from textual.command import CommandPalette

from tutor.course import Project
from tutor.engine import Connection
from tutor.ui.app import DistillApp
from tutor.ui.screens import build_telling
from tutor.ui.screens.compare import CompareScreen
from tutor.ui.screens.context_files import ContextFilesScreen
from tutor.ui.screens.help import HelpScreen
from tutor.ui.screens.options import OptionsScreen
from tutor.ui.screens.project import ProjectScreen
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.widgets.hint_box import HintBox


async def test_a_lesson_before_the_first_build(open_app, enter, until, look):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        still(screen)
        for pane in ("lesson", "editor"):
            screen.action_pane(pane)
            await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
            await look(pilot, pane)
        await pilot.resize_terminal(60, 20)
        await pilot.press("f9")
        await until(pilot, lambda: screen.query_one(HintBox).shown == 1 and screen.pane == "goals")
        await look(pilot, "hint")


async def test_what_a_build_made(open_app, enter, build, until, lesson, look):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        still(screen)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        for pane in ("stages", "files", "layers", "bytes", "log"):
            screen.action_pane(pane)
            await look(pilot, pane)
        await pilot.press("f8")
        await until(pilot, lambda: screen.pane == "run")
        await look(pilot, "run")


async def test_a_build_that_runs(open_app, enter, until, engine, lesson, look, monkeypatch):
    monkeypatch.setattr(build_telling, "GRAPH_AFTER_SECONDS", 0.01)
    monkeypatch.setattr("tutor.ui.amounts.seconds", lambda amount: "1.0 s")
    for module in ("widgets.build_line", "screens.build_telling"):
        monkeypatch.setattr(f"tutor.ui.{module}.monotonic", lambda: 0.0)
    engine.hold = Held()
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        still(screen)
        screen.editor.load(lesson.solution)
        screen.action_pane("stages")
        screen.graph._clock = lambda: 0.0
        await pilot.press("f5")
        await until(pilot, lambda: screen.graph.is_on_screen and screen.graph.plain)
        await look(pilot, "running")
        engine.hold.set()
        await until(pilot, lambda: screen.cancel is None)


async def test_what_is_compared(open_app, enter, build, until, lesson, look, monkeypatch):
    monkeypatch.setattr(
        "tutor.ui.comparing.attempts.time.strftime", lambda form, at: form.replace("%H:%M", "17:21")
    )
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.merged.row_count())
        await look(pilot, "files")
        for pane in ("kinds", "file"):
            app.screen.action_pane(pane)
            await look(pilot, pane)
        app.screen.action_pane("files")
        await pilot.press("m")
        await look(pilot, "map")
        await pilot.press("1")
        await look(pilot, "pick")


@pytest.mark.parametrize(
    ("key", "dialog"),
    [
        ("f1", HelpScreen),
        ("f2", CommandPalette),
        ("ctrl+t", QuizScreen),
        ("ctrl+f", ContextFilesScreen),
    ],
    ids=["help", "palette", "quiz", "context-files"],
)
async def test_what_opens_over_a_lesson(key, dialog, open_app, enter, build, until, lesson, look):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        still(screen)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        screen.action_pane("goals")
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, dialog))
        await look(pilot, "dialog")


async def test_what_the_editor_offers(open_app, enter, until, lesson, look):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        still(screen)
        screen.editor.load("FROM golang:1.27-trixie AS build\n")
        screen.action_pane("editor")
        await pilot.pause()
        await pilot.press("ctrl+end", *"CO")
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        await look(pilot, "completion")


@pytest.fixture
def shop() -> Iterator[Path]:
    """A project's folder, at the same place in every run: its path is in the picture."""
    folder = Path("/tmp/distill-shop")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


async def test_a_project(shop: Path, engine, until, lesson, look):
    folder = shop
    for path in lesson.app_folder.iterdir():
        if path.is_file():
            (folder / path.name).write_bytes(path.read_bytes())
    (folder / "Dockerfile").write_text(lesson.solution)
    app = DistillApp(project=Project.open(folder), connect=lambda choice: Connection(engine, ()))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ProjectScreen) and app.screen.pane)
        screen = app.screen
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        await look(pilot, "project")
        await pilot.press("f5")
        await until(pilot, lambda: screen.cancel is None and screen.explained is not None)
        screen.action_pane("project")
        await look(pilot, "built")
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, OptionsScreen))
        await look(pilot, "options")
