"""Running the image that was built."""

from __future__ import annotations

import threading
from dataclasses import replace

import msgspec
import pytest

from tutor.course.lesson import HttpSpec
from tutor.engine.causes import CAUSES
from tutor.engine.request import HttpProbe
from tutor.engine.result import HttpAnswer, RunResult


def note(screen) -> str:
    """What the run pane says of the text; empty while that is hidden."""
    line = screen.query_one("#run-changed")
    return str(line.render()) if line.display and screen.query_one("#run-told").display else ""


async def run(pilot, screen, until) -> None:
    await pilot.press("f8")
    await until(pilot, lambda: screen.cancel is None and "Exit code 0" in end(screen))


def end(screen) -> str:
    return str(screen.query_one("#run-end").render())


async def test_a_run_says_that_the_text_changed_since_the_build(
    open_app, enter, build, until, lesson, engine
):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        await run(pilot, screen, until)
        assert not note(screen)
        screen.editor.load(lesson.solution + "# more\n")
        ran = len(engine.runs)
        await run(pilot, screen, until)
        assert len(engine.runs) == ran + 1
        assert note(screen) == "! The text changed since this build: F5 builds it"
        await build(pilot, screen)
        await run(pilot, screen, until)
        assert not note(screen)


async def test_a_build_that_was_cancelled_does_not_count_as_the_one_that_runs(
    open_app, enter, build, until, lesson, engine
):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        engine.hold = threading.Event()
        screen.editor.load(lesson.solution + "# more\n")
        await pilot.press("f5")
        await until(pilot, lambda: screen.build_log.line_count > 3)
        await pilot.press("f5")
        await until(pilot, lambda: screen.cancel is None)
        await run(pilot, screen, until)
        assert note(screen).startswith("! This text did not build")


async def test_a_run_after_a_failed_build_says_whose_image_it_is(open_app, enter, build, until, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        screen.editor.load(lesson.solution.replace("--from=build", "--from=biuld"))
        await build(pilot, screen)
        await run(pilot, screen, until)
        assert note(screen).startswith("! This text did not build, so this is the image of an earlier one")
        assert screen.build_line.status.more == ("an earlier text's image",)


async def test_what_a_lesson_says_of_a_wrong_turn_takes_the_place_of_the_general_advice(
    open_app, enter, build, until, lesson, monkeypatch, engine
):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        refused = RunResult(None, refused='exec: "/bin/sh": not there', cause=CAUSES["E7"])
        monkeypatch.setattr(engine, "run", lambda *_, **__: refused)
        await pilot.press("f8")
        await until(pilot, lambda: screen.cancel is None and "did not start" in end(screen))
        told = str(screen.query_one("#run-cause").render())
        assert "an empty image has no" in told
        assert CAUSES["E7"].idea not in told
        assert screen.advice_about(CAUSES["E5"]) == CAUSES["E5"].idea


@pytest.mark.parametrize(
    ("result", "said", "shown"),
    [
        (RunResult(None, seconds=1.0, http=HttpAnswer(200, b"<h1>Hello</h1>\n")),
         "GET / on port 8080: status 200 after 1.0 s.", "<h1>Hello</h1>"),
        (RunResult(None, seconds=1.0, http=HttpAnswer(500, b"oops")),
         "GET / on port 8080: status 500 after 1.0 s.", "oops"),
        (RunResult(None, seconds=10.0), "GET / on port 8080: no answer after 10 s.", ""),
        (RunResult(0, seconds=0.2), "GET / on port 8080: no answer after 0.2 s.", ""),
    ],
)  # fmt: skip
async def test_a_server_is_asked_and_its_answer_shown(
    open_app, enter, build, until, lesson, engine, monkeypatch, result, said, shown
):
    asked = []
    monkeypatch.setattr(engine, "run", lambda request, *_: asked.append(request.http) or result)
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.lesson = replace(
            screen.lesson, run=msgspec.structs.replace(screen.lesson.run, http=HttpSpec(8080))
        )
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        asked.clear()
        await pilot.press("f8")
        await until(pilot, lambda: screen.cancel is None and "GET" in end(screen))
        assert asked == [HttpProbe(8080, "/", 10.0)]
        assert said in end(screen)
        assert shown in screen.query_one("#run-output").plain


async def test_a_program_that_still_ran_at_the_limit_did_not_end_badly(
    open_app, enter, build, until, lesson, monkeypatch, engine
):
    monkeypatch.setattr(engine, "run", lambda *_: RunResult(None, timed_out=True, seconds=30.02))
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        await pilot.press("f8")
        await until(pilot, lambda: screen.cancel is None and "limit" in end(screen))
        assert end(screen) == "● Still running after 30 s, when the limit of a run ended it."
        status = screen.build_line.status
        assert (status.text, status.sign) == ("Still running when the limit of a run ended it", "●")


def serve(monkeypatch, engine):
    """Have the engine run until it is stopped."""

    def serving(request, cancel, on_output=None):
        ends = threading.Event()
        with cancel.hook(ends.set):
            ends.wait(20)
        return RunResult(137, b"", seconds=0.1)

    monkeypatch.setattr(engine, "run", serving)


async def test_a_run_that_was_stopped_did_not_end_badly(
    open_app, enter, build, until, lesson, engine, monkeypatch
):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        serve(monkeypatch, engine)
        await pilot.press("f8")
        await until(pilot, lambda: screen.build_line.status.running)
        await pilot.press("escape")
        await until(pilot, lambda: screen.cancel is None)
        assert screen.build_line.status.text == "You stopped the run"


async def test_build_stops_a_run_and_then_builds(open_app, enter, build, until, lesson, engine, monkeypatch):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        first = screen.result
        serve(monkeypatch, engine)
        await pilot.press("f8")
        await until(pilot, lambda: screen.build_line.status.running)
        await pilot.press("f5")
        await until(pilot, lambda: screen.cancel is None and screen.result is not first)


async def test_a_run_without_an_image_says_why_there_is_none(open_app, enter, build, until, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await pilot.press("f8")
        await until(pilot, lambda: "Nothing is built yet: F5 builds" in end(screen))
        screen.editor.load(lesson.solution.replace("--from=build", "--from=biuld"))
        await build(pilot, screen)
        await pilot.press("f8")
        await until(pilot, lambda: "The last build made no image: F5 builds" in end(screen))
