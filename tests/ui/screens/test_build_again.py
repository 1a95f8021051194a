"""A second build: what was cached, what an edit made be built again, and what a broken text leaves."""

from __future__ import annotations

from dataclasses import replace

from tutor.ui.app import DistillApp
from tutor.ui.editor import Mark
from tutor.ui.widgets.stage_bars import StageBars


async def test_an_edit_is_named_with_what_it_made_be_built_again(enter, build, lesson):
    app = DistillApp("embedded", "3", listeners=frozenset)
    app.settings = replace(app.settings, replay="instant")
    async with app.run_test(size=(160, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        screen.editor.load(lesson.start.replace("WORKDIR /src\nCOPY . .", "WORKDIR /src\nCOPY . ./"))
        await build(pilot, screen)
        told = " ".join(screen.build_line.status.more)
        assert "1 of 3 steps cached; line 3 changed, so 3\N{EN DASH}4 were built again" in told
        assert "line 3 changed" in screen.build_log.plain
        marks = {line: of.mark for line, of in screen.editor.margin.figures.items()}
        assert marks[3] is Mark.CHANGED
        assert marks[4] is Mark.AGAIN
        assert screen.editor.margin.figures[4].again == "built again: line 3 changed"
        await build(pilot, screen)
        assert screen.build_line.status.more[-1] == "all 3 steps cached", "it is said once"
        assert screen.editor.margin.figures[4].mark is Mark.CACHED


async def test_a_text_that_does_not_parse_leaves_the_figures_of_the_build_before(open_app, enter, build):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        before = screen.query_one(StageBars).figures
        screen.editor.load("FROM scratch\nCOPPY --from=nowhere /calc /calc\nCOPY --from=nowhere /a /b\n")
        await build(pilot, screen)
        assert screen.causes.trouble is not None
        assert screen.query_one(StageBars).figures is before
        assert screen.result is not None
        assert screen.result.ok
