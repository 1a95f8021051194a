"""A view in which something is looked for, and below it a line that takes words and tells what is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, cast

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tutor.ui.own_keys import keyed
from tutor.ui.widgets.even import EvenVertical


class SearchAsked(Message):
    """Somebody wants to look for something in the view that says so."""


@dataclass
class Found(Message):
    """The view goes to the ``number``-th of ``count`` places, from 1; both are 0 when there is none.

    ``where`` says which place that is, if its row does not.
    """

    number: int
    count: int
    where: str = ""


class Searched(Protocol):
    """A widget in which something is looked for."""

    asks: str
    """What the line says as long as nothing is typed."""
    next_hit: str
    hit_before: str
    """The ids of the actions that go on from there."""

    def search(self, words: str) -> None:
        """Go to the first place that has ``words``; none to look for nothing any more."""

    def action_hit(self, by: int) -> None:
        """Go to the next place, or to the one before."""

    def focus(self) -> Widget:
        """Have the keys."""


class SearchedPane(EvenVertical):
    """Holds the view; the line is made when it is asked for first, as most people never do."""

    DEFAULT_CSS = """
    SearchedPane {
        height: 1fr;
        .search--words, .search--found { display: none; }
        .search--words { height: 1; border: none; padding: 0; background: $surface; }
        .search--found { height: auto; max-height: 3; color: $muted; }
        &.-searching .search--words, &.-searching .search--found { display: block; }
    }
    """

    def __init__(self, view: Searched, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._view = view

    def compose(self) -> ComposeResult:
        yield cast("Widget", self._view)

    @property
    def searching(self) -> bool:
        """Whether the line is open."""
        return self.has_class("-searching")

    @on(SearchAsked)
    async def _asked(self, message: SearchAsked) -> None:
        message.stop()
        if not self.query(Input):
            await self.mount(
                Static(classes="search--found"),
                Input(placeholder=self._view.asks, classes="search--words", compact=True),
            )
        self.add_class("-searching")
        field = self.query_one(Input)
        field.value = ""
        field.focus()
        self._say("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._say("")
        self._view.search(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self._view.focus()
        else:
            self.close()

    @on(Found)
    def _found(self, message: Found) -> None:
        message.stop()
        if not self.searching:
            return
        if not message.count:
            self._say("not here")
            return
        following = keyed(self.app, self._view.next_hit, "n", "next")
        before = keyed(self.app, self._view.hit_before, "N", "back")
        told = f"{message.number} of {message.count:,}  {following} {before}"
        self._say(f"{told}\n{message.where}" if message.where else told)

    def _say(self, told: str) -> None:
        self.query_one(".search--found", Static).update(Content.from_markup("[b]/[/] $told", told=told))

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "up") and self.searching and self.query_one(Input).has_focus:
            event.stop()
            self._view.focus()
            self._view.action_hit(1 if event.key == "down" else -1)

    def close(self) -> None:
        """Look for nothing any more."""
        self.remove_class("-searching")
        self._view.search("")
        self._view.focus()
