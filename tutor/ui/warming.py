"""Reading the screen that is opened next, while nobody waits for it: its code, and what it looks like."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widget import Widget

from tutor.ui.stylesheet import KeptStylesheet

if TYPE_CHECKING:
    from collections.abc import Iterator

_OURS = ("tutor.ui.", "textual.")


def styles_of_lessons(variables: dict[str, str]) -> KeptStylesheet:
    """The parsed styles of the lesson's screen and of all widgets that were imported for it; for a thread."""
    screen = importlib.import_module("tutor.ui.screens.lesson").LessonScreen
    ahead = KeptStylesheet(variables=variables)
    folder = Path(inspect.getfile(screen)).parent
    ahead.read_all([folder / name for name in screen.CSS_PATH])
    for kind in _kinds(Widget):
        for read_from, css, tie_breaker, scope in object.__new__(kind)._get_default_css():
            ahead.add_source(css, read_from, is_default_css=True, tie_breaker=tie_breaker, scope=scope)
    ahead.parse()
    return ahead


def _kinds(kind: type[Widget]) -> Iterator[type[Widget]]:
    """The widgets below one that are ours or Textual's."""
    for one in kind.__subclasses__():
        if one.__module__.startswith(_OURS):
            yield one
        yield from _kinds(one)
