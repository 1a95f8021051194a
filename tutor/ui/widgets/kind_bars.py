"""What the bytes of both sides are for."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tutor.ui import amounts
from tutor.ui.comparing.compared import Compared, growth, growth_colour
from tutor.ui.widgets.even import EvenScroll
from tutor.ui.widgets.rows import spread

_NAME = len("setuid files")


class KindBars(EvenScroll, can_focus=True):
    """Bars of both sides by what the bytes are for, and what became of the surface."""

    HELP = """
    # Kinds
    What the bytes are for, told from where the files lie, on one scale. Below: what an attacker would find.
    """
    DEFAULT_CSS = """
    KindBars { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    KindBars Static { height: auto; }
    """

    compared: reactive[Compared | None] = reactive(None)

    def compose(self) -> ComposeResult:
        yield Static(id="kind-bars")

    def watch_compared(self) -> None:
        self.draw()

    def on_resize(self) -> None:
        self.draw()

    def draw(self) -> None:
        """Draw for the width there is."""
        if self.is_mounted and self.query("#kind-bars"):
            width = self.scrollable_content_region.width
            self.query_one("#kind-bars", Static).update(self._drawn(max(20, width)))

    def _drawn(self, width: int) -> Content:
        now = self.compared
        if now is None or now.tree is None:
            return Content.styled("The files of both sides have to be known for that.", "$muted")
        lines: list[Content] = []
        largest = max((max(kind.left, kind.right) for kind in now.kinds), default=0) or 1
        names = [now.left.side.label, now.right.side.label]
        label = min(14, max(map(len, names)))
        room = width - label - 11
        for kind in now.kinds:
            grown = kind.right - kind.left
            lines.append(spread(Content.styled(kind.title, "bold"),
                                Content.styled(growth(grown), growth_colour(grown)), width))  # fmt: skip
            change = growth_colour(grown, "$primary")
            for name, held, colour in ((names[0], kind.left, "$primary"), (names[1], kind.right, change)):
                bar = amounts.bar(held / largest, room)
                shown = name if len(name) <= label else name[: label - 1] + "…"
                lines.append(
                    Content.assemble(
                        (f"{shown:<{label}} ", "$muted"), (bar, colour), " " * (room - len(bar)),
                        f"{amounts.size(held):>10}",
                    )
                )  # fmt: skip
        lines += self._surfaces(now, width)
        return Content("\n").join(lines)

    def _surfaces(self, now: Compared, width: int) -> list[Content]:
        if now.left_surface is None or now.right_surface is None:
            return []
        lines = [Content(""), Content.styled("Surface", "bold")]
        for (name, before), (_, after) in zip(now.left_surface.rows, now.right_surface.rows, strict=True):
            sign, told = ("=", before) if before == after else ("~", f"{before} → {after}")
            lines.append(Content(f"{sign} {name:<{_NAME}} {told}").truncate(width, ellipsis=True))
        return lines
