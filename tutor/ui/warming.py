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
_MODULES = (
    "textual.scrollbar",
    "tutor.course.workspace",
    "tutor.dockerfile.fixes",
    "tutor.insight.taught",
    "tutor.ui.kept_build",
    "watchfiles",
)
"""What is imported when a lesson opens, beside its screen."""


def read_lesson_screen(variables: dict[str, str]) -> KeptStylesheet:
    """All that opening a lesson would read, but the lesson; its parsed styles are returned. For a thread."""
    ahead = styles_of_lessons(variables)
    for name in _MODULES:
        importlib.import_module(name)
    from tutor.ui.editor.highlight import Highlighter

    Highlighter().highlight(["FROM scratch AS one", 'COPY --from=one a "b"', "RUN a $b | c", 'CMD ["a"]'])
    return ahead


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
