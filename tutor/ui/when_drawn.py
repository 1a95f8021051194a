"""What a widget does once it was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widget import Widget


def when_drawn(widget: Widget, deed: Callable[[], object]) -> None:
    """Do it after the next refresh, unless the widget was taken away by then."""

    def if_still_there() -> None:
        if widget.is_attached:
            deed()

    widget.call_after_refresh(if_still_there)
