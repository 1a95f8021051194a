"""The command palette, which does one thing."""

from __future__ import annotations

from textual import on
from textual.command import CommandList, CommandPalette
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

    def _action_command_list(self, action: str) -> None:
        """Turn no page of a list that has no place yet: Textual would look for its first line, and fail."""
        has_place = self.query_one(CommandList).scrollable_content_region.height > 0
        if has_place or not action.startswith("page_"):
            super()._action_command_list(action)
