"""Quick fixes, and what an instruction means."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message

from tutor.ui.editor.assisted import AssistedEditor
from tutor.ui.editor.diagnostics import Analysis, analyse
from tutor.ui.editor.popup import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tutor.dockerfile.fixes import Fix


class MendingEditor(AssistedEditor):
    """Mends a line at the press of a key, and says what stands in it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Windows Terminal keeps Alt+Enter for itself, so Alt+X does the same.
        Binding("alt+enter,alt+x", "fix", "Mend", key_display="Alt+X", id="editor.fix",
                tooltip="Show what can be mended in this line"),
        Binding("alt+i", "meaning", "Meaning", id="editor.meaning",
                tooltip="Say what the instruction or flag under the cursor means"),
    ]  # fmt: skip

    images_meant: Mapping[str, Sequence[str]] = MappingProxyType({})
    """By the name of an image that the engine does not know, those that may be meant."""

    @dataclass
    class _Found(Message):
        text: str
        line: int
        fixes: tuple[Fix, ...]

    # Quick fixes

    def action_fix(self) -> None:
        """Mend the cursor's line; where there are several ways, show them."""
        if not self._code.read_only:
            lines = "\n".join(self._code.document.lines)
            self._find_fixes(self._code.text, lines, self.line, self._analysis, self.images_meant)

    @work(
        thread=True,
        exclusive=True,
        exit_on_error=False,
        group="dockerfile-fixes",
        description="Looking for what can be mended",
    )
    def _find_fixes(
        self, text: str, lines: str, line: int, analysis: Analysis, images: Mapping[str, Sequence[str]]
    ) -> None:
        from tutor.dockerfile.fixes import fixes_at

        if analysis.text != text:
            analysis = analyse(text, self._target, self._base_has_shell, self._untaught)
        self.post_message(self._Found(text, line, fixes_at(lines, line, analysis.problems, images)))

    @on(_Found)
    def _show_fixes(self, event: _Found) -> None:
        event.stop()
        if event.text != self._code.text or event.line != self.line:
            return
        if not event.fixes:
            self.notify("Nothing that could be mended by itself is known in this line.")
            return
        self.suggestions.close()
        if len(event.fixes) == 1:
            (only,) = event.fixes
            self._code.load_lines(only.text)
            self.notify(f"Done: {only.title}. Ctrl+Z takes it back.", markup=False)
            return

        def take(number: int) -> None:
            self.popup.close()
            self._code.load_lines(event.fixes[number].text)

        self.popup.on_take = take
        self.popup.on_close = lambda: None
        rows = [Row(fix.title) for fix in event.fixes]
        self.popup.open(rows, self._code.cursor_screen_offset, 0, chosen=0)

    # What it means

    def action_meaning(self) -> None:
        """Say what the instruction or flag under the cursor means."""
        said = self._code.meaning_at(*self._code.cursor_location)
        if said is None:
            self.notify("There is no instruction under the cursor.")
        else:
            self.suggestions.close()
            self.card.open(said, self._code.cursor_screen_offset)
