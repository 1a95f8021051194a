"""What the embedded engine does not know, engines that die, and going on elsewhere."""

from __future__ import annotations

import pytest

from tutor.engine import EngineLost, NotRecorded
from tutor.ui.screens.after import AfterScreen
from tutor.ui.screens.engine import EngineScreen

MISS = NotRecorded(
    "go build -o /calc .",
    reason="main.go is another one than when it was recorded",
    near=("go build -o /calc . with the lesson's main.go",),
    line=4,
)
SIZES = [(60, 20), (80, 24), (120, 40)]


def shown(app) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def words(app) -> str:
    return " ".join(shown(app).split())


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_not_recorded_is_told_with_line_reason_and_what_is(
    size, offline, embedded, enter, build
):
    embedded.error = MISS
    app = offline.app("3")
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        text = shown(app)
        assert "Not recorded" in text
        assert "Line 4 is not recorded" in text
        assert "RUN go build -o /calc ." in text
        assert "F12" in text
        assert screen.causes.trouble is None, "it is no mistake of the learner"
        assert screen.miss_panel.is_on_screen
        assert "4 RUN go build" in text, "the line itself stays in sight"
        await pilot.press("escape")
        assert not screen.miss_panel.display


async def test_an_image_that_is_not_recorded_is_mended_by_one_that_is(
    offline, embedded, enter, build, until, lesson
):
    images = ("golang:1.27-trixie", "debian:trixie")
    embedded.error = NotRecorded("go", reason="it is none", near=images, line=1, images=images)
    app = offline.app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load("FROM go\n")
        await build(pilot, screen)
        assert "near it (Alt+X writes one)" in words(app)
        screen.editor.focus()
        await pilot.press("alt+x")
        await until(pilot, lambda: screen.editor.popup.is_open)
        assert [row.label for row in screen.editor.popup.rows] == [f"Write {name}" for name in images]
        await pilot.press("enter")
        assert screen.editor.text == "FROM golang:1.27-trixie\n"
        embedded.error = None
        await build(pilot, screen)
        assert not screen.editor.images_meant


async def test_goals_that_were_not_judged_because_of_it_say_so(offline, embedded, enter, build, lesson):
    embedded.error = MISS
    app = offline.app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        assert {verdict.state.value for verdict in screen.goals.verdicts} == {"unknown"}
        assert "Not judged: line 4 is not recorded." in str(screen.query_one("#goals-common").render())
        assert screen.query_one("#goals-common").display


async def test_f12_builds_the_same_text_on_a_live_engine_that_was_started_meanwhile(
    offline, embedded, engine, enter, build, until, lesson
):
    embedded.error = MISS
    app = offline.app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        offline.engines["docker"] = engine
        await pilot.press("f12")
        await until(pilot, lambda: screen.result is not None and screen.cancel is None)
        assert [request.dockerfile for request in engine.requests] == [lesson.solution]
        assert app.engine_state.engine is engine
        assert screen.miss_panel.miss is None
        assert screen.editor.text == lesson.solution
        assert "5 of 5 goals" in screen.build_line.status.text
        await until(pilot, lambda: embedded.closed)


async def test_f12_without_a_live_engine_says_what_was_tried_and_can_be_pressed_again(
    offline, embedded, engine, enter, build, until
):
    embedded.error = MISS
    app = offline.app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        await pilot.press("f12")
        await until(pilot, lambda: screen.miss_panel.miss.tried)
        assert "unix:///docker.sock: no socket there" in words(app)
        assert "Start docker." in words(app)
        offline.engines["podman"] = engine
        await pilot.press("f12")
        await until(pilot, lambda: screen.result is not None)


async def test_a_run_that_is_not_recorded_is_run_where_it_can_be(
    offline, embedded, engine, enter, build, until, lesson
):
    app = offline.app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        embedded.run_error = NotRecorded("/calc", reason="it never ran with this input")
        await pilot.press("f8")
        await until(pilot, lambda: screen.miss_panel.miss is not None)
        assert "This run is not recorded" in words(app)
        offline.engines["docker"] = engine
        ran = len(engine.runs)
        await pilot.press("f12")
        await until(pilot, lambda: len(engine.runs) > ran + 1 and screen.cancel is None)
        assert screen.run_pane.query_one("#run-output").plain == "Result: 3"


async def test_a_new_build_forgets_the_run_that_is_not_recorded(
    offline, embedded, enter, build, until, lesson
):
    app = offline.app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        of_goals = len(embedded.runs)
        embedded.run_error = NotRecorded("/calc", reason="it never ran with this input")
        await pilot.press("f8")
        await until(pilot, lambda: screen.miss_panel.miss is not None)
        embedded.run_error = None
        ran = len(embedded.runs)
        await pilot.press("escape")
        await build(pilot, screen)
        assert len(embedded.runs) - ran == of_goals, "only the goals run anything"
        assert screen.miss_panel.miss is None
        assert screen.build_line.status.text == "5 of 5 goals"


async def test_where_one_pane_is_shown_a_run_that_is_not_recorded_leaves_the_person_there(
    offline, embedded, enter, build, until, lesson
):
    app = offline.app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        embedded.run_error = NotRecorded("/calc", reason="it never ran with this input")
        await pilot.press("f8")
        await until(pilot, lambda: screen.miss_panel.miss is not None)
        assert screen.pane == "run"
        assert "Not recorded: /calc: it never ran with this input." in words(app)
        assert "F12" in words(app)
        await pilot.press("f12")
        await until(pilot, lambda: screen.miss_panel.miss.tried)
        assert "No live engine answers yet. Start docker." in words(app)
        assert screen.pane == "run"
        await pilot.press("escape")
        await pilot.pause()
        assert screen.pane == "lesson", "what is not seen takes no key to close"


async def test_a_goal_whose_run_is_not_recorded_is_open_and_offers_a_live_engine(
    offline, embedded, enter, build, lesson
):
    embedded.run_error = NotRecorded("/calc", reason="it never ran with this input")
    app = offline.app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        await pilot.pause()
        untold = [verdict for verdict in screen.goals.verdicts if verdict.state.value == "unknown"]
        assert ["no recording of /calc" in verdict.because for verdict in untold] == [True]
        assert screen.miss_panel.miss is not None
        assert screen.build_line.status.text == "4 of 5 goals"


async def test_an_engine_that_dies_offers_the_embedded_one_and_the_text_stays(
    offline, embedded, engine, enter, build, until, lesson
):
    offline.engines["docker"] = engine
    engine.error = EngineLost("Docker stopped answering.", advice="See whether it runs.")
    app = offline.app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        assert screen.causes.trouble is not None
        assert "embedded engine" in screen.causes.trouble.hint
        await pilot.press("f12")
        await until(pilot, lambda: screen.result is not None)
        assert app.engine_state.engine is embedded
        assert screen.editor.text == lesson.solution
        await until(pilot, lambda: isinstance(app.screen, AfterScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert "embedded · recorded" in shown(app)
        assert screen.causes.trouble is None


async def test_an_engine_that_died_can_be_tried_again(offline, engine, enter, build):
    offline.engines["docker"] = engine
    engine.error = EngineLost("Docker stopped answering.", advice="See whether it runs.")
    app = offline.app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        engine.error = None
        await build(pilot, screen)
        assert screen.result is not None
        assert app.engine_state.engine is engine
        await pilot.press("f12")
        assert isinstance(app.screen, EngineScreen), "after a build that went well F12 chooses again"


async def test_what_was_built_elsewhere_is_built_here_before_it_is_run(
    offline, embedded, engine, enter, build, lesson
):
    app = offline.app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        offline.engines["docker"] = engine
        app.use_engine(app.link.look("docker"))
        ran = len(engine.runs)
        await pilot.press("f8")
        await pilot.pause()
        assert len(engine.runs) == ran
        assert "F5 builds it on Docker 28.5.2" in " ".join(
            str(screen.run_pane.query_one("#run-end").render()).split()
        )


async def test_recorded_steps_and_where_they_come_from_are_told(offline, enter, build, lesson):
    app = offline.app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        assert "recorded on Docker 28.5.2 on 2026-11-20" in screen.build_log.plain
        assert screen.editor.margin.figures[4].mark.value == "◇"
        assert screen.figures is not None
        assert [one.recorded for one in screen.figures.stages[0].instructions] == [True, False, False, True]
