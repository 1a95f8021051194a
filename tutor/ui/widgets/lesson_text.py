"""A lesson's text: Markdown whose drawings are never cut."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Markdown, Static
from textual.widgets._markdown import (
    MarkdownBulletList,
    MarkdownList,
    MarkdownListItem,
    MarkdownOrderedList,
    MarkdownParagraph,
    MarkdownTable,
    MarkdownTableContent,
)
from textual.widgets.markdown import MarkdownBlock, MarkdownFence

from tutor.ui import signs
from tutor.ui.own_keys import with_own_keys
from tutor.ui.widgets.column_widths import fair_widths
from tutor.ui.widgets.even import Even
from tutor.ui.widgets.hanging import Hanging, selected

if TYPE_CHECKING:
    from textual.selection import Selection

_READABLE = 16
"""A column of a table may fold its texts at this width, no earlier."""


class Drawing(MarkdownFence):
    """A block of code or a drawing; where it does not fit, a line says how to see it whole."""

    DEFAULT_CSS = """
    Drawing {
        margin: 0 0 1 0;
        background: transparent;
        color: $foreground;
        overflow: hidden;
        link-style: underline;
        link-color: $accent;
        &:light { background: transparent; }
        & > Label { padding: 0; width: 1fr; }
    }
    """

    @classmethod
    def highlight(cls, code: str, language: str, ansi: bool = False, dark: bool = False) -> Content:
        """Colour what names its language; a plain block is a drawing and stays as it is."""
        return super().highlight(code, language, ansi, dark) if language else Content(code)

    def notify_style_update(self) -> None:
        """Keep the choice between drawing and line when colours change."""
        super().notify_style_update()
        self.on_resize()

    def on_resize(self) -> None:
        """Show the drawing, or the line that leads to it."""
        if not self.size.width:
            return
        drawing = self._highlighted_code
        widest = max((line.cell_length for line in drawing.split("\n")), default=0)
        if widest <= self.size.width:
            self.set_content(drawing)
        else:
            self.set_content(_how_to_see(self, "text" if self.lexer else "drawing", widest))


class Table(MarkdownTable):
    """A table; where its words would break, a line says how to see it."""

    DEFAULT_CSS = """
    Table {
        &:light { background: transparent; }
        link-style: underline;
        link-color: $accent;
        .table--line { height: auto; }
    }
    """

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Static(classes="table--line")

    def on_resize(self) -> None:
        """Show the table, or the line that leads to it."""
        if not self.size.width:
            return
        need = _readable_width([self._headers, *self._rows])
        fits = need <= self.size.width
        table = self.query_one(MarkdownTableContent)
        table.display = fits
        if fits:
            table.styles.grid_columns = _columns([self._headers, *self._rows], self.size.width)
        line = self.query_one(".table--line", Static)
        line.display = not fits
        if not fits:
            line.update(_how_to_see(self, "table", need))


if TYPE_CHECKING:
    _List = MarkdownList
else:
    _List = object  # Textual's stylesheets follow the first base that is a widget: that is to be Markdown's


class Listed(_List):
    """A list of plain paragraphs in one widget; Markdown makes four of each item."""

    def compose(self) -> ComposeResult:
        rows = [
            (sign, Content("\n").join(text._content for text in item._blocks))
            for sign, item in zip(self._signs(), self._blocks, strict=True)
            if all(type(text) is MarkdownParagraph for text in item._blocks)
        ]
        if len(rows) < len(self._blocks):
            yield from super().compose()
            return
        self._blocks.clear()
        self.update(Hanging([(Content.styled(sign, ".list--sign"), text) for sign, text in rows]))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        return selected(self, selection) or super().get_selection(selection)

    def _signs(self) -> list[str]:
        return [item.bullet for item in self._blocks if isinstance(item, MarkdownListItem)]


class Bullets(Listed, MarkdownBulletList):
    """A list whose items have a dot each."""

    COMPONENT_CLASSES = {"list--sign"}


class Numbered(Listed, MarkdownOrderedList):
    """A list whose items have a number each."""

    COMPONENT_CLASSES = {"list--sign"}

    def _signs(self) -> list[str]:
        items = super()._signs()
        start = int(items[0]) if items and items[0].isdigit() else 1
        numbers = [f"{number}. " for number in range(start, start + len(items))]
        widest = max(map(len, numbers), default=0)
        return [number.rjust(widest + 1) for number in numbers]


def _readable_width(rows: list[list[Content]]) -> int:
    """The cells that a table needs when long texts are folded at ``_READABLE``, and no word is broken."""
    columns = [[cell.plain for cell in column] for column in zip_longest(*rows, fillvalue=Content(""))]
    widths = [
        min(max(map(len, column)), max(_READABLE, *(len(word) for cell in column for word in cell.split())))
        for column in columns
    ]
    return sum(widths) + 3 * len(columns) + 1


def _columns(rows: list[list[Content]], room: int) -> str:
    """The widths of a table's columns, as a style; Textual would fold the first ones as far as they go."""
    columns = [[cell.plain for cell in column] for column in zip_longest(*rows, fillvalue=Content(""))]
    least = [max((len(word) for cell in column for word in cell.split()), default=0) for column in columns]
    natural = [max(map(len, column)) for column in columns]
    widths = fair_widths(least, natural, room - 3 * len(columns) - 1)
    return " ".join(str(width + 2) for width in widths)


def _how_to_see(block: MarkdownBlock, what: str, need: int) -> Content:
    """The line that stands for a drawing or table that needs more columns than there are."""
    screen = block.screen
    if screen.has_class("-narrow") or screen.has_class("-zoomed"):
        return Content(f"{signs.POINTER} The {what} that stands here needs {need} columns.")
    told = Content.from_markup(
        f"{signs.POINTER} [@click=\"screen.zoom('lesson')\"]F7 widens this pane[/] for the {what} "
        "that stands here."
    )
    return with_own_keys(block.app, told)


class LessonText(Even, Markdown):
    """Markdown in the app's own look."""

    DEFAULT_CSS = """
    LessonText {
        height: auto;
        margin: 0;
        padding: 0;
        background: transparent;
        MarkdownBlock { background: transparent; }
        MarkdownH1, MarkdownH2, MarkdownH3 {
            margin: 0 0 1 0;
            content-align: left middle;
            text-style: bold;
            color: $primary;
            background: transparent;
            width: 1fr;
        }
        MarkdownBlock:dark > .code_inline { background: transparent; color: $accent; }
        MarkdownBlock:light > .code_inline { background: transparent; color: $accent; }
        MarkdownList > .list--sign { color: $text-primary; }
        MarkdownList:light > .list--sign { color: $text-secondary; }
    }
    """
    BLOCKS: dict[str, type[MarkdownBlock]] = {
        **Markdown.BLOCKS,
        "fence": Drawing,
        "code_block": Drawing,
        "table_open": Table,
        "bullet_list_open": Bullets,
        "ordered_list_open": Numbered,
    }
