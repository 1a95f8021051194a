"""The editor's help while somebody types."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from tutor.ui.editor.card import Card
from tutor.ui.editor.checked import CheckedEditor
from tutor.ui.editor.knowing import Knowledge
from tutor.ui.editor.margined import MarginedCode
from tutor.ui.editor.popup import Popup
from tutor.ui.editor.suggestions import Suggestions
from tutor.ui.editor.surroundings import Surroundings
from tutor.ui.when_drawn import when_drawn


class AssistedEditor(CheckedEditor):
    """Offers what may stand at the cursor; looks on as the text's ``Assistant``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Terminals send Ctrl+Space as Ctrl+@; some keep it for themselves, so Alt+C does the same.
        Binding("ctrl+@,ctrl+space,alt+c", "complete", "Complete", key_display="Alt+C", id="editor.complete",
                tooltip="Show what may stand at the cursor"),
    ]  # fmt: skip

    def __init__(
        self,
        code: MarginedCode,
        *,
        id: str | None,  # noqa: A002  Textual's own name for it
        classes: str | None,
    ) -> None:
        super().__init__(code, id=id, classes=classes)
        self.popup = Popup()
        self.card = Card()
        self.knowledge = Knowledge(self, self._read_in_thread)
        self.suggestions = Suggestions(code, self.popup, self.knowledge)
        code.assistant = self

    def on_mount(self) -> None:
        for scrolled in ("scroll_x", "scroll_y"):
            self.watch(self._code, scrolled, self._follow_text, init=False)

    def on_resize(self) -> None:
        when_drawn(self, self._follow_text)

    def _follow_text(self) -> None:
        for one in (self.popup, self.card):
            if one.is_open:
                one.place(self._code.cursor_screen_offset)

    # As an assistant

    def takes(self, key: str) -> bool:
        """Whether a key was meant for what is open at the cursor."""
        was_open = self.card.is_open
        self.card.close()
        return self.suggestions.takes(key) or (was_open and key == "escape")

    def typed(self, text: str) -> None:
        self.card.close()
        self.suggestions.typed(text)

    def moved(self) -> None:
        self.card.close()
        self.suggestions.moved()

    def checked(self) -> None:
        self.suggestions.ready = True

    # Completion

    @property
    def surroundings(self) -> Surroundings | None:
        """Whom completion asks for images and files; None knows of none."""
        return self.knowledge.surroundings

    @surroundings.setter
    def surroundings(self, surroundings: Surroundings | None) -> None:
        self.knowledge.surroundings = surroundings

    def close_list(self) -> bool:
        """Close what is open at the cursor as Escape does; false when nothing is."""
        return self.takes("escape")

    def action_complete(self) -> None:
        """Show what may stand at the cursor."""
        if not self.suggestions.ask():
            self.notify("Nothing is known that fits here.")

    def _read_in_thread(self, read: Callable[[], None]) -> None:
        self.run_worker(
            read, thread=True, exit_on_error=False, group="completion", description="Reading what fits"
        )

    @on(Knowledge.Came)
    def _known(self, message: Knowledge.Came) -> None:
        message.stop()
        self.knowledge.take(message)
        self.suggestions.came()
