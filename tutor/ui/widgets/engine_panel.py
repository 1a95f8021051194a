"""Which engine builds, or what to do to have one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tutor.ui import signs
from tutor.ui.engine_link import EngineState
from tutor.ui.prose import prose


class EnginePanel(VerticalScroll):
    """The engine that was found with its version and builder, or what was tried and what to do next."""

    BORDER_TITLE = "Engine"
    HELP = """
    # Engine
    Distill builds on the Docker or Podman that it finds here. Without one, lessons can be read and edited;
    building has to wait.

    - **r** looks again.
    """
    DEFAULT_CSS = """
    EnginePanel { scrollbar-size-vertical: 1; link-style: underline; link-color: $accent; }
    EnginePanel Static { height: auto; }
    """

    state = reactive(EngineState())

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._line = Static(id="engine-text")

    def compose(self) -> ComposeResult:
        yield self._line

    def watch_state(self) -> None:
        self._line.update(self._text())

    def _text(self) -> Content:
        state = self.state
        if state.looking:
            return Content.styled("Looking for Docker and Podman …", "$muted")
        again = Content.from_markup("[@click=screen.look_again]R look again[/]")
        if state.engine is not None:
            info = state.engine.info
            store = f", {info.store}" if info.store else ""
            return Content.assemble(
                (signs.DONE, "$success"), " ", (info.title, "bold"), "\n",
                f"builds with {info.builder}{store}\n",
                (f"{info.platform}\n{info.host}\n\n", "$muted"), again,
            )  # fmt: skip
        parts: list[Content | str | tuple[str, str]] = [
            (signs.WARNING, "bold $warning"), " ", ("No engine answered", "bold"), "\n",
            "Lessons can be read and edited all the same; building needs Docker or Podman.\n",
            (f"{signs.POINTER} ", "$accent"), prose(state.advice), "\n\n", again,
        ]  # fmt: skip
        if state.tried:
            parts += [("\n\nTried:", "$muted")]
        for where, outcome, _ in state.tried:
            parts += [(f"\n{signs.DOT} {where}: {outcome}", "$muted")]
        return Content.assemble(*parts)
