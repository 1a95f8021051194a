"""Help for what has the focus, with all keys that count there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import dedent, wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tutor.ui.keys import Deed, deeds_here
from tutor.ui.own_keys import key_link, with_own_keys
from tutor.ui.screens.dialog import Dialog
from tutor.ui.widgets.even import EvenScroll
from tutor.ui.widgets.lesson_text import LessonText

_KEYS_WIDTH = 15
_GAP = 2
"""Cells between the longest keys and what they do."""


class KeyTable(Widget):
    """Keys and what they do, the second column wrapped to the width there is."""

    DEFAULT_CSS = """
    KeyTable { height: auto; }
    """

    def __init__(self, deeds: Iterable[Deed]) -> None:
        super().__init__()
        self._deeds = list(deeds)
        self._folded: tuple[int, list[Content]] = (0, [])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        if self._folded[0] != width:
            self._folded = width, list(self._fold(width))
        return self._folded[1]

    def _fold(self, width: int) -> Iterator[Content]:
        keys_width = max([_KEYS_WIDTH, *(len(_keys(deed)) + _GAP for deed in self._deeds)])
        for deed in self._deeds:
            for number, told in enumerate(wrap(deed.told, max(10, width - keys_width))):
                yield Content.assemble((f"{'' if number else _keys(deed):<{keys_width}}", "$accent"), told)


def _keys(deed: Deed) -> str:
    return " ".join(deed.keys[:2])


class HelpScreen(Dialog[None]):
    """What the focused pane is for, then its keys, the screen's, and those that work everywhere."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f1", "dismiss", "Close", id="help.close", priority=True)
    ]

    def __init__(self, behind: Screen[object]) -> None:
        super().__init__()
        self._text = with_own_keys(behind.app, _help_of(behind))
        self._groups = deeds_here(behind)
        self._screen_name = behind.title or "This screen"

    def compose(self) -> ComposeResult:
        with EvenScroll(classes="dialog", id="help") as dialog:
            dialog.border_title = "Help"
            dialog.border_subtitle = key_link(self.app, "screen.dismiss", "help.close", "Esc", "close")
            yield LessonText(self._text)
            for name, deeds in zip(("Here", self._screen_name, "Everywhere"), self._groups, strict=True):
                if deeds:
                    yield Static(Content.styled(name, "bold $primary"), classes="help--heading")
                    yield KeyTable(deeds)

    def on_mount(self) -> None:
        self.query_one("#help").focus()


def _help_of(screen: Screen[object]) -> str:
    nodes = screen.focused.ancestors_with_self if screen.focused else [screen]
    texts = [dedent(node.HELP).strip() for node in nodes if isinstance(node, Widget) and node.HELP]
    return "\n\n".join(texts[:2])
