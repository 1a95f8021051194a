"""Leaving while something is still on its way to the screen."""

from __future__ import annotations

from textual.app import App
from textual.css.query import NoMatches
from textual.widget import MountError


class Leaving(App[None]):
    """Ends without a traceback also while a screen or a widget of it is being mounted."""

    def _handle_exception(self, error: Exception) -> None:
        # An app that leaves mounts nothing any more: what looks for its children in ``on_mount`` finds none,
        # and what would mount some later cannot.
        if self._exit and isinstance(error, NoMatches | MountError):
            return
        super()._handle_exception(error)
