"""A screen that fits the terminal from its first frame on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from tutor.ui.screens.first_frame import FirstFrame
from tutor.ui.widgets.even import Even

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.geometry import Size
    from textual.notifications import SeverityLevel
    from textual.widget import Widget

LEAST_WIDTH, LEAST_HEIGHT = 40, 12


class TooSmall(Static):
    """Covers a screen that no pane fits into."""

    DEFAULT_CSS = """
    TooSmall {
        layer: overlay;
        display: none;
        width: 100%;
        height: 100%;
        background: $background;
        content-align: center middle;
        text-align: center;
    }
    """

    def __init__(self) -> None:
        super().__init__(f"Too small: Distill needs\n{LEAST_WIDTH} columns and {LEAST_HEIGHT} rows.")


class Fitted(Even, FirstFrame[None]):
    """Has its classes for the terminal's size before it is mounted, so that no other layout flashes up."""

    hands_off: ClassVar[bool] = False
    """Whether mouse and clipboard do nothing here."""

    def fit(self, size: Size) -> None:
        """Take the classes for a terminal of ``size``; call it before the screen is pushed."""
        for extent, breakpoints in (
            (size.width, self.app.HORIZONTAL_BREAKPOINTS or []),
            (size.height, self.app.VERTICAL_BREAKPOINTS or []),
        ):
            reached = [name for least, name in sorted(breakpoints) if least <= extent]
            for _, name in breakpoints:
                self.set_class(reached[-1:] == [name], name)
        self._fit_tiny(size)

    def on_mount(self) -> None:
        self.mount(TooSmall())

    def _update_focus_styles(self, focused: Widget | None = None, blurred: Widget | None = None) -> None:
        """Style the frames that follow the focus, and not all that is in them: no rule needs that."""
        moved = [widget for widget in (focused, blurred) if widget is not None]
        frames = {one for widget in moved for one in widget.ancestors_with_self if one._has_focus_within}
        self.app.stylesheet.update_nodes(frames, animate=True)

    def on_resize(self, event: events.Resize) -> None:
        self._fit_tiny(event.size)

    @property
    def is_open(self) -> bool:
        """Whether it was not left; of one that was, the parts may be gone."""
        return self in self.app.screen_stack

    def when_drawn(self, deed: Callable[[], object]) -> None:
        """Do it after the next refresh, unless the screen is left by then."""

        def if_still_there() -> None:
            if self.is_open:
                deed()

        self.call_after_refresh(if_still_there)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something; names and errors in it are no markup."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def takes(self, event: events.Key) -> bool:
        """Whether a key that was pressed is meant for this screen."""
        return True

    def goes_elsewhere(self) -> bool:
        """Take F12 for what this screen cannot do on the engine in use; false when there is no such thing."""
        return False

    def _fit_tiny(self, size: Size) -> None:
        self.set_class(size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT, "-tiny")
