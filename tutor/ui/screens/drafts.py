"""The Dockerfile that is edited: saved while it is typed, changed by other programs."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message

from tutor.ui.editor import DockerfileEditor
from tutor.ui.messages import SavingFailed, TextChangedOutside
from tutor.ui.screens.panes import Panes

if TYPE_CHECKING:
    from tutor.course import EditedFile


class Drafts(Panes):
    """Keeps the Dockerfile on disk and the one in the editor the same."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f", "context_files", "Files of the folder", show=False, id="draft.files", priority=True,
                tooltip="Read and edit the other files of the folder, such as .dockerignore"),
        Binding("alt+o", "outside_editor", "Your own editor", show=False, id="draft.outside-editor",
                tooltip="Edit the Dockerfile in $VISUAL or $EDITOR, and come back with its text"),
    ]  # fmt: skip

    class Saved(Message):
        """The text that was typed is on disk."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    _back_at = 0.0
    _watches = False
    workspace: EditedFile
    editor: DockerfileEditor
    """Kept beside the tree of widgets, so that its text can still be saved when the tree is gone."""

    def open_draft(self, workspace: EditedFile, text: str | None = None) -> None:
        """Open a folder's Dockerfile, or ``text`` in its place, in the editor. Raises WorkspaceError."""
        self.workspace = workspace
        self._save_lock = threading.Lock()
        self._stop_watching = threading.Event()
        self._unsaved: str | None = None
        self.editor = DockerfileEditor(workspace.text() if text is None else text, id="editor")

    def action_context_files(self) -> None:
        """Show the other files of the folder."""
        from tutor.ui.screens.context_files import ContextFilesScreen

        self.app.push_screen(ContextFilesScreen(self.workspace.others))

    def action_outside_editor(self) -> None:
        """Give the terminal to the person's own editor, on the very file, until it ends."""
        from textual.app import SuspendNotSupported

        from tutor.course import WorkspaceError
        from tutor.ui.outside_editor import OutsideEditorError, edit, editor_command

        self.save_now()
        why = ""
        try:
            command = editor_command()
            with self.app.suspend():
                try:
                    edit(command, self.workspace.dockerfile_path)
                except OutsideEditorError as error:
                    why = str(error)
            self._back_at = Message().time
            self.editor.load(self.workspace.text())
        except SuspendNotSupported:
            why = "Another editor needs a terminal of its own, and there is none here: in a browser, say."
        except (OutsideEditorError, WorkspaceError) as error:
            why = str(error)
        if why:
            self.notify(why, title="Your own editor", severity="warning", timeout=10)

    def begin_watching(self) -> None:
        """From now on changes by other programs come in."""
        self._watches = True
        self._watch_workspace()

    def end_watching(self) -> None:
        """Stop watching, and write what is not written yet."""
        self._stop_watching.set()
        if self._watches:  # else nobody saw the text, and it may be older than the file
            self.save_now()

    def save_now(self) -> None:
        """Write the editor's text at once."""
        self._unsaved = self.editor.text
        self._write()

    @on(DockerfileEditor.Changed)
    def _text_changed(self, message: DockerfileEditor.Changed) -> None:
        message.stop()
        self._unsaved = message.text
        self._save()

    @work(thread=True, group="save", description="Saving the Dockerfile")
    def _save(self) -> None:
        self._write()

    def _write(self) -> None:
        """Write the newest text, whoever comes first; a later worker finds nothing left to do."""
        from tutor.course import WorkspaceError

        with self._save_lock:
            text, self._unsaved = self._unsaved, None
            if text is None:
                return
            try:
                self.workspace.save(text)
            except WorkspaceError as error:
                self.post_message(SavingFailed(str(error)))
            else:
                self.post_message(self.Saved(text))

    @on(Saved)
    def _tell_saved(self, message: Saved) -> None:
        if message.text == self.editor.text and self.editor.saved is False:
            self.editor.saved = True

    def on_saving_failed(self, message: SavingFailed) -> None:
        self.notify(message.reason, title="Not saved", severity="error", timeout=10)

    @work(thread=True, group="watch", exclusive=True, description="Watching the Dockerfile")
    def _watch_workspace(self) -> None:
        from tutor.course import WorkspaceError

        try:
            for text in self.workspace.watch(self._stop_watching):
                self.post_message(TextChangedOutside(text))
        except WorkspaceError as error:
            self.post_message(SavingFailed(str(error)))

    def on_text_changed_outside(self, message: TextChangedOutside) -> None:
        # While the person's own editor had the terminal, its file was seen to change with every save.
        if message.text != self.editor.text and message.time > self._back_at:
            self.editor.load(message.text)
            self.notify("Another program changed the Dockerfile. Ctrl+Z brings yours back.", timeout=5)
