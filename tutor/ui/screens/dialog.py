"""Dialogs, which close once."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType


class ClosesOnce(Screen[ScreenResultType]):
    """Is dismissed once: Enter pressed twice in a burst would close the screen below it too."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)


class Dialog(ModalScreen[ScreenResultType], ClosesOnce[ScreenResultType]):  # styled as its first class is
    """Asks or shows something above a screen, which waits meanwhile."""
