"""What an earlier session's build left."""

from __future__ import annotations

import pytest

from tutor.ui.app import DistillApp
from tutor.ui.widgets.bytes_pane import BytesPane
from tutor.ui.widgets.file_tree import FileTreeView


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
        screen.action_step_stage(-1)
        assert "usr/local/go/bin/go" in [entry.path for entry in files.files]
        screen.action_pane("bytes")
        await pilot.pause()
        assert "Of your last session" in "\n".join(screen.query_one(BytesPane).plain)
        screen.action_toggle_graph()
        await pilot.pause()
        told = "\n".join(screen.graph.plain)
        assert "COPY line" in told
        assert "2.4 MB" in told
        await build(pilot, screen)
        assert screen.kept is None
        assert "Of your last session" not in "\n".join(screen.query_one(BytesPane).plain)
