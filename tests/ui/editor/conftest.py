from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from tutor.engine.result import BuildResult, BuiltInstruction, StageImage
from tutor.ui.editor import DockerfileEditor, MarginModel, margin_of
from tutor.ui.themes import DARK, LIGHT

TWO_STAGES = """\
# syntax=docker/dockerfile:1
ARG GO_VERSION=1.27
FROM golang:${GO_VERSION}-trixie AS build
WORKDIR /src
COPY . .
RUN apt-get update && \\
    # the proxy's certificates
    apt-get install -y --no-install-recommends ca-certificates && \\
    rm -rf /var/lib/apt/lists/*
ENV CGO_ENABLED=0
RUN --mount=type=cache,target=/root/.cache go build -o /out/calc .

FROM build AS test
RUN <<EOT
set -e
go test ./...
EOT

FROM scratch
COPY --from=build --chown=65532:65532 /out/calc /usr/local/bin/calculator
USER 65532
ENTRYPOINT ["/usr/local/bin/calculator"]
"""


def _built_as(
    line: int, last: int, keyword: str, adds: int, seconds: float, **more: object
) -> BuiltInstruction:
    return BuiltInstruction(
        line, last, keyword, keyword, reached=True, adds=adds, seconds=seconds, hides=0, **more
    )  # type: ignore[arg-type]


def two_stage_result() -> BuildResult:
    """What a build of TWO_STAGES gives: the test stage is skipped, the apt lists are hidden again."""
    build = (
        _built_as(3, 3, "FROM", 845_000_000, 12.1),
        _built_as(4, 4, "WORKDIR", 0, 0.0, cached=True),
        _built_as(5, 5, "COPY", 2_100, 0.03),
        BuiltInstruction(6, 9, "RUN", "RUN", reached=True, adds=31_000_000, hides=2_000_000, seconds=4.2),
        _built_as(10, 10, "ENV", 0, 0.0),
        _built_as(11, 11, "RUN", 37_400_000, 63.0),
    )
    test = (
        BuiltInstruction(13, 13, "FROM", "FROM", reached=False),
        BuiltInstruction(14, 17, "RUN", "RUN", reached=False),
    )
    final = (
        _built_as(19, 19, "FROM", 0, 0.0),
        _built_as(20, 20, "COPY", 2_400_000, 0.02),
        _built_as(21, 21, "USER", 0, 0.0),
        _built_as(22, 22, "ENTRYPOINT", 0, 0.0),
    )
    because = "no later stage needs it"
    return BuildResult(
        engine="Docker 28.5.2",
        builder="BuildKit",
        stages=(
            StageImage(0, "build", "golang:1.27-trixie", True, None, build, size=913_402_100),
            StageImage(1, "test", "build", False, because, test),
            StageImage(2, None, "scratch", True, None, final, size=2_400_000),
        ),
        final=2,
        seconds=80.0,
    )


class EditorApp(App[None]):
    """The editor alone, in our themes; keeps the messages that it posts."""

    def __init__(
        self, text: str = TWO_STAGES, margin: MarginModel | None = None, theme: str = DARK.name
    ) -> None:
        super().__init__()
        self._text = text
        self._margin = margin
        self.told: list[Message] = []
        for one in (DARK, LIGHT):
            self.register_theme(one)
        self.theme = theme

    def compose(self) -> ComposeResult:
        yield DockerfileEditor(self._text)

    def on_mount(self) -> None:
        if self._margin is not None:
            self.editor.margin = self._margin
        self.editor.focus()

    @property
    def editor(self) -> DockerfileEditor:
        return self.query_one(DockerfileEditor)

    def on_dockerfile_editor_changed(self, message: DockerfileEditor.Changed) -> None:
        self.told.append(message)

    def on_dockerfile_editor_cursor_moved(self, message: DockerfileEditor.CursorMoved) -> None:
        self.told.append(message)

    def on_dockerfile_editor_problems_found(self, message: DockerfileEditor.ProblemsFound) -> None:
        self.told.append(message)

    def drawn(self, line: int) -> str:
        """A line (1-based) as it is drawn, margin and all; it must be in view."""
        return self.editor.code.render_line(line - 1 - self.editor.code.scroll_offset.y).text

    def style_of(self, line: int, part: str) -> Style:
        """The style in which ``part`` of a line (1-based) is drawn."""
        strip = self.editor.code.render_line(line - 1 - self.editor.code.scroll_offset.y)
        start = strip.text.index(part)
        at = 0
        for segment in strip:
            if at <= start < at + len(segment.text):
                assert segment.style is not None
                return segment.style
            at += len(segment.text)
        raise AssertionError(f"{part!r} is not drawn in line {line}")


async def settled(pilot: Pilot[None]) -> None:
    """Wait until the text was checked and the screen shows it."""
    editor = pilot.app.query_one(DockerfileEditor)
    async with asyncio.timeout(20):
        await pilot.pause()
        while editor.check_awaited:
            await pilot.pause(0.02)
        await pilot.app.workers.wait_for_complete()
        while editor.checked_text != editor.text:
            await pilot.pause(0.02)
    await pilot.pause()


@pytest.fixture
def two_stages() -> str:
    return TWO_STAGES


@pytest.fixture
def result() -> BuildResult:
    return two_stage_result()


@pytest.fixture
def built_margin() -> MarginModel:
    return margin_of(TWO_STAGES, two_stage_result())


@pytest.fixture
def editor_app() -> type[EditorApp]:
    return EditorApp


@pytest.fixture(name="settled")
def _settled() -> Callable[..., object]:
    return settled
