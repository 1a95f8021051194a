"""The stage graph while it builds."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from tutor.engine.events import StepProgress, StepStarted
from tutor.ui.screens import build_telling

THREE = """\
FROM golang:1.27-trixie AS build
COPY . .
RUN go build -o /calc .
FROM debian AS lint
RUN true
FROM debian
COPY --from=build /calc /calc
"""


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr(build_telling, "GRAPH_AFTER_SECONDS", 0.01)


def drawn(screen) -> str:
    return "\n".join(screen.graph.plain)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_it_tells_what_runs_what_waits_and_what_is_skipped(
    size, open_app, enter, until, engine, at_once
):
    engine.hold = threading.Event()
    app = open_app("3")
    async with app.run_test(size=size) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(THREE)
        screen.action_pane("stages")
        await pilot.press("f5")
        await until(pilot, lambda: "● 1/2" in drawn(screen))
        told = drawn(screen)
        assert "3 RUN go build" in told
        assert "skipped" in told
        assert "needs it" in told
        assert "waits for build" in told
        assert screen.graph.is_on_screen
        assert screen.graph.border_subtitle == "Esc cancels"
        assert all(len(line) <= screen.graph.size.width for line in screen.graph.plain)
        engine.hold.set()
        await until(pilot, lambda: screen.cancel is None)
        assert screen.query_one("#stages").is_on_screen, "the bars are back"
        await until(pilot, lambda: screen.query_one("#stages").has_focus)


async def test_a_build_that_is_over_at_once_leaves_the_bars_alone(open_app, enter, build):
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        seen = []
        screen.add_class = partial(_noting, seen, screen.add_class)
        await build(pilot, screen)
        assert "-building" not in seen


def _noting(seen, add_class, *names):
    seen.extend(names)
    return add_class(*names)


async def test_a_pull_is_told_in_bytes_of_bytes(open_app, enter, until, engine, at_once, monkeypatch):
    engine.hold = threading.Event()
    build = engine.build

    def pulling(request, cancel):
        yield StepStarted("pull:golang:1.27-trixie", "pull golang:1.27-trixie")
        for layer in ("aa", "bb"):
            yield StepProgress("pull:golang:1.27-trixie", f"downloading {layer}", 31_000_000, 142_000_000)
        engine.hold.wait(10)
        yield from build(request, cancel)

    monkeypatch.setattr(engine, "build", pulling)
    app = open_app("3")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, app)
        screen.editor.load(THREE)
        await pilot.press("f5")
        await until(pilot, lambda: "● pulling" in drawn(screen))
        assert "62.0 MB of 284 MB" in drawn(screen)
        assert "62.0 MB of 284 MB" in screen.build_line.status.text
        engine.hold.set()
        await until(pilot, lambda: screen.cancel is None)
