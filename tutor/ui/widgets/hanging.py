"""Signs with texts beside them in one widget: many small ones would each be laid out and styled by itself."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.css.styles import RulesMap
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Static

SignedRows = Sequence[tuple[Content, Content]]
"""Signs, each with the text beside it."""


class Hanging(Visual):
    """Rows of a sign and a text; where a text is folded, it goes on below itself, and not below its sign.

    All signs take the cells of the widest one.
    """

    def __init__(self, rows: SignedRows) -> None:
        self._rows = rows
        self._indent = max((sign.cell_length for sign, _ in rows), default=0)
        self._folded: tuple[int, Content] | None = None

    def folded(self, width: int) -> Content:
        """The rows as lines of at most ``width`` cells."""
        if self._folded is None or self._folded[0] != width:
            lines: list[Content] = []
            for sign, text in self._rows:
                first, *others = text.wrap(max(1, width - self._indent)) or [Content("")]
                lines.append(Content.assemble(sign.pad_right(self._indent - sign.cell_length), first))
                lines += [line.pad_left(self._indent) for line in others]
            self._folded = width, Content("\n").join(lines)
        return self._folded[1]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        return self.folded(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        widths = [text.get_optimal_width(rules, container_width) for _, text in self._rows]
        return self._indent + max(widths, default=0)

    def get_minimal_width(self, rules: RulesMap) -> int:
        return self._indent + max((text.get_minimal_width(rules) for _, text in self._rows), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self.folded(width).get_height(rules, width)


def selected(widget: Static, selection: Selection) -> tuple[str, str] | None:
    """What ``Widget.get_selection`` tells of a widget that shows such rows; None of others."""
    if not isinstance(widget.visual, Hanging):
        return None
    return selection.extract(widget.visual.folded(widget.content_size.width).plain), "\n"


class Hung(Static):
    """Shows such rows, whose text can be selected."""

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        return selected(self, selection) or super().get_selection(selection)
