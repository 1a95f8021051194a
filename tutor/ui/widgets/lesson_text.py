"""A lesson's text: Markdown whose drawings are never cut."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Markdown
from textual.widgets.markdown import MarkdownBlock, MarkdownFence

from tutor.ui import signs


class Drawing(MarkdownFence):
    """A block of code or a drawing; where it does not fit, a line says how to see it whole."""

    DEFAULT_CSS = """
    Drawing {
        margin: 0 0 1 0;
        background: transparent;
        color: $foreground;
        overflow: hidden;
        link-style: underline;
        link-color: $accent;
        &:light { background: transparent; }
        & > Label { padding: 0; width: 1fr; }
    }
    """

    @classmethod
    def highlight(cls, code: str, language: str, ansi: bool = False, dark: bool = False) -> Content:
        """Colour what names its language; a plain block is a drawing and stays as it is."""
        return super().highlight(code, language, ansi, dark) if language else Content(code)

    def notify_style_update(self) -> None:
        """Keep the choice between drawing and line when colours change."""
        super().notify_style_update()
        self.on_resize()

    def on_resize(self) -> None:
        """Show the drawing, or the line that leads to it."""
        if not self.size.width:
            return
        drawing = self._highlighted_code
        widest = max((line.cell_length for line in drawing.split("\n")), default=0)
        if widest <= self.size.width:
            self.set_content(drawing)
        else:
            self.set_content(
                Content.from_markup(
                    f"{signs.POINTER} [@click=\"screen.zoom('lesson')\"]F6 widens this pane[/] for the "
                    + ("text" if self.lexer else "drawing")
                    + " that stands here."
                )
            )


class LessonText(Markdown):
    """Markdown in the app's own look."""

    DEFAULT_CSS = """
    LessonText {
        height: auto;
        margin: 0;
        padding: 0;
        background: transparent;
        MarkdownBlock { background: transparent; }
        MarkdownH1, MarkdownH2, MarkdownH3 {
            margin: 0 0 1 0;
            content-align: left middle;
            text-style: bold;
            color: $primary;
            background: transparent;
            width: 1fr;
        }
        MarkdownBlock:dark > .code_inline { background: transparent; color: $accent; }
        MarkdownBlock:light > .code_inline { background: transparent; color: $accent; }
    }
    """
    BLOCKS: dict[str, type[MarkdownBlock]] = {
        **Markdown.BLOCKS,
        "fence": Drawing,
        "code_block": Drawing,
    }
