"""Completion while text is typed, or when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.ui.editor.popup import Popup, Row

if TYPE_CHECKING:
    from tutor.dockerfile.completion import Candidate, Completion
    from tutor.ui.editor.code import DockerfileCode
    from tutor.ui.editor.knowing import Knowledge

_KINDS_WITHOUT_DETAIL = ("stage", "image", "folder")


class Suggestions:
    """Opens a list of candidates at the cursor and follows what is typed, as an ``Assistant`` does."""

    def __init__(self, code: DockerfileCode, popup: Popup, knowledge: Knowledge) -> None:
        self._code = code
        self._popup = popup
        self._knowledge = knowledge
        self.ready = False
        """Set once the modules of completion were read, in a thread: until then nothing opens unasked."""
        self._completion: Completion | None = None
        self._asked = False
        self._waiting: tuple[int, int] | None = None
        self._closed_at: tuple[int, int] | None = None

    @property
    def is_open(self) -> bool:
        """Whether the list at the cursor is of candidates."""
        return self._completion is not None and self._popup.is_open

    def ask(self) -> bool:
        """Show what may stand at the cursor, the first chosen; false when nothing is known to fit."""
        self._closed_at = None
        self._update(asked=True, chosen=0)
        return self.is_open or self._waiting is not None

    def close(self) -> None:
        self._waiting = None
        self._completion = None
        if self._popup.is_open:
            self._popup.close()

    # As an assistant

    def takes(self, key: str) -> bool:
        if self._popup.takes(key):
            return True
        if not self._popup.is_open:
            self.close()
        return False

    def typed(self, text: str) -> None:
        if not self.ready or len(text) > 1 or "\n" in text or (not text and not self.is_open):
            self.close()
        else:
            self._update(asked=self._asked and self.is_open, chosen=None)

    def moved(self) -> None:
        self._closed_at = None
        self.close()

    # What there is

    def came(self) -> None:
        """What was waited for is known now."""
        if self._waiting == self._code.cursor_location:
            chosen = self._popup.chosen if self.is_open else 0 if self._asked else None
            self._update(asked=self._asked, chosen=chosen)

    def _update(self, *, asked: bool, chosen: int | None) -> None:
        from tutor.dockerfile.completion import complete  # read already when the text was first checked

        cursor = self._code.cursor_location
        self._asked = asked
        self._waiting = None
        found = complete(self._code.blocks, *cursor, self._knowledge.known)
        if found is None or self._code.read_only:
            self.close()
            return
        if found.wanted is not None:
            self._knowledge.want(found.wanted)
        if found.names_images:
            self._knowledge.want_images()
        if not (asked or found.unasked) or (cursor[0], found.start) == self._closed_at:
            self.close()
            return
        if not found.candidates or _is_typed(found):
            self.close()
            self._waiting = cursor
            return
        self._waiting = cursor
        self._show(found, chosen)

    def _show(self, found: Completion, chosen: int | None) -> None:
        self._completion = found
        self._popup.on_take = self._take
        self._popup.on_close = self._closed
        rows = [_row(candidate) for candidate in found.candidates]
        self._popup.open(rows, self._code.cursor_screen_offset, len(found.typed), chosen=chosen)

    def _closed(self) -> None:
        if self._completion is not None:
            self._closed_at = self._code.cursor_location[0], self._completion.start
        self.close()

    def _take(self, number: int) -> None:
        found = self._completion
        assert found is not None
        candidate = found.candidates[number]
        row = self._code.cursor_location[0]
        self.close()
        self._code.put_in(candidate.text, (row, found.start), (row, found.end))
        if candidate.goes_on:
            self._update(asked=True, chosen=None)


def _row(candidate: Candidate) -> Row:
    detail = candidate.detail
    if not detail and candidate.kind in _KINDS_WITHOUT_DETAIL:
        detail = candidate.kind
    return Row(candidate.label, detail)


def _is_typed(found: Completion) -> bool:
    """Whether the only candidate stands there already."""
    return len(found.candidates) == 1 and found.candidates[0].label == found.typed
