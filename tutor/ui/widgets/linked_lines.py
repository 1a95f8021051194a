"""Lines that are drawn to fit, some of which lead somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip

from tutor.ui.own_keys import with_own_keys
from tutor.ui.widgets.rows import Rows, spread


@dataclass(frozen=True, slots=True)
class Line:
    """One line; neighbours with the same ``link`` belong together. None leads nowhere."""

    content: Content
    link: object = None


def heading(title: str, figure: str, width: int) -> Line:
    """A title at the left with its figure at the right."""
    return Line(spread(Content.styled(title, "bold $primary"), Content.styled(figure, "bold"), width))


def quiet(text: str, width: int, link: object = None) -> Line:
    """Something that is said by the way."""
    return Line(Content.styled(text, "$muted").truncate(width, ellipsis=True), link)


class LinkedLines(Rows):
    """The cursor goes from link to link and lights up all lines of one; a subclass draws and is told."""

    DEFAULT_CSS = """
    LinkedLines { scrollbar-gutter: stable; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._lines: list[Line] = []

    def draw(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells, none wider."""
        raise NotImplementedError

    def redraw(self, *, keep_place: bool = False) -> None:
        """Draw anew, after what is shown has changed."""
        width = self.scrollable_content_region.width
        drawn = self.draw(width) if width > 0 else ()
        self._lines = [Line(with_own_keys(self.app, one.content), one.link) for one in drawn]
        first = next((at for at, line in enumerate(self._lines) if line.link is not None), 0)
        self.changed(cursor=None if keep_place else first)
        if not keep_place:
            self.scroll_home(animate=False)

    def on_resize(self) -> None:
        link = self.link
        self.redraw(keep_place=True)
        self.cursor = next(
            (
                at
                for at, line in enumerate(self._lines)
                if line.link is not None and link in (None, line.link)
            ),
            0,
        )

    @property
    def plain(self) -> list[str]:
        """The lines as text."""
        return [line.content.plain.rstrip() for line in self._lines]

    @property
    def link(self) -> object:
        """Where the line under the cursor leads."""
        return self._lines[self.cursor].link if self.cursor < len(self._lines) else None

    def row_count(self) -> int:
        return len(self._lines)

    def row(self, index: int, width: int) -> list[Content]:
        return [self._lines[index].content]

    def render_line(self, y: int) -> Strip:
        index = y + round(self.scroll_offset.y)
        if not 0 <= index < len(self._lines):
            return super().render_line(y)
        content, link = self._lines[index].content, self._lines[index].link
        width = self.scrollable_content_region.width
        style = self.visual_style
        if link is not None and link == self.link:
            style = self.get_visual_style("rows--cursor")
        elif link is not None and 0 <= self.hover < len(self._lines) and link == self._lines[self.hover].link:
            style = self.get_visual_style("rows--hover")
        return self._strip(content.truncate(width, ellipsis=True), 0, width, style)

    def watch_cursor(self) -> None:
        link = self.link
        height = sum(line.link == link for line in self._lines) if link is not None else 1
        self.scroll_to_region(Region(0, self.cursor, 1, max(1, height)), animate=False, force=True)
        self.refresh()

    def action_move(self, by: int) -> None:
        """Go to the next link; past the last one only the view moves."""
        starts = [
            at
            for at, line in enumerate(self._lines)
            if line.link is not None and (at == 0 or self._lines[at - 1].link != line.link)
        ]
        here = self.link
        beyond = [at for at in starts if (at > self.cursor if by > 0 else at < self.cursor)]
        beyond = [at for at in beyond if self._lines[at].link != here]
        if beyond:
            self.cursor = beyond[0] if by > 0 else beyond[-1]
        else:
            self.scroll_relative(y=by, animate=False)

    def action_page(self, direction: int) -> None:
        self.scroll_relative(y=direction * max(1, self.size.height - 1), animate=False)

    def action_go(self, index: int) -> None:
        links = [at for at, line in enumerate(self._lines) if line.link is not None]
        if links:
            self.cursor = links[-1 if index < 0 else 0]
        if index < 0:
            self.scroll_end(animate=False)
        else:
            self.scroll_home(animate=False)

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        link = self._lines[message.index].link
        if link is not None:
            self.follow(link)

    def follow(self, link: object) -> None:
        """A link was chosen."""
        raise NotImplementedError
