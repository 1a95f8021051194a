"""What is shown of a comparison, in words that can be clicked."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tutor.ui import amounts
from tutor.ui.comparing.listing import View
from tutor.ui.own_keys import own_key
from tutor.ui.widgets.merged_row import SIGN_COLOURS, SIGN_NAMES

_ACTIONS = {
    "+": "added", "-": "removed", "~": "changed", "=": "same", ">": "moved", "u": "setuid", "b": "bigger",
    "a": "measure", "s": "order", "m": "map", "/": "search",
}  # fmt: skip
"""What each key does, as the screen's bindings call it."""


class FilterChips(Widget):
    """One chip a filter, in brackets while it is on; the order and the ways on at the end.

    Where one line is too short for all words, the signs with theirs have the first of two.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FilterChips { height: auto; link-style: none; link-color: $foreground; link-style-hover: underline; }
    """

    view: reactive[View] = reactive(View(), layout=True)
    in_map = reactive(False, layout=True)
    """Whether the bytes are drawn as areas."""
    measure = reactive("difference", layout=True)

    _keys: Mapping[str, str] = {}
    """The keys that the person chose, by the usual ones."""

    def on_mount(self) -> None:
        self._keys = {
            usual: own_key(self.app, f"compare.{action}", usual) for usual, action in _ACTIONS.items()
        }

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        """With all words in one line, with few, in two lines, or with the signs alone."""
        for long in (True, False):
            line = _joined([*self._signs(), *self._others(long=long)], long=long)
            if line.cell_length <= width:
                return [line]
        signs = _joined(self._signs())
        if signs.cell_length > width:
            return [_joined([*self._signs(words=False), *self._others()])]
        others = _joined(self._others(long=True))
        return [signs, others if others.cell_length <= width else _joined(self._others())]

    def _signs(self, *, words: bool = True) -> list[Content]:
        return [
            self._chip(sign in self.view.signs, f"filter('{sign}')", sign, SIGN_NAMES[sign] if words else "",
                       SIGN_COLOURS[sign])
            for sign in "+-~=>"
        ]  # fmt: skip

    def _others(self, *, long: bool = False) -> list[Content]:
        view = self.view
        least = f"≥ {amounts.size(view.least)}" if view.least else "≥ 1 MB"
        chips = [
            self._chip(view.setuid, "setuid", "u", "setuid"),
            self._chip(bool(view.least), "bigger", "b", least),
        ]
        if self.in_map:
            chips.append(self._chip(False, "measure", "a", ("area: " if long else "") + self.measure))
        else:
            chips.append(self._chip(False, "order", "s", ("by " if long else "") + view.order))
        if long:
            chips.append(self._chip(False, "map", "m", "tree" if self.in_map else "map"))
            chips.append(self._chip(False, "search", "/", "search"))
        return chips

    def _chip(self, on: bool, action: str, key: str, word: str, colour: str = "$accent") -> Content:
        link = Content.from_markup(f'[@click="screen.{action}"]$label[/]', label=word or key)
        own = self._keys.get(key, key)
        if own != key and key in SIGN_NAMES:
            own = f"{own} {key}".lstrip()  # it is the sign in the list too
        shown = Content.assemble((own, f"bold {colour}"), " " if own else "", link) if word else link
        if on:
            return Content.assemble(("[", "bold"), shown.stylize("bold reverse"), ("]", "bold"))
        return shown


def _joined(chips: list[Content], *, long: bool = False) -> Content:
    return Content("   " if long else " ").join(chips)
