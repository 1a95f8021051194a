"""The least that a Textual app with an editor is: header, text area, footer."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, TextArea


class Bare(App[None]):
    """The reference for what Distill's own screens cost."""

    TITLE = "A bare app"
    BINDINGS = [("f5", "bell", "Nothing")]

    def compose(self) -> ComposeResult:
        yield Header()
        yield TextArea("FROM scratch\n" * 39)
        yield Footer()


if __name__ == "__main__":
    Bare().run()
