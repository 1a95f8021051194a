"""Dockerfile text that tells what its words mean."""

from __future__ import annotations

import re

from textual.content import Content
from textual.visual import VisualType

from tutor.ui.editor.code import DockerfileCode

_WORD = re.compile(r"\S+")
_FLAG = re.compile(r"--[\w-]+")


class TellingCode(DockerfileCode):
    """Says what an instruction or flag means: when it is asked, and where the mouse rests on one."""

    def meaning_at(self, row: int, column: int) -> Content | None:
        """How what stands at a place is written, and what it means; None for what has no meaning."""
        from tutor.dockerfile.meaning import meaning_at

        meaning = meaning_at(self.blocks, row, column)
        if meaning is None:
            return None
        return Content.assemble(Content.styled(meaning.syntax, "bold"), "\n", meaning.text)

    @property
    def tooltip(self) -> VisualType | None:
        """What the word under the mouse means; None on text that has no meaning of its own."""
        place = self._under_mouse()
        return self.meaning_at(*place) if place is not None else None

    @tooltip.setter
    def tooltip(self, tooltip: VisualType | None) -> None:
        raise AttributeError("it follows from the text")

    def scrolled_in(self, row: int) -> int:
        """Cells of a row that are out of sight at its left."""
        return self.scroll_offset.x

    def _under_mouse(self) -> tuple[int, int] | None:
        """Row and column of an instruction's or flag's word under the mouse."""
        x, y = self.app.mouse_position - self.content_region.offset
        row = y + self.scroll_offset.y
        column = x + self.scrolled_in(row) - self.gutter_width
        if not 0 <= row < self.document.line_count or column < 0:
            return None
        line = self.document.get_line(row)
        word = next((found for found in _WORD.finditer(line) if found.start() <= column < found.end()), None)
        if word is None:
            return None
        block = self.block_at(row + 1)
        is_keyword = block is not None and block.first == row + 1 and word[0].upper() == block.keyword
        return (row, column) if is_keyword or _FLAG.match(word[0]) else None
