"""What holds other widgets and shows nothing itself: one line of it is drawn, and taken for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.geometry import Region, Spacing

if TYPE_CHECKING:
    from textual.strip import Strip
    from textual.widget import Widget

    _Widget = Widget
else:
    _Widget = object  # Textual's stylesheets follow the first base that is a widget: that is to be Textual's


class Even(_Widget):
    """Looks the same in every line, where it has no border."""

    def render_lines(self, crop: Region) -> list[Strip]:
        if crop.height < 2 or self.styles.gutter != Spacing():
            return super().render_lines(crop)
        return super().render_lines(Region(crop.x, crop.y, crop.width, 1)) * crop.height


class EvenVertical(Even, Vertical):
    """One below the other."""


class EvenHorizontal(Even, Horizontal):
    """Side by side."""
