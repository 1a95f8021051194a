"""All lessons, with how far the learner is in each."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from tutor.ui import amounts, signs
from tutor.ui.widgets.rows import Rows, spread

if TYPE_CHECKING:
    from tutor.ui.library import LessonCard, Library

_INDENT = 6


class LessonList(Rows):
    """Number, title, summary, minutes and state of each lesson; choosing one opens it."""

    ROW_HEIGHT = 3
    BORDER_TITLE = "Lessons"

    library: reactive[Library | None] = reactive(None)
    trouble = reactive("")

    @dataclass
    class Opened(Message):
        """The learner wants to open this lesson."""

        card: LessonCard

    def row_count(self) -> int:
        return len(self.library.cards) if self.library else 0

    def empty_text(self) -> str:
        return self.trouble or "Reading the lessons …"

    def row(self, index: int, width: int) -> list[Content]:
        assert self.library is not None
        card = self.library.cards[index]
        lesson = card.lesson
        sign, colour = (
            (signs.DONE, "$success")
            if card.done
            else (signs.STARTED, "$accent")
            if card.begun
            else (signs.OPEN, "$muted")
        )
        title = Content.assemble(
            (sign, colour),
            f" {lesson.number:>2}  ",
            (lesson.title, "bold"),
            (f"  {lesson.minutes} min", "$muted"),
        )
        summary = wrap(lesson.summary, max(10, width - _INDENT))[: self.ROW_HEIGHT - 1]
        return [
            spread(title, Content.styled(_state(card), colour), width),
            *(Content.styled(" " * _INDENT + line, "$muted") for line in summary),
        ]

    def watch_library(self) -> None:
        following = self.library.next if self.library else None
        cursor = self.cursor
        if following is not None and not self.row_was_moved:
            cursor = self.library.cards.index(following) if self.library else 0
        self.changed(cursor=cursor)
        done = sum(card.done for card in self.library.cards) if self.library else 0
        self.border_subtitle = f"{done} of {self.row_count()} done" if self.library else ""

    def watch_trouble(self) -> None:
        self.refresh()

    @property
    def row_was_moved(self) -> bool:
        """Whether the learner has been somewhere else in the list already."""
        return self.cursor != 0

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        assert self.library is not None
        self.post_message(self.Opened(self.library.cards[message.index]))


def _state(card: LessonCard) -> str:
    saved = ""
    if card.before and card.after is not None and card.after < card.before:
        saved = f"{amounts.size(card.before)} → {amounts.size(card.after)}   "
    if card.done:
        return f"{saved}done"
    if card.reached or card.begun:
        return f"{saved}{card.reached} of {card.goals} goals"
    return ""
