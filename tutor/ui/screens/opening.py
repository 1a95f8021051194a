"""Which folder to open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Input, Label, Static

from tutor.home import expanded
from tutor.ui.screens.dialog import Dialog
from tutor.ui.widgets.even import EvenScroll

if TYPE_CHECKING:
    from tutor.course import Project


class FolderScreen(Dialog["Project | None"]):
    """Asks for a folder with a Dockerfile; says beside the question why one cannot be opened."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", id="folder.close", priority=True),
    ]

    @dataclass
    class Tried(Message):
        """A folder was looked at."""

        project: Project | None
        why_not: str = ""

    def compose(self) -> ComposeResult:
        with EvenScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = "Open a folder"
            yield Label("A folder with a Dockerfile, or the path of one")
            yield Input(str(Path.cwd()), id="folder", compact=True)
            yield Static("", id="folder-wrong")
            with HorizontalGroup(classes="buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Open", id="open", variant="primary", compact=True)

    def on_mount(self) -> None:
        self.query_one("#folder").focus()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._try(self.query_one("#folder", Input).value)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "open":
            self._try(self.query_one("#folder", Input).value)
        else:
            self.dismiss(None)

    @work(thread=True, exclusive=True, group="folder", description="Looking at the folder")
    def _try(self, said: str) -> None:
        from tutor.course import Project, WorkspaceError

        path = expanded(said.strip() or ".")
        try:
            project = Project.open(path.parent, path) if path.is_file() else Project.open(path)
            project.text()
        except (WorkspaceError, OSError) as error:
            self.post_message(self.Tried(None, str(error)))
        else:
            self.post_message(self.Tried(project))

    @on(Tried)
    def _tried(self, message: Tried) -> None:
        if message.project is not None:
            self.dismiss(message.project)
        else:
            self.query_one("#folder-wrong", Static).update(Content.styled(message.why_not, "$text-error"))
