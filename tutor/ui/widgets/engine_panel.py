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
        if state.engine is not None:
            info = state.engine.info
            store = f", {info.store}" if info.store else ""
            return Content.assemble(
                (signs.DONE, "$success"), " ", (info.title, "bold"), "\n",
                f"builds with {info.builder}{store}\n",
                (f"{info.platform}\n{info.host}", "$muted"),
            )  # fmt: skip
        parts: list[Content | str | tuple[str, str]] = [
            (signs.WARNING, "bold $warning"), " ", ("No engine answers", "bold"), "\n",
            (f"{signs.POINTER} ", "$accent"), "Start Docker or Podman, then ",
            Content.from_markup("[@click=screen.look_again]r looks again[/]"), ".\n",
        ]  # fmt: skip
        for where, outcome, advice in state.tried:
            parts += [(f"{signs.DOT} {where}: {outcome}\n", "$muted")]
            if advice:
                parts += [Content.assemble("  ", prose(advice), "\n")]
        parts += ["Lessons can be read and edited all the same."]
        return Content.assemble(*parts)
