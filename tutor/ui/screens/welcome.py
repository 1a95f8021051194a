"""The very first start: one choice, and what builds."""

from __future__ import annotations

from typing import ClassVar, Literal, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.ui.engine_link import EngineState
from tutor.ui.own_keys import key_link, with_own_keys
from tutor.ui.screens.dialog import Dialog
from tutor.ui.widgets.even import EvenScroll
from tutor.ui.widgets.pick_list import PickList

Choice = Literal["course", "project", "demo", "look"]
CHOICES: tuple[tuple[Choice, str, str], ...] = (
    ("course", "Start the course", "lesson 1: build, and see what is in the image"),
    ("project", "Open your own project", "a folder with a Dockerfile"),
    ("demo", "Watch a demo", "half a minute: lesson 3 by itself"),
    ("look", "Look around first", "all lessons"),
)


class WelcomeScreen(Dialog["Choice"]):
    """Four ways to begin; what builds is said in a line."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "choose('look')", "Look around", id="welcome.close", tooltip="Show all lessons"),
        *(
            Binding(str(number), f"choose('{name}')", title, show=False, id=f"welcome.{name}", tooltip=title)
            for number, (name, title, _) in enumerate(CHOICES, 1)
        ),
    ]  # fmt: skip

    def compose(self) -> ComposeResult:
        with EvenScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = "Welcome to Distill"
            dialog.border_subtitle = Content.assemble(
                "↑ ↓ Enter or 1-4   ",
                key_link(self.app, "screen.choose('look')", "welcome.close", "Esc", "look around"),
            )
            yield Static("Make container images small, and see where every byte comes from.\n")
            yield PickList(
                *(
                    Option(
                        Content.assemble(
                            (f"{number} ", "bold $accent"), (title, "bold"), (f"\n  {told}", "$muted")
                        ),
                        id=name,
                    )
                    for number, (name, title, told) in enumerate(CHOICES, 1)
                ),
                id="welcome-choices",
                compact=True,
            )
            yield Static("", id="welcome-engine")

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()
        self.watch(self.app, "engine_state", self._tell_engine)

    def _tell_engine(self, state: EngineState) -> None:
        if state.looking:
            told = state.sought
        elif state.embedded:
            told = "No Docker or Podman is needed: the built-in engine builds all lessons, from recordings."
        elif state.engine is not None:
            told = f"{state.name} builds for real."
        else:
            told = "No engine answers; F12 says what to do."
        self.query_one("#welcome-engine", Static).update(
            Content.styled(with_own_keys(self.app, f"\n{told}"), "$muted")
        )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(cast("Choice", event.option.id))

    def action_choose(self, choice: Choice) -> None:
        """Take a choice by its number."""
        self.dismiss(choice)
