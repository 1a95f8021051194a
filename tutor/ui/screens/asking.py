"""A question with two answers."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup
from textual.content import Content
from textual.widgets import Button, Static

from tutor.ui.screens.dialog import Dialog
from tutor.ui.widgets.even import EvenScroll


class AskScreen(Dialog[bool]):
    """Asks before something is shown or lost; Esc means no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", "No", id="ask.no"),
        Binding("y", "answer(True)", "Yes", id="ask.yes"),
        Binding("left", "app.focus_previous", show=False, id="ask.left"),
        Binding("right", "app.focus_next", show=False, id="ask.right"),
    ]

    def __init__(self, question: str, explanation: str, *, yes: str, no: str) -> None:
        super().__init__()
        self._question = question
        self._explanation = explanation
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        with EvenScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = Content(self._question)
            yield Static(self._explanation, markup=False)
            with HorizontalGroup(classes="buttons"):
                yield Button(self._no, id="no", compact=True)
                yield Button(self._yes, id="yes", variant="primary", compact=True)

    def on_mount(self) -> None:
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)
