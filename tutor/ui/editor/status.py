"""What stands below the text: what there is to say of the line that the cursor is on."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tutor.ui.own_keys import with_own_keys

_MOST_LINES = 3
_SHARE_OF_EDITOR = 3
"""Unasked it takes at most a third of the editor's height."""
_LEAST_LINES_OF_TEXT = 3
_BETWEEN = " · "
_MORE, _LESS = "… Alt+M", "Alt+M less"


class StatusLine(Widget):
    """What there is to say of the line that the cursor is on, and how many problems there are in all.

    A problem may take some lines; what does not fit even so is shown whole when ``whole`` is set.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    StatusLine { height: 1; color: $text-muted; }
    """

    said: reactive[Content] = reactive(Content(""))
    counted: reactive[Content] = reactive(Content(""))
    wraps: reactive[bool] = reactive(False)
    whole: reactive[bool] = reactive(False)

    class Clicked(Message):
        """It was clicked: show the next problem, or all of this one when ``cut``."""

        def __init__(self, cut: bool) -> None:
            super().__init__()
            self.cut = cut

    @property
    def is_cut(self) -> bool:
        """True when there is more to read than is shown unasked."""
        return self.wraps and len(self.said.wrap(self._room)) > self._most_unasked

    def render(self) -> Content:
        told = Content("\n").join(Content.assemble(" ", line, " ") for line in self._lines())
        return with_own_keys(self.app, told)

    def _lines(self) -> list[Content]:
        if not self.wraps or self.said.cell_length + 2 + self.counted.cell_length <= self._room:
            return [self._in_one_line()]
        lines = [line.rstrip() for line in self.said.wrap(self._room)]
        most = self._most_asked if self.whole else self._most_unasked
        if len(lines) > most:
            rest = Content(" ").join(lines[most - 1 :])
            last = rest.truncate(max(0, self._room - len(_MORE) - 1)).rstrip()
            return [*lines[: most - 1], self._ended(last, Content.styled(_MORE, "$text-accent"))]
        end = Content.styled(_LESS, "$text-accent") if self.whole and self.is_cut else self.counted
        return [*lines[:-1], self._ended(lines[-1], end)]

    def _in_one_line(self) -> Content:
        counted = self.counted if self.counted.cell_length + 10 <= self._room else Content("")
        said, room = self.said, max(0, self._room - counted.cell_length - 1)
        while said.cell_length > room and said.plain.count(_BETWEEN) > 1:
            said = said[: said.plain.rindex(_BETWEEN)]  # what is said last is the least
        return self._ended(said.truncate(room, ellipsis=True), counted)

    def _ended(self, line: Content, end: Content) -> Content:
        """The line with ``end`` at its right, where there is room for it."""
        gap = self._room - line.cell_length - end.cell_length
        return Content.assemble(line, " " * gap, end) if gap > 0 else line

    @property
    def _room(self) -> int:
        return max(1, self.size.width - 2)

    @property
    def _most_unasked(self) -> int:
        return max(1, min(_MOST_LINES, self._height_of_editor // _SHARE_OF_EDITOR))

    @property
    def _most_asked(self) -> int:
        return max(self._most_unasked, self._height_of_editor - _LEAST_LINES_OF_TEXT)

    @property
    def _height_of_editor(self) -> int:
        return self.parent.size.height if isinstance(self.parent, Widget) else 0

    def fit(self) -> None:
        """Take the lines that are needed; the screen is laid out anew only when their number changes."""
        if not self.size.width:
            return
        height = len(self._lines())
        if height != self.size.height:
            self.styles.height = height

    def watch_said(self) -> None:
        self.fit()

    def watch_counted(self) -> None:
        self.fit()

    def watch_wraps(self) -> None:
        self.fit()

    def watch_whole(self) -> None:
        self.fit()

    def on_resize(self) -> None:
        self.fit()

    def on_click(self) -> None:
        self.post_message(self.Clicked(self.is_cut))
