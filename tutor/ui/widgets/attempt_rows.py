"""The builds of a lesson in the order in which they were made."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from tutor.ui import amounts, signs
from tutor.ui.comparing.attempts import AttemptFigure
from tutor.ui.widgets.rows import Rows, spread


class AttemptRows(Rows):
    """One bar an attempt, the newest first; choosing one puts it on the left side."""

    ROW_HEIGHT = 2
    HELP = """
    # Attempts
    Every build of this lesson, the newest first: when it was, how many goals were green, how large the image
    became. The bars are on one scale.

    - **Enter** or a click compares that attempt with what is on the right.
    """

    attempts: reactive[tuple[AttemptFigure, ...]] = reactive(())
    kept: reactive[frozenset[int]] = reactive(frozenset())
    """The ids of attempts whose files are kept."""

    @dataclass
    class AttemptChosen(Message):
        """Compare with this attempt."""

        attempt: AttemptFigure

    @property
    def newest_first(self) -> tuple[AttemptFigure, ...]:
        return self.attempts[::-1]

    def row_count(self) -> int:
        return len(self.attempts)

    def empty_text(self) -> str:
        return "No attempt at this lesson is on record. Every build is one."

    def watch_attempts(self) -> None:
        self.changed(cursor=0)

    def watch_kept(self) -> None:
        self.refresh()

    def row(self, index: int, width: int) -> list[Content]:
        one = self.newest_first[index]
        largest = max((attempt.size or 0 for attempt in self.attempts), default=0) or 1
        sign, colour = _mark(one)
        left = Content.assemble(
            (sign, colour), (f" {one.number} ", "bold"), (one.when, "$muted"), f"  {one.told}"
        )
        note = "" if one.id in self.kept else "  sizes only"
        bar = amounts.bar((one.size or 0) / largest, max(0, width - 4))
        return [
            spread(left, Content(amounts.size(one.size)), width),
            Content.assemble("  ", (bar or "┄" * 3, "$success" if one.built else "$muted"), (note, "$muted"))
            .truncate(width, ellipsis=True),
        ]  # fmt: skip

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        self.post_message(self.AttemptChosen(self.newest_first[message.index]))


def _mark(one: AttemptFigure) -> tuple[str, str]:
    if not one.built:
        return (signs.FAILED, "$error") if one.state in ("failed", "lost") else (signs.SKIPPED, "$muted")
    if one.goals and one.passed == one.goals:
        return signs.DONE, "$success"
    return signs.STARTED, "$warning"
