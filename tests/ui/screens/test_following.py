"""From a line to its files, from a file to its line, and what a build tells, on the embedded engine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from tutor.ui.app import DistillApp
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.bytes_pane import BytesPane
from tutor.ui.widgets.path_line import PathLine
from tutor.ui.widgets.stage_graph import StageGraph
from tutor.ui.widgets.stage_picker import StagePicker

BUILT = """\
FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN go build -o /calc .

FROM debian:trixie AS lint
RUN true

FROM scratch
COPY --from=build /calc /calc
CMD ["/calc"]
"""


@pytest.fixture
def built(enter, build, until):
    """Lesson 3 with ``BUILT`` built on the embedded engine."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Pilot[None], LessonScreen]]:
        app = DistillApp("embedded", "3", listeners=frozenset)
        app.settings = replace(app.settings, replay="instant")
        async with app.run_test(size=size) as pilot:
            screen = await enter(pilot, app)
            screen.editor.load(BUILT)
            await build(pilot, screen)
            await pilot.pause()
            yield pilot, screen

    return opened


Until = Callable[[Pilot[None], Callable[[], object]], Awaitable[None]]


async def test_the_margin_lights_what_crosses_of_a_builder_line(built):
    async with built() as (_, screen):
        figures = screen.editor.margin.figures
        assert 0 < figures[4].lit < (figures[4].adds or 0)
        assert figures[1].lit == 0
        assert figures[10].lit == figures[10].adds


async def test_the_status_line_says_in_words_what_ships(built):
    async with built() as (pilot, screen):
        screen.editor.goto(4)
        await pilot.pause()
        assert "2.4 MB of it ships" in str(screen.editor._status.said)
        screen.editor.goto(1)
        await pilot.pause()
        assert "stays behind" in str(screen.editor._status.said)


async def test_a_line_selects_its_files_and_x_shows_all_again(built, until: Until):
    async with built() as (pilot, screen):
        screen.editor.focus()
        screen.editor.goto(4)
        await pilot.press("alt+l")
        await until(pilot, lambda: screen.query_one(StagePicker).only)
        assert screen.query_one(StagePicker).only.startswith("line 4: ")
        assert screen.pane == "files"
        files = screen.file_tree.files
        assert "calc" in files
        assert "src/main.go" not in files
        await pilot.press("x")
        await pilot.pause()
        assert not screen.query_one(StagePicker).only
        assert "src/main.go" in screen.file_tree.files


async def test_escape_shows_all_files_again_before_it_leaves(built, until: Until):
    async with built() as (pilot, screen):
        screen.files_of_line(10)
        await until(pilot, lambda: screen.shows_files_of_line)
        await pilot.press("escape")
        await pilot.pause()
        assert not screen.query_one(StagePicker).only
        assert screen.pane == "files"


async def test_a_click_on_the_margin_shows_the_files_of_its_line(built, until: Until):
    async with built() as (pilot, screen):
        code = screen.editor.code
        await pilot.click(code, offset=(code.size.width - 4, 2))
        await until(pilot, lambda: screen.query_one(StagePicker).only.startswith("line 3: "))


async def test_a_line_that_was_not_reached_says_so(built):
    async with built() as (pilot, screen):
        screen.editor.focus()
        screen.editor.goto(7)
        await pilot.press("alt+l")
        await pilot.pause()
        assert any("did not reach" in one.message for one in pilot.app._notifications)


async def test_lines_that_moved_since_the_build_still_find_their_files(built, until: Until):
    async with built() as (pilot, screen):
        screen.editor.load("# above\n" + BUILT)
        await pilot.pause()
        screen.editor.focus()
        screen.editor.goto(5)
        await pilot.press("alt+l")
        await until(pilot, lambda: screen.query_one(StagePicker).only.startswith("line 4: "))
        screen.go_to_line(4)
        assert screen.editor.line == 5


async def test_a_file_tells_its_way_and_d_goes_to_its_line(built, until: Until):
    async with built() as (pilot, screen):
        screen.action_pane("files")
        await until(pilot, lambda: screen.file_tree.has_focus)
        assert screen.file_tree.path == "calc"
        await until(pilot, lambda: screen.query_one(PathLine).hops)
        assert [hop.line for hop in screen.query_one(PathLine).hops] == [10, 4]
        await pilot.press("d")
        await until(pilot, lambda: screen.pane == "editor")
        assert screen.editor.line == 10


async def test_f_on_a_layer_shows_the_files_of_that_line(built, until: Until):
    async with built() as (pilot, screen):
        screen.action_pane("layers")
        await until(pilot, lambda: screen.query_one("#layers").has_focus)
        await pilot.press("down", "f")
        await until(pilot, lambda: screen.query_one(StagePicker).only.startswith("line 10: 1 file"))


async def test_the_bytes_pane_answers_what_a_reader_asks(built):
    async with built() as (pilot, screen):
        screen.action_pane("bytes")
        await pilot.pause()
        told = "\n".join(screen.query_one(BytesPane).plain)
        for said in ("900 MB", "2.4 MB", "from build", "no shell", "shell: bash", "Left behind", "toolchain"):
            assert said in told
        assert "no later stage" in told


async def test_enter_in_the_bytes_pane_goes_to_the_line_that_brought_it(built, until: Until):
    async with built() as (pilot, screen):
        screen.action_pane("bytes")
        await until(pilot, lambda: screen.query_one(BytesPane).has_focus)
        await pilot.press("enter")
        await until(pilot, lambda: screen.pane == "editor")
        assert screen.editor.line == 10


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_g_draws_the_stages_with_what_crossed_and_why_one_was_skipped(size, built, until: Until):
    async with built(size) as (pilot, screen):
        screen.action_pane("stages")
        await until(pilot, lambda: screen.query_one("#stages").has_focus)
        await pilot.press("g")
        graph = screen.query_one(StageGraph)
        await until(pilot, lambda: graph.has_focus)
        told = "\n".join(graph.plain)
        assert "COPY line 10" in told
        assert "needs it" in told
        assert "ships" in told
        assert all(len(line) <= graph.size.width for line in graph.plain)
        await pilot.press("end", "enter")
        await until(pilot, lambda: screen.pane == "files")
        await pilot.press("g")
        await until(pilot, lambda: screen.pane == "stages")
        assert not screen.has_class("-graph")


async def test_enter_on_an_edge_goes_to_its_line(built, until: Until):
    async with built() as (pilot, screen):
        screen.action_toggle_graph()
        graph = screen.query_one(StageGraph)
        await until(pilot, lambda: graph.has_focus)
        while graph.link != ("line", 10):
            await pilot.press("down")
        await pilot.press("enter")
        await until(pilot, lambda: screen.pane == "editor")
        assert screen.editor.line == 10
