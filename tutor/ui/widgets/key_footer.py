"""The keys at the foot of a screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from tutor.ui.config.unbound import is_unbound

ROOMY = 70
"""In narrower terminals the room of the palette's key is needed for keys that are used more."""

MOST_OF_PANE = 5
"""How many keys of what has the focus are told here; F1 and the palette have all of them."""
ALWAYS = ("lesson.build", "app.help")
"""The keys that stay, however narrow it is."""
_FIRST = (*ALWAYS, "lesson.run", "lesson.compare")
"""The keys that go before those of a pane where there is no room for all."""

_KEY = "bold $footer-key-foreground on $footer-key-background"
_TOLD = "$footer-description-foreground on $footer-description-background"
_HOVERED = "$footer-key-foreground on $block-hover-background"


@dataclass(frozen=True, slots=True)
class Shown:
    """A key that is shown, or several that belong together; ``binding`` is what a click on it does."""

    binding: Binding
    enabled: bool
    key: str
    told: str
    tooltip: str
    before: str = ""


def _cells(one: Shown) -> int:
    """What it takes of the line, with the blank behind it."""
    return len(one.before) + len(one.key) + (len(one.told) + 1 if one.told else 0) + 1


def _together(keys: list[Shown]) -> Iterator[tuple[Shown, ...]]:
    """Each key, or all of a group: they have their words at the last of them."""
    for group, of_group in groupby(keys, lambda one: one.binding.group):
        if group is None:
            yield from ((one,) for one in of_group)
        else:
            yield tuple(of_group)


def _rank(keys: tuple[Shown, ...]) -> int:
    name = keys[0].binding.id
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


class KeyFooter(Widget):
    """What the keys do here, in one line; those that belong to the focus come first.

    One widget, where Textual's footer has one for each key and makes them anew whenever the focus moves.
    ``palette_from`` is how many columns the terminal has to have for the palette's key, None for never.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyFooter {
        dock: bottom;
        height: 1;
        padding: 0 1;
        color: $footer-foreground;
        background: $footer-background;
    }
    """

    hovered: reactive[Shown | None] = reactive(None)

    def __init__(self, *, palette_from: int | None = ROOMY) -> None:
        super().__init__()
        self._palette_from = palette_from
        self._shown: tuple[Shown, ...] = ()
        self._palette: Shown | None = None

    def on_mount(self) -> None:
        self._read()
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def on_resize(self) -> None:
        self._bindings_changed(self.screen)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen and screen.app.app_focus:
            before = self._shown, self._palette
            self._read()
            if before != (self._shown, self._palette):
                self.hovered = None
                self.refresh()

    def _read(self) -> None:
        screen = self.screen
        active = screen.active_bindings
        palette = active.get(self.app.COMMAND_PALETTE_BINDING)
        has_room = self._palette_from is not None and self.app.size.width >= self._palette_from
        self._palette = (
            self._one(palette.binding, palette.enabled, palette.tooltip) if palette and has_room else None
        )
        near: dict[str, tuple[Binding, bool, str]] = {}
        far: dict[str, tuple[Binding, bool, str]] = {}
        for node, binding, enabled, tooltip in active.values():
            if binding.show and not is_unbound(binding.key):
                where = far if node is screen or node is self.app else near
                where.setdefault(binding.action, (binding, enabled, tooltip))
        pane = list(self._in_groups(list(near.values())))[:MOST_OF_PANE]
        rest = list(self._in_groups([told for action, told in far.items() if action not in near]))
        self._shown = self._fitting(pane, rest)

    def _fitting(self, pane: list[Shown], rest: list[Shown]) -> tuple[Shown, ...]:
        """As many as there is room for: those in ``_FIRST``, then the pane's, then the others."""
        palette = self._palette
        room = self.app.size.width - 2 - (len(palette.key) + len(palette.told) + 2 if palette else 0)
        room += 1  # nothing stands behind the last one
        keys = list(_together([*pane, *rest]))
        kept = []
        for one in sorted(keys, key=_rank):
            cells = sum(map(_cells, one))
            if cells <= room or one[0].binding.id in ALWAYS:
                room -= cells
                kept.append(one)
        return tuple(key for one in keys if one in kept for key in one)

    def _in_groups(self, actions: list[tuple[Binding, bool, str]]) -> Iterator[Shown]:
        for group, together in groupby(actions, lambda one: one[0].group):
            members = [self._one(*one) for one in together]
            if group is None or len(members) == 1:
                yield from members
                continue
            for index, one in enumerate(members):
                told = group.description if index == len(members) - 1 else ""
                yield Shown(one.binding, one.enabled, one.key, told, one.tooltip, "" if index else " ")

    def _one(self, binding: Binding, enabled: bool, tooltip: str) -> Shown:
        told = binding.description
        return Shown(binding, enabled, self.app.get_key_display(binding), told, tooltip or told)

    def render(self) -> Content:
        room = self.content_size.width
        right = self._drawn(self._palette) if self._palette else Content("")
        if self._palette:
            right = Content.assemble(("▏", "$foreground 20%"), right)
        left = Content("").join(Content.assemble(one.before, self._drawn(one), " ") for one in self._shown)
        gap = room - left.cell_length - right.cell_length
        return (
            Content.assemble(left, " " * gap, right)
            if gap >= 0
            else Content.assemble(left.truncate(room - right.cell_length), right)
        )

    def _drawn(self, one: Shown) -> Content:
        drawn = Content.assemble((one.key, _KEY), (f" {one.told}" if one.told else "", _TOLD))
        if one is self.hovered:
            drawn = drawn.stylize(_HOVERED)
        return drawn if one.enabled else drawn.stylize("dim")

    def _at(self, x: int) -> Shown | None:
        """What is shown at a column."""
        x -= self.styles.padding.left
        if self._palette is not None:
            begins = self.content_size.width - len(self._palette.key) - len(self._palette.told) - 2
            if x >= begins:
                return self._palette
        at = 0
        for one in self._shown:
            at += len(one.before)
            end = at + len(one.key) + (len(one.told) + 1 if one.told else 0)
            if at <= x < end:
                return one
            at = end + 1
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.hovered = self._at(event.x)

    def on_leave(self) -> None:
        self.hovered = None

    def watch_hovered(self) -> None:
        self.tooltip = self.hovered.tooltip if self.hovered else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        found = self._at(event.x)
        if found is None:
            return
        if found.enabled:
            self.app.simulate_key(found.binding.key)
        else:
            self.app.bell()
