"""Reading the screen that is opened next, while nobody waits for it: its code, and what it looks like."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen
from textual.widget import Widget

from tutor.ui.stylesheet import KeptStylesheet

if TYPE_CHECKING:
    from collections.abc import Iterator

W = TypeVar("W", bound=Widget)

_OURS = ("tutor.ui.", "textual.")
_MODULES = (
    "textual.scrollbar",
    "tutor.course.workspace",
    "tutor.dockerfile.fixes",
    "tutor.insight.taught",
    "tutor.ui.kept_build",
    "watchfiles",
)
"""What is imported when a lesson opens, beside its screen."""


_MAY_COME = (
    "textual.command",
    "tutor.ui.screens.after",
    "tutor.ui.screens.compare",
    "tutor.ui.screens.help",
    "tutor.ui.screens.quiz",
)
"""What may be opened from a lesson."""


def read_lesson_screen(variables: dict[str, str]) -> KeptStylesheet:
    """All that opening a lesson would read, but the lesson; its parsed styles are returned. For a thread."""
    importlib.import_module("tutor.ui.screens.lesson")
    ahead = _styles(variables)
    for name in _MODULES:
        importlib.import_module(name)
    from tutor.ui.editor.highlight import Highlighter

    Highlighter().highlight(["FROM scratch AS one", 'COPY --from=one a "b"', "RUN a $b | c", 'CMD ["a"]'])
    return ahead


def read_what_may_come(variables: dict[str, str]) -> KeptStylesheet:
    """The screens that may be opened from a lesson; their parsed styles are returned. For a thread."""
    for name in _MAY_COME:
        importlib.import_module(name)
    return _styles(variables)


def _styles(variables: dict[str, str]) -> KeptStylesheet:
    """The parsed styles of all screens and widgets that were imported so far."""
    ahead = KeptStylesheet(variables=variables)
    for screen in _kinds(Screen):
        named = screen.__dict__.get("CSS_PATH") or []
        folder = Path(inspect.getfile(screen)).parent
        ahead.read_all([folder / name for name in ([named] if isinstance(named, str) else named)])
    for kind in _kinds(Widget):
        for read_from, css, tie_breaker, scope in object.__new__(kind)._get_default_css():
            ahead.add_source(css, read_from, is_default_css=True, tie_breaker=tie_breaker, scope=scope)
    ahead.parse()
    return ahead


def _kinds(kind: type[W]) -> Iterator[type[W]]:
    """The widgets below one that are ours or Textual's."""
    for one in kind.__subclasses__():
        if one.__module__.startswith(_OURS):
            yield one
        yield from _kinds(one)
