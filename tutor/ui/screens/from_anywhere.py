"""The editor's Alt keys count in every pane: what is told of a line names them, wherever the focus is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.ui.screens.way_back import WayBack

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget


class FromAnywhere(WayBack):
    """Goes to the editor for a key that only it knows."""

    def on_key(self, event: events.Key) -> None:
        """Nobody in this pane took the key: it is for the text where the editor has something for it."""
        if not event.key.startswith("alt+") or self.editor.has_focus_within:
            return
        meant = self._meant_by(event.key)
        if meant is not None:
            event.stop()
            self.action_pane("editor")
            self.when_drawn(lambda: self.call_later(self.app.run_action, *meant))

    def _meant_by(self, key: str) -> tuple[str, Widget] | None:
        """The editor's action of that key, and whose it is."""
        for node in (self.editor.code, self.editor):
            for bindings in node._bindings.key_to_bindings.values():
                for binding in bindings:
                    name = binding.id or ""
                    own = self.app._keymap.get(name, binding.key)
                    if name.startswith("editor.") and key in own.split(","):
                        return binding.action, node
        return None
