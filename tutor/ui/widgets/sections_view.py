"""Sections of output, folded to the width there is; draws only what is seen."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import wrap
from time import monotonic
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tutor.ui import amounts
from tutor.ui.live.log import Place, Section, text_of
from tutor.ui.live.log_layout import LogLayout
from tutor.ui.own_keys import with_own_keys
from tutor.ui.widgets.folding import folded_part, folded_rows

LogSection = Section[Strip]


class SectionsView(ScrollView, can_focus=True):
    """The sections of a log, newest at the end; follows what is written until the reader goes elsewhere.

    ``here`` is the line that the reader is at, None while the log is followed.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "log--placeholder", "log--header", "log--quiet", "log--failed", "log--here", "log--found",
    }  # fmt: skip
    DEFAULT_CSS = """
    SectionsView {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        .log--placeholder { color: $muted; }
        .log--header { text-style: bold; }
        .log--quiet { color: $muted; }
        .log--failed { color: $error; text-style: bold; }
        .log--here { background: $block-cursor-blurred-background; }
        .log--found { background: $warning; color: $background; text-style: bold underline; }
        &:focus .log--here { background: $block-cursor-background; color: $block-cursor-foreground; }
        &:focus { background-tint: $foreground 2%; }
    }
    """

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002
        placeholder: str = "",
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(id=id)
        self._placeholder = placeholder
        self._clock = clock
        self.sections: list[LogSection] = []
        self.here: Place | None = None
        self.words = ""
        """What is lit up, wherever it stands."""
        self._newest = 0
        self._layout = LogLayout()
        self._followed_to = 0

    @property
    def line_count(self) -> int:
        """How many lines there are, with those that are folded away."""
        return sum(1 + len(section.lines) for section in self.sections)

    @property
    def plain(self) -> str:
        """All lines without their colours, with those that are folded away."""
        return "\n".join(
            text for one in self.sections for text in (self.headline(one), *map(text_of, one.lines))
        )

    @property
    def shown(self) -> list[str]:
        """The lines that are not folded away, as text."""
        return [
            text
            for one in self.sections
            for text in (self.headline(one), *map(text_of, one.lines if one.open else ()))
        ]

    def headline(self, section: LogSection) -> str:
        """A section's line; of a running step with the time so far."""
        how = section.how
        if section.state == "running":
            elapsed = amounts.elapsed(self._clock() - section.since)
            how = f"{how}  {elapsed}" if how else elapsed
        return f"{section.header}  {how}" if how else section.header

    @property
    def following(self) -> bool:
        """Whether new output is brought into view."""
        offset = round(self.scroll_offset.y)
        return self.here is None and (offset == self._followed_to or offset >= self.max_scroll_y)

    @property
    def placeholder(self) -> str:
        """What is said while there are no sections."""
        return self._placeholder

    @placeholder.setter
    def placeholder(self, words: str) -> None:
        self._placeholder = words
        self.refresh()

    def renew(self, newest: int | None = None, *, following: bool | None = None) -> None:
        """The sections have changed, most lately the one with the number ``newest``."""
        following = self.following if following is None else following
        if newest is not None:
            self._newest = newest
        self._measure()
        if following:
            self._follow()
        self.refresh()

    def _measure(self) -> None:
        """Lay out what there is; while it is not to be seen nothing is, rather than what was there before."""
        width = self.scrollable_content_region.width
        if width:
            self._layout.measure(self.sections, width, self._rows)
            self.virtual_size = Size(width, self._layout.height)
        else:
            self._layout = LogLayout()

    def _rows(self, section: LogSection, line: int, width: int) -> int:
        if line < 0:
            return folded_rows(self.headline(section), width)
        one = section.lines[line]
        if isinstance(one, str):
            return folded_rows(one, width)
        return folded_rows(one.text, width, one.cell_length)

    def _follow(self) -> None:
        """Bring the end of what was written last to the lower edge."""
        if not self.sections or not self._layout.height:
            return
        end = self._layout.end_of(min(self._newest, len(self.sections) - 1))
        self._followed_to = max(0, end - self.scrollable_content_region.height)
        self.scroll_to(y=self._followed_to, animate=False, immediate=True, force=True)

    def reveal(self, place: Place) -> None:
        """Go to a line, which is opened where it is folded away."""
        section = self.sections[place.section]
        if place.line >= 0 and not section.open:
            section.fold(away=False)
        self.here = place
        self.renew(following=False)
        if not self._layout.height:
            return
        row = self._layout.row_of(place)
        height = self.scrollable_content_region.height
        top = round(self.scroll_offset.y)
        if not top <= row < top + height:
            self.scroll_to(
                y=row if row < top else row - height + 1, animate=False, immediate=True, force=True
            )

    def place_at(self, row: int) -> Place | None:
        """What stands in a row of the whole log."""
        found = self._layout.at(row)
        return None if found is None else found[0]

    def place_beside(self, place: Place, by: int) -> Place | None:
        """The line that many lines further on, as far as there are any."""
        return self._layout.beside(place, by)

    def on_resize(self) -> None:
        self.renew()

    # Drawing

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        if not self.sections:
            words = wrap(with_own_keys(self.app, self._placeholder), max(1, width))
            text = words[y] if y < len(words) else ""
            strip = Strip([Segment(text, self._look("placeholder"))]).apply_style(self.rich_style)
            return strip.adjust_cell_length(width, self.rich_style)
        found = self._layout.at(y + round(self.scroll_offset.y))
        if found is None or not width or not self._has(found[0]):
            return Strip.blank(width, self.rich_style)
        place, above = found
        whole = self._strip(place, width)
        strip = whole.crop(*folded_part(whole.text, width, above, whole.cell_length))
        strip = strip.apply_style(self.rich_style).adjust_cell_length(width, self.rich_style)
        return strip.apply_style(self._look("here")) if place == self.here else strip

    def _has(self, place: Place) -> bool:
        return place.section < len(self.sections) and place.line < len(self.sections[place.section].lines)

    def _strip(self, place: Place, width: int) -> Strip:
        section = self.sections[place.section]
        if place.line < 0:
            return self._lit(self._header(section, width))
        line = section.lines[place.line]
        return self._lit(Strip([Segment(line)]) if isinstance(line, str) else line)

    def _header(self, section: LogSection, width: int) -> Strip:
        header, whole = section.header, self.headline(section)
        how = whole[len(header) :]
        look = self._look(
            "failed" if section.state == "failed" else "quiet" if section.state == "note" else "header"
        )
        room = width - len(how)
        if not section.open and len(header) > room:
            header = f"{header[: max(0, room - 1)]}…"
        return Strip([Segment(header, look), Segment(how, self._look("quiet"))])

    def _lit(self, strip: Strip) -> Strip:
        """The line with what is searched for lit up."""
        words = self.words.casefold()
        text = strip.text.casefold()
        at = text.find(words) if words else -1
        if at < 0 or len(text) != strip.cell_length:
            return strip
        parts, done = [], 0
        while at >= 0:
            parts += [
                strip.crop(done, at),
                strip.crop(at, at + len(words)).apply_style(self._look("found")),
            ]
            done = at + len(words)
            at = text.find(words, done)
        return Strip.join([*parts, strip.crop(done)])

    def _look(self, part: str) -> Style:
        return self.get_component_rich_style(f"log--{part}", partial=True)
