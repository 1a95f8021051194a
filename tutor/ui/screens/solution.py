"""The lesson's solution beside the learner's text."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup
from textual.content import Content
from textual.widgets import Button, Static

from tutor.ui.diffing import DiffLine, diff_lines
from tutor.ui.screens.dialog import Dialog
from tutor.ui.widgets.even import EvenScroll, EvenVertical

_LOOK = {"=": ("  ", "$muted"), "-": ("- ", "$error"), "+": ("+ ", "$success")}


class SolutionScreen(Dialog[bool]):
    """What to take out and what to put in; answers whether the learner uses the solution."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "answer(False)", "Close", id="solution.close"),
        Binding("u", "answer(True)", "Use it", id="solution.take"),
    ]

    def __init__(self, yours: str, solution: str) -> None:
        super().__init__()
        self._lines = list(diff_lines(yours, solution))

    def compose(self) -> ComposeResult:
        differs = any(line.sign != "=" for line in self._lines)
        with EvenVertical(classes="dialog") as dialog:
            dialog.border_title = "Solution: - goes, + comes" if differs else "Solution"
            if differs:
                with EvenScroll(id="diff"):
                    yield Static(Content("\n").join(_drawn(line) for line in self._lines))
            else:
                yield Static("Your Dockerfile is the solution.")
            with HorizontalGroup(classes="buttons"):
                yield Button("Close", id="close", compact=True)
                if differs:
                    yield Button("Use it", id="take", variant="primary", compact=True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "take")

    def action_answer(self, take: bool) -> None:
        self.dismiss(take)


def _drawn(line: DiffLine) -> Content:
    sign, colour = _LOOK[line.sign]
    return Content.assemble((f"{line.number:>3} ", "$muted"), (sign + line.text, colour))
