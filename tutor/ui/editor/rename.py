"""Which name a stage is to have."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from tutor.ui import signs
from tutor.ui.own_keys import key_link
from tutor.ui.screens.dialog import Dialog


class RenameScreen(Dialog["str | None"]):
    """Asks for a name and says beside it why it cannot be had; Enter takes it, Esc leaves all as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", id="rename.close", priority=True,
                tooltip="Change nothing"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    RenameScreen {
        align: center middle;
        VerticalScroll { width: 56; max-width: 100%; height: auto; max-height: 100%; }
        #rename-said { height: auto; min-height: 2; }
    }
    """

    def __init__(self, name: str, places: int, why_not: Callable[[str], str]) -> None:
        super().__init__()
        self._named = name
        self._places = places
        self._why_not = why_not

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_subtitle = key_link(
                self.app, "screen.dismiss(None)", "rename.close", "Esc", "close"
            )
            dialog.border_title = f"Rename stage {self._named}" if self._named else "Name this stage"
            yield Input(self._named, id="rename-name", compact=True)
            yield Static("", id="rename-said", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self._say()

    @on(Input.Changed)
    def _say(self) -> None:
        why_not = self._why_not(self.query_one(Input).value.strip())
        where = "1 place" if self._places == 1 else f"{self._places} places"
        said = (
            f"{signs.FAILED} {why_not}" if why_not else f"Enter writes it in {where}; Ctrl+Z takes it back."
        )
        self.query_one("#rename-said", Static).update(said)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if not self._why_not(event.value.strip()):
            self.dismiss(event.value.strip())
