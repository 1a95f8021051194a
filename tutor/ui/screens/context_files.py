"""The other files of the folder that is built, to read and to edit."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from tutor.ui.screens.dialog import Dialog
from tutor.ui.widgets.even import EvenHorizontal, EvenVertical
from tutor.ui.widgets.key_footer import KeyFooter
from tutor.ui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from textual.timer import Timer

    from tutor.course.context_files import ContextFiles

SAVE_AFTER_SECONDS = 0.4


class ContextFilesScreen(Dialog[None]):
    """A list of files and the text of one; what is typed is saved a moment later, and when it closes."""

    CSS_PATH = "context_files.tcss"
    HELP = """
    # Files of the folder
    What `COPY` can bring besides the Dockerfile. Choose a file with **↑ ↓** and **Enter**, and edit it:
    it is saved while you type. **Esc** goes back, **Ctrl+N** makes a new one.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="context.close", priority=True, tooltip="Save, and go back"),
        Binding("f5", "build", "Build", key_display="F5", id="context.build", priority=True,
                tooltip="Save, go back and build"),
        Binding("ctrl+n", "new", "New file", id="context.new", priority=True, tooltip="Make a new file"),
    ]  # fmt: skip

    listed = getters.query_one("#context-list", OptionList)
    content = getters.query_one("#context-text", TextArea)
    named = getters.query_one("#context-new", Input)

    @dataclass
    class Trouble(Message):
        """A file could not be read or written."""

        text: str

    def __init__(self, files: ContextFiles) -> None:
        super().__init__()
        self.files = files
        self.name_shown = ""
        self._text = ""
        self._saved = ""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        with EvenVertical(classes="dialog", id="context-files") as dialog:
            dialog.border_title = "Files of the folder"
            with EvenHorizontal(id="context-columns"):
                with EvenVertical(id="context-left"):
                    yield PickList(id="context-list", compact=True, markup=False)
                    yield Input(placeholder="new file", id="context-new", compact=True)
                yield TextArea("", id="context-text", read_only=True, show_line_numbers=True, soft_wrap=False)
            yield Static("", id="context-said", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        self.content.border_title = "nothing chosen"
        self.show_names()
        self.listed.focus()

    def show_names(self) -> None:
        """List the files; an ignore file that is not there yet is offered."""
        from tutor.course.context_files import IGNORE_FILE

        names = self.files.names()
        options = [Option(name, id=name) for name in names]
        if IGNORE_FILE not in names:
            options.insert(0, Option(f"{IGNORE_FILE} (new)", id=IGNORE_FILE))
        self.listed.clear_options()
        self.listed.add_options(options)
        shown = [option.id for option in options]
        self.listed.highlighted = shown.index(self.name_shown) if self.name_shown in shown else 0

    @on(OptionList.OptionSelected, "#context-list")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.open_file(str(event.option.id))

    @on(Input.Submitted, "#context-new")
    def _named(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.open_file(event.value.strip())
            self.named.value = ""

    def open_file(self, name: str) -> None:
        """Show a file, after what was typed into the one before is saved."""
        from tutor.course import WorkspaceError

        self.save_now()
        try:
            self.files.path_of(name)
            text = self.files.read(name)
        except WorkspaceError as error:
            self._tell(str(error))
            return
        self.name_shown, self._saved, self._text = name, text, text
        self.content.load_text(text)
        self.content.read_only = False
        self.content.border_title = Content(name)
        self._tell("")
        self.content.focus()

    @on(TextArea.Changed, "#context-text")
    def _typed(self) -> None:
        self._text = self.content.text
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SAVE_AFTER_SECONDS, self._save_soon)

    def _save_soon(self) -> None:
        if self.name_shown and self._text != self._saved:
            self._saved = self._text
            self._write(self.name_shown, self._saved)

    @work(thread=True, exit_on_error=False, group="context-file", description="Saving a file of the folder")
    def _write(self, name: str, text: str) -> None:
        from tutor.course import WorkspaceError

        try:
            self.files.write(name, text)
        except WorkspaceError as error:
            self.post_message(self.Trouble(str(error)))

    @on(Trouble)
    def _troubled(self, message: Trouble) -> None:
        self._saved = "\0"  # not what is on disk, so the next change tries again
        self._tell(message.text)

    def save_now(self) -> None:
        """Write what was typed, before anything else happens."""
        from tutor.course import WorkspaceError

        self.workers.cancel_group(self, "context-file")
        if not self.name_shown or self._text == self._saved:
            return
        try:
            self.files.write(self.name_shown, self._text)
            self._saved = self._text
        except WorkspaceError as error:
            self._tell(str(error))

    def _tell(self, text: str) -> None:
        said = self.query_one("#context-said", Static)
        said.update(text)
        said.display = bool(text)

    def action_new(self) -> None:
        """Ask for a new file's name."""
        self.named.focus()

    def action_build(self) -> None:
        """Build with the files as they are now."""
        self.save_now()
        behind = self.app.screen_stack[-2]
        self.dismiss(None)
        behind.call_later(behind.run_action, "screen.build")

    def action_back(self) -> None:
        """From the text or the new name to the list; from the list out."""
        self.save_now()
        if self.focused in (self.content, self.named):
            self.show_names()
            self.listed.focus()
        else:
            self.dismiss(None)

    def on_unmount(self) -> None:
        self._text_before_the_end()

    def _text_before_the_end(self) -> None:
        """The app may end while something is unsaved; then nobody is left to tell of trouble."""
        from tutor.course import WorkspaceError

        with contextlib.suppress(WorkspaceError):
            if self.name_shown and self._text != self._saved:
                self.files.write(self.name_shown, self._text)
