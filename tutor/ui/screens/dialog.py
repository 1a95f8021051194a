"""Dialogs, which close once."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType

from tutor.ui.screens.first_frame import FirstFrame


class ClosesOnce(Screen[ScreenResultType]):
    """Is dismissed once: Enter pressed twice in a burst would close the screen below it too."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        if self.app.screen is not self:
            return AwaitComplete()
        if not self.is_mounted:  # Esc came in the same burst; what it is made of is still on its way
            self.call_later(self._dismiss_soon, result)
            return AwaitComplete()
        return super().dismiss(result)

    def _dismiss_soon(self, result: ScreenResultType | None) -> None:
        self.dismiss(result)  # not returned: what a screen is called back with is awaited


class Dialog(ModalScreen[ScreenResultType], ClosesOnce[ScreenResultType], FirstFrame[ScreenResultType]):
    """Asks or shows something above a screen, which waits meanwhile."""
