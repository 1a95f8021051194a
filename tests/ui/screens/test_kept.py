"""What an earlier session's build left."""

from __future__ import annotations

import pytest

from tutor.ui.app import DistillApp
from tutor.ui.widgets.bytes_pane import BytesPane
from tutor.ui.widgets.file_tree import FileTreeView
from tutor.ui.widgets.stage_bars import StageBars


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_after_a_restart_files_graph_and_sizes_are_there_again(
    size, open_app, enter, build, until, lesson
):
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
    again: DistillApp = open_app("3")
    async with again.run_test(size=size) as pilot:
        screen = await enter(pilot, again)
        files = screen.query_one(FileTreeView)
        await until(pilot, lambda: files.files is not None)
        assert [entry.path for entry in files.files] == ["calc"]
        shipped, before = screen.figures.stages[-1], screen.figures.stages[0]
        assert (shipped.shells, shipped.packages, shipped.files) == ((), 0, 1)
        assert before.shells
        assert before.files > shipped.files
        assert screen.query_one(StageBars).figures is screen.figures
        screen.action_step_stage(-1)
        assert "usr/local/go/bin/go" in [entry.path for entry in files.files]
        screen.action_pane("bytes")
        await pilot.pause()
        told = "\n".join(screen.query_one(BytesPane).plain)
        assert "Of your last session" in told
        assert "7 from build" in told
        screen.action_toggle_graph()
        await pilot.pause()
        told = "\n".join(screen.graph.plain)
        assert "COPY line" in told
        assert "2.4 MB" in told
        await build(pilot, screen)
        assert screen.kept is None
        assert "Of your last session" not in "\n".join(screen.query_one(BytesPane).plain)


async def test_after_a_restart_the_log_says_that_it_was_not_kept(open_app, enter, build, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        assert "No build yet" in screen.build_log.placeholder
        await build(pilot, screen)
    again: DistillApp = open_app("3")
    async with again.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, again)
        await until(pilot, lambda: screen.figures is not None)
        assert "No build yet" not in screen.build_log.placeholder
        assert "F5 builds again" in screen.build_log.placeholder


async def test_a_lesson_that_was_left_and_opened_again_has_its_log(open_app, enter, build, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        await build(pilot, screen)
        told = screen.build_log.plain
        assert "go build" in told
        screen.action_home()
        await until(pilot, lambda: app.screen is not screen)
        app.open_lesson("3")
        again = await enter(pilot, app)
        await until(pilot, lambda: again.figures is not None)
        assert again.build_log.plain == told


async def test_bytes_of_a_build_that_stopped_before_the_copy_say_so(open_app, enter, build):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(
            "FROM golang:1.27-trixie AS build\nFROM scratch\nCOPY --from=build /gone /a\n"
            "COPY --from=build /bin/sh /b\n"
        )
        await build(pilot, screen)
        screen.action_pane("bytes")
        await pilot.pause()
        told = "\n".join(screen.query_one(BytesPane).plain)
        assert "no line copies from a stage" not in told
        assert "line 3 was not reached" in told


async def test_bytes_of_an_engine_that_tells_no_layers_do_not_deny_the_copy(open_app, enter, build, lesson):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(lesson.solution)
        await build(pilot, screen)
        screen.action_pane("bytes")
        await pilot.pause()
        told = " ".join("\n".join(screen.query_one(BytesPane).plain).split())
        assert "no line copies from a stage" not in told
        assert "not measured: the engine told no layers" in told
