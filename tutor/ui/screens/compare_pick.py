"""Picking what is to be on one side of a comparison."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tutor.home import expanded
from tutor.ui import amounts, signs
from tutor.ui.comparing.offers import typed_side
from tutor.ui.comparing.side import KIND_TITLES, Side
from tutor.ui.own_keys import key_link, with_own_keys
from tutor.ui.screens.dialog import Dialog
from tutor.ui.widgets.even import EvenVertical
from tutor.ui.widgets.pick_list import PickList
from tutor.ui.widgets.rows import spread

if TYPE_CHECKING:
    from textual.events import Key

_MOVES = {"up": "cursor_up", "down": "cursor_down", "pageup": "page_up", "pagedown": "page_down"}
MOST_SHOWN = 60
"""Of one kind; an engine may have thousands of images, and what is typed brings the others."""


class PickSide(Dialog[Side | None]):
    """A list that what is typed makes shorter; a path or an image's name can be typed whole."""

    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Close", id="pick.close", priority=True),
    ]

    def __init__(
        self, which: str, offers: Callable[[], tuple[Side, ...]], now: Side | None, advice: str = ""
    ) -> None:
        super().__init__()
        self._which = which
        self._offers = offers
        self._now = now
        self._advice = advice
        self._listed: list[Side | None] = []

    def compose(self) -> ComposeResult:
        with EvenVertical(classes="dialog", id="pick-dialog") as dialog:
            dialog.border_title = f"What is on the {self._which}"
            dialog.border_subtitle = key_link(self.app, "screen.dismiss", "pick.close", "Esc", "close")
            if self._advice:
                yield Static(with_own_keys(self.app, self._advice), id="pick-advice")
            yield Input(placeholder="Search, or an archive's path, or an image's name",
                        id="pick-text", compact=True)  # fmt: skip
            yield PickList(id="pick-list", compact=True)
            yield Static(id="pick-note")

    def on_mount(self) -> None:
        self.query_one("#pick-text").focus()
        self.call_after_refresh(self.list_offers)

    def on_resize(self) -> None:
        self.call_after_refresh(self.list_offers)

    def list_offers(self) -> None:
        """List what fits what is typed; call it again when there is more to offer."""
        if not self.query("#pick-note"):  # it is still being put together
            return
        text = self.query_one("#pick-text", Input).value.strip()
        wanted = text.casefold()
        rows = self.query_one("#pick-list", OptionList)
        width = max(20, rows.scrollable_content_region.width - 2)
        rows.clear_options()
        self._listed = []
        kind, of_kind = "", 0
        for side in self._offers():
            if wanted not in side.label.casefold() or (side.kind == kind and of_kind >= MOST_SHOWN):
                continue
            of_kind += 1
            if side.kind != kind:
                kind, of_kind = side.kind, 1
                self._add(rows, Content.styled(KIND_TITLES[side.kind], "bold $primary"), None)
            self._add(rows, self._row(side, width), side)
        typed = typed_side(text)
        if typed is not None and all(side is None or side.key != typed.key for side in self._listed):
            sort = "archive" if typed.kind == "archive" else "image"
            self._add(rows, Content.assemble(("+ ", "$accent"), f"open the {sort} {typed.key}"), typed)
        first = next((at for at, side in enumerate(self._listed) if side is not None), None)
        same = next((at for at, side in enumerate(self._listed) if side and side.is_like(self._now)), None)
        rows.highlighted = first if text or same is None else same
        told = "Enter picks it, ↑ ↓ go through the list." if self._listed else "Nothing of that name."
        self.query_one("#pick-note", Static).update(Content.styled(told, "$muted"))

    def _add(self, rows: OptionList, shown: Content, side: Side | None) -> None:
        rows.add_option(Option(shown, disabled=side is None))
        self._listed.append(side)

    def _row(self, side: Side, width: int) -> Content:
        sign = signs.CHOSEN if side.is_like(self._now) else " "
        left = Content.assemble(f" {sign} {side.label}", (f"  {side.about}", "$muted"))
        return spread(left, Content.styled(amounts.size(side.size) if side.size else "", "$muted"), width)

    def on_key(self, event: Key) -> None:
        """The list follows the arrows while what is typed goes into the field."""
        rows = self.query_one("#pick-list", OptionList)
        if event.key in _MOVES and not rows.has_focus:
            event.stop()
            event.prevent_default()
            getattr(rows, f"action_{_MOVES[event.key]}")()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.list_offers()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        at = self.query_one("#pick-list", OptionList).highlighted
        if at is not None and (side := self._listed[at]) is not None:
            self._pick(side)

    def _pick(self, side: Side) -> None:
        """Take it, unless it is seen at once that there is no such file."""
        if side.kind == "archive" and not expanded(side.key).exists():
            note = Content.styled(f"There is no file {side.key}.", "$error")
            self.query_one("#pick-note", Static).update(note)
        else:
            self.dismiss(side)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        side = self._listed[event.option_index]
        if side is not None:
            self._pick(side)
