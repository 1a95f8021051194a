"""The command palette, which does one thing."""

from __future__ import annotations

from textual import on
from textual.command import CommandPalette
from textual.widgets import Input, OptionList

from tutor.ui.screens.dialog import ClosesOnce
from tutor.ui.screens.first_frame import FirstFrame


class DistillPalette(CommandPalette, ClosesOnce[None], FirstFrame[None]):
    """Textual's palette; what was chosen twice in a burst is done once."""

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _only_once(self, event: Input.Submitted | OptionList.OptionSelected) -> None:
        if self.app.screen is not self:
            event.stop()
            event.prevent_default()
