"""Which engine builds, or what to do to have one."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tutor.ui import signs
from tutor.ui.badge import sign_of
from tutor.ui.engine_link import EngineState
from tutor.ui.own_keys import key_told, with_own_keys
from tutor.ui.prose import prose
from tutor.ui.widgets.even import EvenScroll


class EnginePanel(EvenScroll):
    """The engine that was found with its version and builder, or what was tried and what to do next."""

    BORDER_TITLE = "Engine"
    HELP = """
    # Engine
    Distill builds on the Docker or Podman that it finds here, and without one on the embedded engine: it is
    built in, replays what was recorded on a real engine, and says so where it does not know.

    - **F12** chooses another engine.
    - **r** looks for Docker and Podman again.
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
        self._line.update(with_own_keys(self.app, self._text()))

    def _text(self) -> Content:
        state = self.state
        if state.looking:
            return Content.styled(state.sought, "$muted")
        if state.embedded:
            return self._embedded(state)
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
            Content.from_markup("[@click=screen.look_again]$key looks again[/]", key=self._look_key), ".\n",
        ]  # fmt: skip
        for where, outcome, advice in state.tried:
            parts += [(f"{signs.DOT} {where}: {outcome}\n", "$muted")]
            if advice:
                parts += [Content.assemble("  ", prose(advice), "\n")]
        parts += [
            (f"{signs.POINTER} ", "$accent"),
            Content.from_markup("[@click=app.choose_engine]F12 offers[/] the embedded engine, "),
            "which needs neither.",
        ]
        return Content.assemble(*parts)

    @property
    def _look_key(self) -> str:
        return key_told(self.app, "home.engine", "r")

    def _embedded(self, state: EngineState) -> Content:
        sign, colour = sign_of(state)
        parts: list[Content | str | tuple[str, str]] = [
            (sign, colour), " ", (state.name, "bold"), "\n",
            "You can start right away: this engine is built in. It replays what was recorded on a real "
            "Docker, works out the rest, and says so when it does not know.\n",
            (f"{signs.POINTER} ", "$accent"),
            Content.from_markup("[@click=app.choose_engine]F12 chooses[/], "),
            Content.from_markup(
                "[@click=screen.look_again]$key looks[/] for Docker and Podman again.\n", key=self._look_key
            ),
        ]  # fmt: skip
        if state.tried[:-1]:
            parts += [("\nTried before it:\n", "$muted")]
        parts += [(f"{signs.DOT} {where}: {outcome}\n", "$muted") for where, outcome, _ in state.tried[:-1]]
        return Content.assemble(*parts)
