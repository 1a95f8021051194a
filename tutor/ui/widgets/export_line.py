"""One line that asks how a comparison is to be written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tutor.ui.own_keys import key_link, own_key

ENDINGS = {"m": (".md", "Markdown"), "j": (".json", "JSON"), "s": (".svg", "SVG picture")}


class ExportLine(Widget, can_focus=True):
    """Asks for one of three forms; any other key takes the question back."""

    ALLOW_SELECT = False
    HELP = """
    # Export
    Writes this comparison into the folder *exports* beside your workspaces.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"form('{ending}')", name, show=False, id=f"export.{ending[1:]}",
                tooltip=f"Write the comparison down as {name}")
        for key, (ending, name) in ENDINGS.items()
    ]  # fmt: skip
    DEFAULT_CSS = """
    ExportLine {
        height: 1; display: none; background: $panel; padding: 0 1; link-style: none; link-color: $foreground;
    }
    ExportLine.-asking { display: block; }
    """

    @dataclass
    class Chosen(Message):
        """Write it down as this: ``.md``, ``.json`` or ``.svg``."""

        ending: str

    def render(self) -> Content:
        forms = [
            Content.from_markup(
                f"[@click=\"screen.export_as('{ending}')\"][bold $accent]$key[/] $name[/]",
                key=own_key(self.app, f"export.{ending[1:]}", key),
                name=name,
            )
            for key, (ending, name) in ENDINGS.items()
        ]
        no = key_link(self.app, "screen.back", "compare.back", "Esc", "no")
        return Content("   ").join([Content("Export as"), *forms, no])

    @property
    def asking(self) -> bool:
        return self.has_class("-asking")

    def ask(self) -> None:
        """Show the question."""
        self.add_class("-asking")
        self.focus()

    def stop(self) -> None:
        """Take the question back."""
        self.remove_class("-asking")

    def action_form(self, ending: str) -> None:
        self.post_message(self.Chosen(ending))

    def on_key(self, event: events.Key) -> None:
        bound = self.screen.active_bindings.get(event.key)
        if event.is_printable and (bound is None or bound.node is not self):
            event.stop()
            self.post_message(self.Chosen(""))
