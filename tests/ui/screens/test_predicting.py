"""What if: ghosts of stages that are not built yet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tutor.ui.app import DistillApp
from tutor.ui.live.ghosts import Ghost, WhatIf
from tutor.ui.screens import predicting
from tutor.ui.widgets.stage_bars import StageBars


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr(predicting, "PAUSE_SECONDS", 0.01)


def drawn(screen) -> str:
    bars = screen.query_one(StageBars)
    rows = (bars.row(index, 40) for index in range(bars.row_count()))
    return "\n".join(line.plain for row in rows for line in row)


async def test_an_outline_with_words_tells_what_a_change_would_make(enter, build, until, lesson, soon):
    app = DistillApp("embedded", "3", listeners=frozenset)
    app.settings = replace(app.settings, replay="instant")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        measured = drawn(screen)
        assert "if built" not in measured
        screen.editor.load(lesson.solution)
        await until(pilot, lambda: screen.build_line.what_if)
        told = drawn(screen)
        assert "2.4 MB" in told
        assert "897 MB less" in screen.build_line.what_if
        assert "would ship" in told
        assert "╌" in told or "┤" in told
        assert measured.splitlines()[0] in told, "what was measured stays as it was"
        assert screen.build_line.what_if.startswith("If built: ships 2.4 MB")
        screen.editor.load(lesson.start)
        await until(pilot, lambda: not screen.build_line.what_if)
        assert drawn(screen) == measured


async def test_on_a_live_engine_the_ghosts_are_called_the_embedded_engines(
    open_app, enter, build, until, lesson, soon
):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await until(pilot, lambda: screen.build_line.what_if)
        assert screen.build_line.what_if.startswith("If built (embedded): ")
        assert "not built yet" in drawn(screen)
        await build(pilot, screen)
        assert screen.build_line.what_if == ""
        assert "if built" not in drawn(screen)


async def test_of_what_another_engine_builds_nothing_is_said_where_nothing_is_known(
    open_app, enter, until, soon, lesson
):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await until(pilot, lambda: screen.build_line.what_if)
        screen.editor.load("FROM nowhere.example/none:9\n")
        await until(pilot, lambda: not screen.build_line.what_if)
        screen.editor.load("COPPY . .\n")
        await until(pilot, lambda: "there is no FROM yet" in screen.build_line.what_if)


async def test_what_is_not_known_is_said_and_not_drawn(enter, until, soon):
    app = DistillApp("embedded", "3", listeners=frozenset)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load("FROM nowhere.example/none:9\n")
        await until(pilot, lambda: screen.build_line.what_if)
        assert "not known, line 1 is not recorded" in screen.build_line.what_if
        assert "╌" not in drawn(screen)


async def test_it_can_be_turned_off_and_stays_off(open_app, enter, until, lesson, soon):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await until(pilot, lambda: screen.build_line.what_if)
        await pilot.press("alt+w")
        assert screen.build_line.what_if == ""
        assert not app.settings.what_if
        await pilot.press("#")
        screen.editor.flush()
        await pilot.pause(0.3)
        assert screen.build_line.what_if == ""


@pytest.mark.parametrize("width", [26, 40])
def test_a_stage_that_would_ship_is_named_whole(width):
    bars = StageBars()
    bars.set_reactive(StageBars.what_if, WhatIf((Ghost("stage-1", 2_400_000, final=True),)))
    first = bars._of_ghost_alone(bars.what_if.ghosts[0], width)[0].plain
    assert "stage-1 would ship" in first
    assert "new" in first or "not built yet" in first


async def test_a_switch_that_is_turned_back_leaves_one_notice(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        await enter(pilot, app)
        await pilot.press("alt+w")
        await until(pilot, lambda: app._notifications)
        await pilot.press("alt+w")
        await until(pilot, lambda: any("is on" in one.message for one in app._notifications))
        assert len(app._notifications) == 1
