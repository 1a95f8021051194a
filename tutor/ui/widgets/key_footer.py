"""The keys at the foot of a screen."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer

ROOMY = 70
"""In narrower terminals the room of the palette's key is needed for keys that are used more."""

_Shown = tuple[tuple[object, ...], ...]


class KeyFooter(Footer):
    """Textual's footer, with its keys in the first frame, and made anew only when other keys are to be shown.

    Textual's own is empty at first, and makes its keys anew with every change of the focus. ``palette_from``
    is how many columns the terminal has to have for the palette's key to be shown, None for never.
    """

    DEFAULT_CSS = ""

    def __init__(self, *, palette_from: int | None = ROOMY) -> None:
        super().__init__(compact=True)
        self.set_reactive(Footer._bindings_ready, True)
        self._palette_from = palette_from
        self._made_for: _Shown = ()

    def compose(self) -> ComposeResult:
        self._made_for = self._to_be_shown()
        self.set_reactive(Footer.show_command_palette, self._has_room())
        yield from super().compose()

    def bindings_changed(self, screen: Screen[object]) -> None:
        if self._to_be_shown() != self._made_for:
            super().bindings_changed(screen)

    def on_resize(self, event: events.Resize) -> None:
        self.bindings_changed(self.screen)

    def _has_room(self) -> bool:
        return self._palette_from is not None and self.app.size.width >= self._palette_from

    def _to_be_shown(self) -> _Shown:
        palette = self.app.COMMAND_PALETTE_BINDING if self._has_room() else None
        return tuple(
            (key, binding, enabled, tooltip)
            for key, (_, binding, enabled, tooltip) in self.screen.active_bindings.items()
            if binding.show or key == palette
        )
