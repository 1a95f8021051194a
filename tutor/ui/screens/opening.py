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
from tutor.ui.widgets.path_input import PathInput

if TYPE_CHECKING:
    from tutor.course import Project


class FolderScreen(Dialog["Project | None"]):
    """Asks for a folder with a Dockerfile; says beside the question why one cannot be opened.

    Where there is none, it can be made.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", id="folder.close", priority=True),
    ]

    @dataclass
    class Tried(Message):
        """A folder was looked at."""

        project: Project | None
        why_not: str = ""
        without: Path | None = None
        """The folder, where it could get a Dockerfile."""

    def compose(self) -> ComposeResult:
        with EvenScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = "Open a folder"
            yield Label("A folder with a Dockerfile, or the path of one")
            yield PathInput(str(Path.cwd()), id="folder", compact=True)
            yield Static("", id="folder-wrong")
            with HorizontalGroup(classes="buttons"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button("Create one", id="create", compact=True)
                yield Button("Open", id="open", variant="primary", compact=True)

    def on_mount(self) -> None:
        self._create_in(None)
        self.query_one("#folder").focus()

    @on(Input.Changed)
    def _changed(self) -> None:
        self._create_in(None)

    def _create_in(self, folder: Path | None) -> None:
        """Offer to create a Dockerfile there, or nothing."""
        self._without = folder
        create = self.query_one("#create", Button)
        create.display = folder is not None
        create.variant = "primary" if folder is not None else "default"
        self.query_one("#open", Button).variant = "default" if folder is not None else "primary"
        if folder is not None:
            create.focus()
        elif create.has_focus:
            self.query_one("#folder").focus()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._try(self.query_one("#folder", Input).value)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "open":
            self._try(self.query_one("#folder", Input).value)
        elif event.button.id == "create" and self._without is not None:
            self._create(self._without)
        else:
            self.dismiss(None)

    @work(thread=True, exclusive=True, group="folder", description="Looking at the folder")
    def _try(self, said: str) -> None:
        from tutor.course import NoDockerfile, Project, WorkspaceError

        path = expanded(said.strip() or ".")
        try:
            project = Project.open(path.parent, path) if path.is_file() else Project.open(path)
            project.text()
        except NoDockerfile as error:
            if error.others:
                self.post_message(self.Tried(None, f"{error.message} It has {', '.join(error.others[:3])}."))
            else:
                told = f"{error.message} Create one, with two stages to begin with?"
                self.post_message(self.Tried(None, told, error.folder))
        except (WorkspaceError, OSError) as error:
            self.post_message(self.Tried(None, str(error)))
        else:
            self.post_message(self.Tried(project))

    @work(thread=True, exclusive=True, group="folder", description="Creating a Dockerfile")
    def _create(self, folder: Path) -> None:
        from tutor.course import Project, WorkspaceError
        from tutor.course.first_dockerfile import write_first_dockerfile

        try:
            write_first_dockerfile(folder)
            project = Project.open(folder)
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
            self._create_in(message.without)
