"""What holds other widgets and shows nothing itself: one line within its border stands for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical, VerticalGroup, VerticalScroll
from textual.geometry import Region

if TYPE_CHECKING:
    from textual.strip import Strip
    from textual.widget import Widget

    _Widget = Widget
else:
    _Widget = object  # Textual's stylesheets follow the first base that is a widget: that is to be Textual's


class Even(_Widget):
    """Looks the same in every line between the upper and the lower border."""

    def render_lines(self, crop: Region) -> list[Strip]:
        gutter = self.styles.gutter
        first = max(crop.y, gutter.top)
        end = min(crop.bottom, self.outer_size.height - gutter.bottom)
        if end - first < 2:
            return super().render_lines(crop)
        x, y, width, _ = crop
        above = super().render_lines(Region(x, y, width, first - y)) if first > y else []
        one = super().render_lines(Region(x, first, width, 1))
        below = super().render_lines(Region(x, end, width, crop.bottom - end)) if end < crop.bottom else []
        return above + one * (end - first) + below


class EvenVertical(Even, Vertical):
    """One below the other."""


class EvenHorizontal(Even, Horizontal):
    """Side by side."""


class EvenGroup(Even, VerticalGroup):
    """One below the other, as high as they are."""


class EvenScroll(Even, VerticalScroll):
    """One below the other, to be scrolled."""
