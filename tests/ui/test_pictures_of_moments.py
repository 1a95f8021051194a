"""How it looks in moments that come seldom; one run of the app gives many pictures.

Look at them one by one before accepting new ones with ``--snapshot-update``.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from looking import still
from textual.command import CommandPalette
from textual.widgets import Input, Static

from tutor.engine.embedded import building
from tutor.ui import beginning
from tutor.ui.app import DistillApp
from tutor.ui.editor.rename import RenameScreen
from tutor.ui.screens import on_save, predicting
from tutor.ui.screens.asking import AskScreen
from tutor.ui.screens.compare import CompareScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.opening import FolderScreen
from tutor.ui.screens.quiz import QuizScreen
from tutor.ui.screens.solution import SolutionScreen
from tutor.ui.screens.welcome import WelcomeScreen
from tutor.ui.widgets.tour_note import STOPS, TourNote


async def test_the_first_start(open_app, until, look, monkeypatch):
    monkeypatch.setattr(beginning, "is_first_start", lambda: True)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen) and not app.engine_state.looking)
        await look(pilot, "welcome")
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, FolderScreen))
        app.screen.query_one("#folder", Input).value = "/nowhere/shop"
        await pilot.press("enter")
        await until(pilot, lambda: "nowhere" in str(app.screen.query_one("#folder-wrong", Static).render()))
        app.screen.query_one("#folder", Input).action_end()
        await look(pilot, "folder")


async def test_the_tour(open_app, enter, until, look, monkeypatch):
    monkeypatch.setattr(beginning, "is_tour_due", lambda: True)
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        still(screen)
        for number in range(1, len(STOPS) + 1):
            await until(pilot, lambda: screen.query(TourNote) and screen.query_one(TourNote).region)
            await look(pilot, f"note-{number}")
            await pilot.press("enter")


async def test_the_exam(open_app, enter, until, look):
    app = open_app("16")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        still(screen)
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        for pane in ("lesson", "goals", "editor"):
            screen.action_pane(pane)
            await look(pilot, pane)


async def test_the_themes(open_app, until, look):
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and not app.engine_state.looking)
        app.search_themes()
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        await look(pilot, "picker")


async def test_the_solution(open_app, enter, until, look):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        still(screen)
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        await look(pilot, "asked")
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, SolutionScreen))
        await look(pilot, "shown")


async def test_what_if(enter, build, until, lesson, look, monkeypatch):
    monkeypatch.setattr(predicting, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(
        building, "time", SimpleNamespace(perf_counter=lambda: 0.0)
    )  # what is not recorded is timed
    app = DistillApp("embedded", "3", listeners=frozenset)
    app.settings = replace(app.settings, replay="instant")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        still(screen)
        await build(pilot, screen)
        screen.editor.load(lesson.solution)
        await until(pilot, lambda: screen.build_line.what_if)
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        for pane in ("stages", "editor"):
            screen.action_pane(pane)
            await look(pilot, pane)


async def test_a_build_on_save(open_app, enter, until, lesson, look, monkeypatch):
    monkeypatch.setattr(on_save, "PAUSE_SECONDS", 0.05)
    app = open_app("3")
    app.settings = replace(app.settings, build_on_save=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        still(screen)
        screen.action_pane("editor")
        screen.editor.load(lesson.solution)
        await until(pilot, lambda: screen.result is not None and screen.cancel is None)
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        await look(pilot, "built")


async def test_an_error_at_its_line(open_app, enter, build, until, lesson, look):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        still(screen)
        screen.editor.load(lesson.solution.replace("--from=build", "--from=biuld"))
        await build(pilot, screen)
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        await until(pilot, lambda: screen.editor.code._flashed is None)
        for pane in ("goals", "stages", "log"):
            screen.action_pane(pane)
            await look(pilot, pane)
        await pilot.press("slash", *"denied")
        await look(pilot, "search")


async def test_what_helps_in_the_editor(open_app, enter, until, lesson, look):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        still(screen)
        screen.editor.load(lesson.solution.replace("--from=build", "--from=biuld --chwn=1"))
        screen.action_pane("editor")
        screen.editor.goto(7)
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        await pilot.press("alt+x")
        await until(pilot, lambda: screen.editor.popup.is_open)
        await look(pilot, "mending")
        await pilot.press("escape", "alt+i")
        await until(pilot, lambda: screen.editor.card.is_open)
        await look(pilot, "meaning")
        screen.editor.goto(1)
        await pilot.press("alt+r")
        await until(pilot, lambda: isinstance(app.screen, RenameScreen))
        await look(pilot, "renaming")


async def test_the_question_answered(open_app, enter, until, lesson, look):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        still(screen)
        await until(pilot, lambda: screen.editor.checked_text == screen.editor.text)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, QuizScreen))
        await pilot.press(str(lesson.quiz.answer + 1))
        await look(pilot, "right")


async def test_attempts_and_exports(open_app, enter, build, until, lesson, look, monkeypatch):
    monkeypatch.setattr(
        "tutor.ui.comparing.attempts.time.strftime", lambda form, at: form.replace("%H:%M", "17:21")
    )
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.merged.row_count())
        await until(pilot, lambda: app.screen.attempts.row_count() == 2)
        app.screen.action_pane("attempts")
        await look(pilot, "attempts")
        await pilot.press("e")
        await look(pilot, "export")
