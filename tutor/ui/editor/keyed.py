"""A text area whose keys take effect in the order in which they were typed."""

from __future__ import annotations

from typing import Protocol

from textual import events
from textual.dom import DOMNode
from textual.widgets import TextArea
from textual.widgets.text_area import EditResult, Location

from tutor.ui import amounts
from tutor.ui.editor.pasting import MOST_PASTED, cleaned

_COMMANDING = ("alt", "ctrl", "super", "hyper", "meta")
"""Modifiers that make a command of a letter."""
_MOST_UNDO_STEPS = 1000


class Assistant(Protocol):
    """Somebody who looks on while text is typed."""

    def takes(self, key: str) -> bool:
        """Whether the key was meant for the assistant, who has acted on it then."""

    def typed(self, text: str) -> None:
        """The text was put in at the keyboard; "" when some was taken out."""

    def moved(self) -> None:
        """The cursor moved, or the text changed, by other means than typing."""


class KeyedCode(TextArea):
    """Acts on its bindings itself, and lets an assistant have the keys first."""

    def __init__(self, text: str, *, read_only: bool) -> None:
        self.binding_nodes: tuple[DOMNode, ...] = (self,)
        """Whose bindings are acted on here rather than in the app, in this order."""
        self.assistant: Assistant | None = None
        self._at_keyboard = False
        super().__init__(
            text,
            soft_wrap=False,
            show_line_numbers=True,
            tab_behavior="indent",
            read_only=read_only,
            max_checkpoints=_MOST_UNDO_STEPS,
        )
        self.cursor_blink = False

    async def on_key(self, event: events.Key) -> None:
        """Do at once what the key is bound to, so that keys take effect in the order they were typed.

        A bound key that went up to the app would be overtaken by the letters typed after it.
        """
        modified = any(f"{modifier}+" in event.key for modifier in _COMMANDING)
        if event.is_printable and not modified:
            return
        if self.assistant is not None and self.assistant.takes(event.key):
            event.stop()
            event.prevent_default()
        elif event.key == "enter" and not self.read_only:
            event.stop()
            event.prevent_default()
            self.break_line()
        elif await self._act_on(event.key):
            event.stop()
            event.prevent_default()
        elif modified:
            event.prevent_default()  # TextArea would put the letter of Alt+letter into the text

    async def _act_on(self, key: str) -> bool:
        keymap = self.app._keymap
        for node in self.binding_nodes:
            bindings = node._bindings
            if keymap:
                bindings = bindings.copy()
                bindings.apply_keymap(keymap)
            for binding in bindings.key_to_bindings.get(key, ()):
                if not binding.priority and await self.app.run_action(binding.action, node):
                    return True
        return False

    def break_line(self) -> None:
        """Begin a line."""
        self._replace_via_keyboard("\n", *self.selection)

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        self._at_keyboard = True
        try:
            result = super()._replace_via_keyboard(insert, start, end)
        finally:
            self._at_keyboard = False
        if "\n" in insert:  # the text area scrolled before it knew that there is a line more
            self.scroll_cursor_visible()
        if self.assistant is not None and result is not None:
            self.assistant.typed(insert)
        return result

    def _delete_via_keyboard(self, start: Location, end: Location) -> EditResult | None:
        self._at_keyboard = True
        try:
            result = super()._delete_via_keyboard(start, end)
        finally:
            self._at_keyboard = False
        if self.assistant is not None and result is not None:
            self.assistant.typed("")
        return result

    # Pasting

    def on_paste(self, event: events.Paste) -> None:
        """Put pasted text in, in order and as one step; none of it is taken for keys."""
        event.stop()
        event.prevent_default()
        self.paste(event.text)

    def action_paste(self) -> None:
        """Put in what was cut or copied here."""
        self.paste(self.app.clipboard)

    def paste(self, text: str) -> None:
        """Put text in as one step of undo, or say why not."""
        if self.read_only or not text:
            return
        if len(text) > MOST_PASTED:
            self.notify(
                f"{amounts.size(len(text.encode(errors='replace')))} is too much for a Dockerfile: "
                f"nothing was pasted. At most {amounts.size(MOST_PASTED)} go in at once.",
                severity="warning",
                timeout=8,
            )
            return
        pasted = cleaned(text)
        self.put_in(pasted.text, *sorted(self.selection))
        if pasted.curly:
            self.notify(
                "The pasted text has curly quotes, which Docker takes for letters. "
                "Alt+X makes plain ones of a line's.",
                timeout=8,
            )

    def put_in(self, text: str, start: Location, end: Location) -> None:
        """Put ``text`` in place of a range, as a step of its own for undo; the cursor goes behind it."""
        self.history.checkpoint()
        result = self.replace(text, start, end, maintain_selection_offset=False)
        self.history.checkpoint()
        self.move_cursor(result.end_location)

    def tell_of_move(self) -> None:
        """Tell the assistant of a cursor that did not move by typing."""
        if self.assistant is not None and not self._at_keyboard:
            self.assistant.moved()
