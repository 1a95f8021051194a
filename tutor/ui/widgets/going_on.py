"""What to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tutor.ui import amounts

if TYPE_CHECKING:
    from tutor.ui.library import Library


class GoingOn(Static):
    """The lesson to go on with, one key or click away, and what the learner has saved so far."""

    BORDER_TITLE = "Next"

    library: reactive[Library | None] = reactive(None)

    def watch_library(self) -> None:
        if self.library is None:
            self.update("")
            return
        card = self.library.next
        if card is None:
            self.update(Content("Every lesson is done. Any of them can be opened again."))
            return
        begun = any(one.begun for one in self.library.cards)
        verb = "Continue with" if card.begun else "Go on with" if begun else "Start with"
        saved = sum(
            one.before - one.after
            for one in self.library.cards
            if one.before and one.after is not None and one.done
        )
        self.update(
            Content.from_markup(
                "[$muted]$verb[/]\n[bold]$number · $title[/]\n$summary\n\n"
                "[@click=screen.open_next]c opens it[/]",
                verb=verb,
                number=str(card.lesson.number),
                title=card.lesson.title,
                summary=card.lesson.summary,
            )
            + (Content.styled(f"\n\nSaved so far: {amounts.size(saved)}", "$success") if saved > 0 else "")
        )
