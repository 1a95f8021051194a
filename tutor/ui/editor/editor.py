"""The Dockerfile editor: text, margin, diagnostics and what they tell the rest of the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from tutor.ui.editor.alt_keys import know_alt_keys
from tutor.ui.editor.frame import Heading
from tutor.ui.editor.margin import EMPTY_MARGIN, MarginModel
from tutor.ui.editor.margined import MarginedCode
from tutor.ui.editor.naming import NamingEditor
from tutor.ui.editor.pause import Pause

if TYPE_CHECKING:
    from typing import Self

SAVE_DELAY_SECONDS = 0.15
_LATEST_SAVE_SECONDS = 1.0
"""Whoever types without a pause has the text saved this often all the same."""
_HEADING_FROM_ROWS = 10
know_alt_keys("abcdegijlmnopqrstuwx123456789")


class DockerfileEditor(NamingEditor):
    """Edits a Dockerfile; shows what each instruction did in the last build, and what is wrong with the text.

    It neither builds nor saves: it takes a ``margin`` and posts ``Changed``.
    """

    DEFAULT_CSS = """
    DockerfileEditor {
        background: $surface;
        DockerfileCode { height: 1fr; background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("alt+l", "files_of_line", "Files of this line", show=False, id="editor.files-of-line",
                tooltip="Show the files that this instruction stored"),
    ]  # fmt: skip

    def __init__(
        self,
        text: str = "",
        *,
        title: str = "DOCKERFILE",
        read_only: bool = False,
        show_margin: bool = True,
        id: str | None = None,  # noqa: A002  Textual's own name for it
        classes: str | None = None,
    ) -> None:
        code = MarginedCode(text, read_only=read_only, show_margin=show_margin)
        code.binding_nodes = (code, self)
        super().__init__(code, id=id, classes=classes)
        self._heading = Heading()
        self._heading.title = title
        self._posted = self._code.text
        self._line = 1
        self._before_posting = Pause(self, self._post_text, SAVE_DELAY_SECONDS, _LATEST_SAVE_SECONDS)

    def compose(self) -> ComposeResult:
        yield self._heading
        yield self._code
        yield self._status
        yield self.popup
        yield self.card

    def on_mount(self) -> None:
        # In step with the cursor: a message would bring the status line one frame later.
        self.watch(self._code, "selection", self._follow_cursor, init=False)
        self._check()

    def on_resize(self) -> None:
        self._heading.display = self.size.height >= _HEADING_FROM_ROWS
        self._status.fit()

    # What the rest of the app sees

    @property
    def text(self) -> str:
        """The text as it is now, whether it was posted or not."""
        return self._code.text

    @property
    def code(self) -> MarginedCode:
        """The text area itself."""
        return self._code

    @property
    def margin(self) -> MarginModel:
        """What the right margin shows; see ``margin_of``."""
        return self._code.margin_model

    @margin.setter
    def margin(self, model: MarginModel) -> None:
        self._code.margin_model = model
        self._heading.has_margin = self._code.has_margin
        self._say()

    def open(self, text: str) -> None:
        """Show another document: nothing to undo, the cursor at its start, an empty margin."""
        self._code.load_text(text)
        self._posted = self._code.text
        self.margin = EMPTY_MARGIN

    def load(self, text: str) -> None:
        """Replace the text by one edit, as after a reset or a change from outside.

        Undo brings the old text back; the cursor stays with its line. An empty editor opens ``text``.
        """
        if self._code.text or self._code.history.undo_stack:
            self._code.load_lines(text)
        else:
            self.open(text)

    def flash(self, line: int) -> None:
        """Light a line (1-based) up for a moment."""
        self._code.flash(line)

    def built_line(self, line: int) -> int | None:
        """The line of the built text at which the instruction stands that is at ``line`` now; None for a new
        one.
        """
        figures = self._figures_at(line)
        return figures.line or None if figures is not None else None

    def line_now(self, built: int) -> int:
        """The line at which the instruction stands now that was at line ``built`` of the built text."""
        return next((line for line, of in self._code.figures.items() if of.line == built), built)

    @property
    def saved(self) -> bool | None:
        """Whether what was typed is on disk, as whoever saves it says; None until something is typed."""
        return self._heading.saved

    @saved.setter
    def saved(self, saved: bool) -> None:
        self._heading.saved = saved

    @property
    def builds_on_save(self) -> bool:
        """Whether the title says that what was saved is built by itself."""
        return self._heading.builds

    @builds_on_save.setter
    def builds_on_save(self, builds: bool) -> None:
        self._heading.builds = builds

    def flush(self) -> None:
        """Post ``Changed`` now if it is due."""
        self._before_posting.over()

    def _post_text(self) -> None:
        text = self._code.text
        if text != self._posted:
            self._posted = text
            self.post_message(self.Changed(self, text))

    def drop_selection(self) -> bool:
        """Select nothing any more; false when nothing was selected."""
        selection = self._code.selection
        if selection.is_empty:
            return False
        self._code.move_cursor(selection.end)
        return True

    def focus(self, scroll_visible: bool = True) -> Self:
        """Give the text the focus."""
        self._code.focus(scroll_visible)
        return self

    def action_files_of_line(self) -> None:
        """Ask for the files of the instruction that the cursor is in."""
        self.post_message(self.FilesAsked(self, self.line))

    @on(MarginedCode.MarginClicked)
    def _margin_clicked(self, event: MarginedCode.MarginClicked) -> None:
        event.stop()
        self.post_message(self.FilesAsked(self, event.line))

    # What the text area tells

    @on(TextArea.Changed)
    def _text_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._code.text != self._posted:
            self.saved = False
        self._before_posting.heard()
        self._check_soon()

    @on(TextArea.SelectionChanged)
    def _keep_to_itself(self, event: TextArea.SelectionChanged) -> None:
        event.stop()

    def _follow_cursor(self) -> None:
        self._code.tell_of_move()
        if self.line != self._line:
            self._line = self.line
            self._status.whole = False
            self._say()
            self.post_message(self.CursorMoved(self, self.line))

    def on_descendant_blur(self) -> None:
        self.moved()
        self.flush()
