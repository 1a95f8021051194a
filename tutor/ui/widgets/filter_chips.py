"""What is shown of a comparison, in words that can be clicked."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tutor.ui import amounts
from tutor.ui.comparing.listing import View
from tutor.ui.widgets.merged_row import SIGN_COLOURS, SIGN_NAMES


class FilterChips(Widget):
    """One chip a filter, in brackets while it is on; the order and what the filters leave at the end."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FilterChips { height: 1; link-style: none; link-color: $foreground; link-style-hover: underline; }
    """

    view: reactive[View] = reactive(View())
    in_map = reactive(False)
    """Whether the bytes are drawn as areas."""
    measure = reactive("difference")

    def render(self) -> Content:
        width = self.content_size.width
        for words in (2, 1, 0):
            content = self._drawn(words)
            if content.cell_length <= width:
                return content
        return content

    def _drawn(self, words: int) -> Content:
        """With all words, with few, or with the signs alone."""
        view = self.view
        chips = [
            self._chip(sign in view.signs, f"filter('{sign}')", sign, SIGN_NAMES[sign] if words else "",
                       SIGN_COLOURS[sign])
            for sign in "+-~=>"
        ]  # fmt: skip
        least = f"≥ {amounts.size(view.least)}" if view.least else "≥ 1 MB"
        chips += [
            self._chip(view.setuid, "setuid", "u", "setuid"),
            self._chip(bool(view.least), "bigger", "b", least),
        ]
        if self.in_map:
            chips.append(self._chip(False, "measure", "a", ("area: " if words == 2 else "") + self.measure))
        else:
            chips.append(self._chip(False, "order", "s", ("by " if words == 2 else "") + view.order))
        if words == 2:
            chips.append(self._chip(False, "map", "m", "tree" if self.in_map else "map"))
            chips.append(self._chip(False, "search", "/", "search"))
        return Content("   " if words == 2 else " ").join(chips)

    def _chip(self, on: bool, action: str, key: str, word: str, colour: str = "$accent") -> Content:
        link = Content.from_markup(f'[@click="screen.{action}"]$label[/]', label=word or key)
        shown = Content.assemble((key, f"bold {colour}"), " ", link) if word else link
        if on:
            return Content.assemble(("[", "bold"), shown.stylize("bold reverse"), ("]", "bold"))
        return shown
