"""Which engine the app builds on, and which it could."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.app import App
from textual.reactive import reactive

from tutor.ui.engine_link import EngineAppeared, EngineChecked, EngineLink, EngineState
from tutor.ui.screens.fitted import Fitted

if TYPE_CHECKING:
    from tutor.engine.protocol import Engine

GLANCE_SECONDS = 10.0
"""While the embedded engine is in use, a live one is looked for this often."""


class Engines(App[None]):
    """Finds an engine at the start, changes it when the person says so, and sees when a live one comes."""

    engine_state = reactive(EngineState())
    link: EngineLink
    newcomer = ""
    """The kind of the live engine that has been offered, once in a session."""

    _asked_to_look = False
    """Whether a person waits to be told what was found."""

    def watch_for_live_engines(self) -> None:
        """From now on look every few seconds, whenever that is of use."""
        self.set_interval(GLANCE_SECONDS, self.glance)

    @work(thread=True, group="engine", exclusive=True, description="Looking for an engine")
    def look_for_engine(self) -> None:
        with self.link.lock:
            self.post_message(EngineChecked(self.link.look()))

    def on_engine_checked(self, message: EngineChecked) -> None:
        self.engine_state = message.state
        if self._asked_to_look:
            self._asked_to_look = False
            self.notify(_found(message.state), markup=False)

    def look_again(self) -> None:
        """Forget the engine that was found, if any, and look anew."""
        if not self.link.lock.locked():
            self._asked_to_look = True
            self.engine_state = EngineState(choice=self.link.choice)
            self.look_for_engine()

    def use_engine(self, state: EngineState) -> None:
        """Build on another engine from now on; what is on the screens stays."""
        before, self.engine_state = self.engine_state.engine, state
        self.link.chosen()
        if before is not None and before is not state.engine:
            self.let_go(before)

    @work(thread=True, exit_on_error=False, group="let-go", description="Closing a connection")
    def let_go(self, engine: Engine) -> None:
        """Close an engine's connection when nothing is built or run on it any more."""
        with self.link.lock:
            engine.close()

    def action_engine(self) -> None:
        """What F12 does: the screen's own way to another engine where it offers one, else the chooser."""
        screen = self.screen
        if isinstance(screen, Fitted) and not screen.goes_elsewhere():
            self.action_choose_engine()

    def on_title_line_right_clicked(self) -> None:
        self.action_choose_engine()

    def action_choose_engine(self) -> None:
        """Show the engines there are."""
        from tutor.ui.screens.engine import EngineScreen

        if not self.screen.is_modal:
            self.push_screen(EngineScreen(self.newcomer), self._chosen)

    def _chosen(self, state: EngineState | None) -> None:
        if state is not None:
            self.use_engine(state)
            self.notify(
                f"F5 builds with {state.name} now. Your text and attempts are as they were.", markup=False
            )

    def glance(self) -> None:
        """See whether a live engine came; not while something is built or run, and not after an offer."""
        if self.engine_state.embedded and not self.newcomer and not self.link.lock.locked():
            self._look_about()

    @work(thread=True, exit_on_error=False, group="glance", exclusive=True, description="Looking about")
    def _look_about(self) -> None:
        appeared = self.link.newcomer()
        if appeared is not None:
            self.post_message(appeared)

    def on_engine_appeared(self, message: EngineAppeared) -> None:
        if self.engine_state.embedded and not self.newcomer:
            self.newcomer = message.kind
            self.notify(f"{message.title} answers now. F12 offers it.", timeout=8, markup=False)


def _found(state: EngineState) -> str:
    """What looking for an engine came to."""
    if state.embedded:
        others = ", ".join(dict.fromkeys(where for where, _, _ in state.tried[:-1]))
        looked = f" at {others}" if others else ""
        return f"Looked for Docker and Podman{looked}: none answers. {state.name} goes on."
    return (
        f"Found {state.name}." if state.engine is not None else "Looked for Docker and Podman: none answers."
    )
