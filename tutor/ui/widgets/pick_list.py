"""A list of which one is picked."""

from __future__ import annotations

from textual.widgets import OptionList


class PickList(OptionList):
    """Textual's list, of which no page is turned where there is no room for a line: it would look for one."""

    def action_page_up(self) -> None:
        if self.scrollable_content_region:
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]
