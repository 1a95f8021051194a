"""The two sides of a comparison: how large they are, and what there is to use against them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tutor.ui import amounts, signs
from tutor.ui.comparing.compared import MINUS, Compared, growth, growth_colour
from tutor.ui.own_keys import key_told

if TYPE_CHECKING:
    from textual.geometry import Size

    from tutor.ui.comparing.compared import SurfaceFigure
    from tutor.ui.comparing.side import Opened

_ROOM_FOR_SURFACES = 100
"""From this width on, and where there is height for it, each side tells its own surface."""


class CompareHead(Widget):
    """Names, bars on one scale, the share, and how the surface differs."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    CompareHead { height: auto; link-style: underline; link-color: $foreground; }
    """

    compared: reactive[Compared | None] = reactive(None, layout=True)
    busy = reactive("")
    """What is being done, while it is."""

    @property
    def _long(self) -> bool:
        return self.app.size.width >= _ROOM_FOR_SURFACES and self.app.size.height >= 30

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 5 if self._long else 3

    def render(self) -> Content:
        width, now = self.content_size.width, self.compared
        if now is None:
            return Content.styled(self.busy, "$muted")
        sizes = [now.left.size or 0, now.right.size or 0]
        largest = max(sizes) or 1
        label_cells = min(28, max(len(_name(one)) for one in (now.left, now.right)) + 4)
        lines: list[Content] = []
        change = growth_colour(sizes[1] - sizes[0], "$primary")
        for key, opened, surface, colour in (
            ("1", now.left, now.left_surface, "$primary"),
            ("2", now.right, now.right_surface, change),
        ):
            lines.append(self._bar(key, opened, largest, label_cells, width, colour))
            if self._long:
                told = f" {signs.DOT} ".join(
                    [opened.side.about, *surface.told] if surface else [opened.why_not]
                )
                lines.append(Content.styled(f"    {told}", "$muted").truncate(width, ellipsis=True))
        lines.append(self._change(now, width))
        return Content("\n").join(lines)

    def _bar(
        self, key: str, opened: Opened, largest: int, label_cells: int, width: int, colour: str
    ) -> Content:
        which = "left" if key == "1" else "right"
        action = f"screen.pick('{which}')"
        name = Content.from_markup(
            f'[bold $accent]$key[/] [@click="{action}"]$name[/]',
            key=self._key(which, key),
            name=_name(opened),
        ).truncate(label_cells, ellipsis=True)
        told = amounts.size(opened.size)
        room = width - label_cells - 11
        bar = amounts.bar((opened.size or 0) / largest, room)
        return Content.assemble(
            name, " " * (label_cells - name.cell_length), (bar, colour),
            ("─" * (room - len(bar)), "$border-blurred"), f"{told:>11}",
        )  # fmt: skip

    def _key(self, action: str, usual: str) -> str:
        return key_told(self.app, f"compare.{action}", usual)

    def _change(self, now: Compared, width: int) -> Content:
        if self.busy:
            return Content.styled(f"{signs.RUNNING} {self.busy}", "$accent").truncate(width, ellipsis=True)
        why = now.left.why_not or now.right.why_not
        parts: list[Content] = []
        if now.same:
            left, close = self._key("left", "1"), self._key("close", "F10")
            told = f"One build on both sides: {left} picks another; {close}, then F5, builds one more."
            return Content.styled(told, "$muted").truncate(width, ellipsis=True)
        if now.alike:
            parts.append(Content("no file differs"))
        shortly = list(parts)
        if now.left.size is not None and now.right.size is not None:
            share, grown = amounts.share(now.right.size, now.left.size), now.right.size - now.left.size
            change = Content.styled(growth(grown), growth_colour(grown, ""))
            parts.append(change + f", {share} of {now.left.side.short}")
            shortly.append(change + f" ({share})")
        if why and not self._long:
            parts, shortly = [*parts, Content(why)], [*shortly, Content(why)]
        else:
            parts += map(_surfaced, now.surface_change)
            shortly += map(_surfaced, now.surface_change_shortly)
        line, short = (Content(f" {signs.DOT} ").join(each) for each in (parts, shortly))
        return (line if line.cell_length <= width else short).truncate(width, ellipsis=True)


def _surfaced(told: str) -> Content:
    """Less surface is as good as fewer bytes."""
    colour = {"+": "$warning", MINUS: "$success"}.get(told[:1], "")
    return Content.styled(told, colour) if colour else Content(told)


def _name(opened: Opened) -> str:
    return opened.side.label


def surface_lines(surface: SurfaceFigure) -> tuple[str, ...]:
    """A surface in words."""
    return surface.told
