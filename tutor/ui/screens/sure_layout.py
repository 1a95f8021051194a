"""A layout after which every widget whose size is another one is told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import Compositor, ReflowResult

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.widget import Widget


class SureLayout(Compositor):
    """Tells of widgets that Textual's own compositor forgets.

    After scrolling it works out where all widgets are as soon as somebody asks for one, and compares the next
    layout with that. What had changed by then, as when a narrow terminal hides the other panes, it takes for
    known, and the widgets hear nothing of it: a text would stay folded to the width that it had.
    """

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay out, and add the widgets that were never told of the size they have now."""
        told = super().reflow(parent, size)
        untold = {widget for widget, place in self._full_map.items() if widget._size != place.region.size}
        return told._replace(resized=told.resized | untold)
