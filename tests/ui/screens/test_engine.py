"""Choosing an engine, the pace of recorded output, and engines that come later."""

from __future__ import annotations

import pytest

from tutor.ui.screens.engine import EngineScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.settings import Settings, settings_path
from tutor.ui.widgets.title_line import TitleLine

SIZES = [(60, 20), (80, 24), (120, 40)]


def words(app) -> str:
    return " ".join(" ".join(strip.text for strip in app.screen._compositor.render_strips()).split())


async def open_chooser(pilot, app, until) -> EngineScreen:
    await until(pilot, lambda: not app.engine_state.looking)
    await pilot.press("f12")
    await until(pilot, lambda: isinstance(app.screen, EngineScreen) and len(app.screen._found) == 3)
    return app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_the_chooser_tells_of_every_engine_whether_it_answers(size, offline, engine, until):
    offline.engines["docker"] = engine
    app = offline.app()
    async with app.run_test(size=size) as pilot:
        await open_chooser(pilot, app, until)
        assert "Docker 28.5.2 · BuildKit in use" in words(app)
        assert "Podman does not answer" in words(app)
        assert "Embedded engine recorded" in words(app)
        await pilot.press("down")
        await pilot.pause()
        assert "Start podman." in words(app)
        assert "unix:///podman.sock: no socket there" in words(app)


async def test_choosing_another_engine_keeps_text_scroll_and_verdicts(
    offline, engine, embedded, enter, build, until, lesson
):
    offline.engines["docker"] = engine
    app = offline.app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution + "\n" * 60)
        await build(pilot, screen)
        screen.editor.goto(50)
        await pilot.pause()
        before = (screen.editor.text, screen.editor.code.scroll_offset, screen.goals.verdicts)
        await open_chooser(pilot, app, until)
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: app.screen is screen)
        assert app.engine_state.engine is embedded
        assert (screen.editor.text, screen.editor.code.scroll_offset, screen.goals.verdicts) == before
        assert "embedded · recorded" in words(app)
        await until(pilot, lambda: engine.closed)
        await build(pilot, screen)
        assert len(embedded.requests) == 1


async def test_an_engine_that_does_not_answer_is_looked_for_again_when_chosen(offline, engine, until):
    app = offline.app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_chooser(pilot, app, until)
        offline.engines["docker"] = engine
        await pilot.press("up", "up", "enter")
        await until(pilot, lambda: screen._found.get("docker") and screen._found["docker"].engine)
        assert "Docker 28.5.2 · BuildKit" in words(app)
        await pilot.press("enter")
        await until(pilot, lambda: app.engine_state.engine is engine)


async def test_connections_that_were_not_chosen_are_closed(offline, engine, embedded, until):
    offline.engines["podman"] = engine
    app = offline.app(choice="embedded")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_chooser(pilot, app, until)
        await pilot.press("escape")
        await until(pilot, lambda: engine.closed)
        assert app.engine_state.engine is embedded


async def test_an_address_that_was_named_is_among_the_choices(offline, engine, until):
    offline.engines["tcp://far:2375"] = engine
    app = offline.app(choice="tcp://far:2375")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: not app.engine_state.looking)
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(app.screen, EngineScreen) and len(app.screen._found) == 4)
        assert "tcp://far:2375" in words(app)


async def test_a_click_on_the_badge_opens_the_chooser(offline, until):
    app = offline.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: not app.engine_state.looking)
        await pilot.click(TitleLine, offset=(76, 0))
        await until(pilot, lambda: isinstance(app.screen, EngineScreen))


async def test_the_pace_is_chosen_kept_and_handed_to_builds(offline, embedded, enter, build, until):
    app = offline.app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        await open_chooser(pilot, app, until)
        assert "○ real ● fast ○ instant" in words(app)
        await pilot.press("s")
        await pilot.pause()
        assert "○ real ○ fast ● instant" in words(app)
        await pilot.press("escape")
        await build(pilot, screen)
        await app.run_action("replay('real')")
        await build(pilot, screen)
        assert [request.replay for request in embedded.requests] == ["fast", "instant", "real"]
        await until(pilot, lambda: Settings.load(settings_path()).replay == "real")
        app.theme = "distill-light"
        await until(pilot, lambda: Settings.load(settings_path()) == Settings("distill-light", "real"))


async def test_the_palette_tells_which_pace_is_chosen(offline, until):
    from tutor.ui.palette import Actions

    app = offline.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        hits = {str(hit.display): hit.help async for hit in Actions(app.screen).discover()}
        assert (hits["Replay: fast"] or "").endswith("(now)")
        assert not (hits["Replay: real"] or "").endswith("(now)")
        assert "F12" in (hits["Engine"] or "")


async def test_a_live_engine_that_appears_is_offered_once(offline, engine, until):
    app = offline.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: not app.engine_state.looking)
        app.glance()
        await app.workers.wait_for_complete()
        assert not app._notifications
        offline.engines["docker"] = engine
        offline.listening = frozenset({"unix:///docker.sock"})
        app.glance()
        await until(pilot, lambda: app._notifications)
        assert "Docker 28.5.2 answers now. F12 offers it." in next(iter(app._notifications)).message
        assert app.engine_state.embedded, "nothing changes without the learner"
        asked = len(offline.asked)
        app.glance()
        await pilot.pause()
        assert len(offline.asked) == asked
        screen = await open_chooser(pilot, app, until)
        assert screen.query_one("#engines").highlighted == 0
        await pilot.press("enter")
        await until(pilot, lambda: app.engine_state.engine is engine)


async def test_an_engine_that_was_there_when_the_embedded_one_was_chosen_is_no_news(offline, engine, until):
    offline.engines["docker"] = engine
    offline.listening = frozenset({"unix:///docker.sock"})
    app = offline.app(choice="embedded")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: not app.engine_state.looking)
        for _ in range(2):
            app.glance()
            await app.workers.wait_for_complete()
        assert not app._notifications
        assert offline.asked == ["embedded"]


async def test_nobody_looks_about_while_something_is_built(offline, until):
    app = offline.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: not app.engine_state.looking)
        with app.link.lock:
            app.glance()
            assert not [worker for worker in app.workers if worker.group == "glance"]


async def test_home_says_in_a_sentence_what_the_embedded_engine_is(offline, until):
    app = offline.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: not app.engine_state.looking)
        await pilot.pause()
        assert "You can start right away" in words(app)
        assert "embedded · recorded" in words(app)
        assert "no engine" not in words(app)


async def test_the_app_can_be_left_from_the_chooser(offline, engine, until):
    offline.engines["docker"] = engine
    app = offline.app(choice="embedded")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_chooser(pilot, app, until)
        await pilot.press("ctrl+q")
    assert app.return_code == 0


@pytest.mark.parametrize("choice", ["embedded", "podman"])
def test_who_chose_an_engine_is_not_told_that_docker_is_looked_for(choice, offline):
    state = offline.app(choice=choice).engine_state
    assert state.looking
    assert "Docker" not in state.name + state.sought
    assert choice in (state.name + state.sought).lower()
