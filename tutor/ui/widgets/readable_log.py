"""How a log is read: going about in it, folding its steps, looking for words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from tutor.ui.live.log import Place, found, next_hit
from tutor.ui.widgets.searched_pane import Found, SearchAsked
from tutor.ui.widgets.sections_view import SectionsView


class ReadableLog(SectionsView):
    """A log with the keys to read it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="log.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="log.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="log.page-up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="log.page-down"),
        Binding("home", "first", "First", show=False, id="log.first"),
        Binding("end", "follow", "Follow", show=False, id="log.follow",
                tooltip="Go to the end of the log and follow the build"),
        Binding("enter,space", "fold", "Fold", key_display="Enter", id="log.fold",
                tooltip="Open this step's output, or fold it away"),
        Binding("o", "fold_all(False)", "Open all", id="log.open-all",
                tooltip="Open the output of all steps"),
        Binding("f", "fold_all(True)", "Fold all", id="log.fold-all",
                tooltip="Fold the output of all steps"),
        Binding("slash", "search", "Search", id="log.search", tooltip="Look for words in the log"),
        Binding("n", "hit(1)", "Next place found", show=False, id="log.next",
                tooltip="Go to the next place in the log that was found"),
        Binding("N", "hit(-1)", "Place found before", show=False, id="log.before",
                tooltip="Go to the place in the log that was found before this one"),
        Binding("d", "line", "Line", id="log.line",
                tooltip="Go to the line of the Dockerfile that this step carries out"),
    ]  # fmt: skip

    asks = "Words to look for; Enter goes there"
    next_hit, hit_before = "log.next", "log.before"

    @dataclass
    class LineChosen(Message):
        """Go to this line of the Dockerfile that was built, counted from 1."""

        line: int

    # Getting about

    def action_move(self, by: int) -> None:
        """Go up or down by lines."""
        here = self.here or self._in_view(last=by < 0)
        beside = self.place_beside(here, by) if here is not None and self.here is not None else here
        if beside is not None:
            self.reveal(beside)

    def action_page(self, direction: int) -> None:
        here = self.here or self._in_view(last=direction < 0)
        by = direction * max(1, self.scrollable_content_region.height - 1)
        if here is not None and (beside := self.place_beside(here, by)) is not None:
            self.reveal(beside)

    def action_first(self) -> None:
        if self.sections:
            self.reveal(Place(0))

    def action_follow(self) -> None:
        """Go to the end and follow what comes."""
        self.here = None
        self.renew(len(self.sections) - 1, following=True)

    def _in_view(self, *, last: bool) -> Place | None:
        """The first or the last line that is to be seen."""
        top = round(self.scroll_offset.y)
        row = min(self._layout.height, top + self.scrollable_content_region.height) - 1 if last else top
        return self.place_at(row)

    def action_fold(self) -> None:
        """Open the step at hand, or fold it away."""
        here = self.here or self._in_view(last=True)
        if here is not None and self.sections[here.section].lines:
            section = self.sections[here.section]
            section.fold(away=section.open)
            self.reveal(Place(here.section))

    def action_fold_all(self, away: bool) -> None:
        """Open or fold away all steps; those to come as they would."""
        for section in self.sections:
            section.fold(away=away)
        if self.here is not None:
            self.reveal(Place(self.here.section))
        else:
            self.renew()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        place = None if offset is None else self.place_at(offset.y + round(self.scroll_offset.y))
        if place is not None:
            self.here = place
            if place.line < 0:
                self.action_fold()
            self.refresh()

    def action_line(self) -> None:
        """Go to the line of the Dockerfile."""
        here = self.here or self._in_view(last=True)
        line = self.sections[here.section].line if here is not None else None
        if line is not None:
            self.post_message(self.LineChosen(line))

    # Looking for words

    def action_search(self) -> None:
        """Ask for words."""
        self.post_message(SearchAsked())

    def search(self, words: str) -> None:
        """Light words up and go to the first place from here on; none to stop."""
        self.words = words.strip()
        self.refresh()
        here = self.here
        hits = found(self.sections, self.words)
        if here in hits:
            self.post_message(Found(hits.index(here) + 1, len(hits)))
        else:
            self.action_hit(1)

    def action_hit(self, by: int) -> None:
        """Go to the next place found, or the one before."""
        hits = found(self.sections, self.words)
        if hits:
            at = next_hit(hits, self.here, by)
            self.reveal(hits[at])
            self.post_message(Found(at + 1, len(hits)))
        elif self.words:
            self.post_message(Found(0, 0))
