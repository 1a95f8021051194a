"""The text of the editor: a TextArea that knows Dockerfiles."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets.text_area import Selection

from tutor.dockerfile.blocks import Block
from tutor.ui.editor.diagnostics import Analysis
from tutor.ui.editor.editing import change_between, indent_after, toggle_comments
from tutor.ui.editor.figures import Mark
from tutor.ui.editor.highlight import Highlighter, Spans, shown
from tutor.ui.editor.keyed import KeyedCode
from tutor.ui.editor.notes import NO_NOTES, Notes, notes_of
from tutor.ui.editor.palette import editor_theme
from tutor.ui.editor.words import SIGN_OF_SEVERITY

_FLASH_SECONDS = 0.8


class DockerfileCode(KeyedCode):
    """Dockerfile text with its colours, dimmed where a build skips it and underlined where it is wrong."""

    DEFAULT_CSS = """
    DockerfileCode {
        border: none;
        padding: 0;
        scrollbar-size: 0 1;
        scrollbar-gutter: stable;
        &:focus { border: none; }
        .text-area--cursor-line { background: $foreground 7%; }
        .text-area--gutter { color: $foreground 75%; }
        .text-area--cursor-gutter { background: $foreground 7%; color: $foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+underscore,ctrl+slash",
            "toggle_comment",
            "Comment",
            tooltip="Comment lines out or in",
            show=False,
            id="editor.comment",
        ),
        Binding(
            "alt+a",
            "select_all",
            "Select all",
            tooltip="Select the whole text",
            show=False,
            id="editor.select-all",
        ),
        Binding("ctrl+home", "document_start", "Start of the text", show=False, id="editor.document-start"),
        Binding("ctrl+end", "document_end", "End of the text", show=False, id="editor.document-end"),
        Binding("ctrl+shift+home", "document_start(True)", "Select to the start of the text", show=False),
        Binding("ctrl+shift+end", "document_end(True)", "Select to the end of the text", show=False),
    ]
    HELP = f"""\
## The Dockerfile

The margin at the right tells what each instruction did in the last build: how many bytes it **adds**, how
many of earlier layers it **hides**, and its **time**. A bright bar ships in the final image, a grey one stays
behind and is drawn as `░`.

- `{Mark.RUNNING.value}` is running
- `{Mark.CACHED.value}` came from the cache
- `{Mark.RECORDED.value}` was recorded on a real engine, and is told again
- `{Mark.CHANGED.value}` was built again: it changed, or its files did
- `{Mark.AGAIN.value}` was built again after that
- `{Mark.FAILED.value}` failed
- `{Mark.STALE.value}` was changed since that build

Left of the line numbers `{SIGN_OF_SEVERITY["error"]}` stops the build, `{SIGN_OF_SEVERITY["warning"]}` warns
and `{SIGN_OF_SEVERITY["advice"]}` advises; the line below the text says it in words. `Alt+N` and `Alt+P` go
to the next problem and the one before, `Alt+M` shows all of a long one. Lines of stages that are not built
are dimmed.

While you type a list offers what may stand there: `Tab` takes its first row, the arrows choose another,
`Escape` closes it. `Ctrl+Space` or `Alt+C` asks for it anywhere.

`Alt+Enter` or `Alt+X` mends the line, or shows the ways if there are several; `Alt+I` tells what its
instruction means. `Alt+G` goes to the stage that is named under the cursor and `Alt+J` back, `Alt+R`
renames it everywhere. `Alt+O` opens the file in your own editor. `Tab` indents and `Escape` stays in
the text: `F4` goes to the next pane.
"""

    def __init__(self, text: str = "", *, read_only: bool = False) -> None:
        self._highlighter = Highlighter()
        self._blocks: list[Block] = []
        self._seen_lines: list[str] = []
        self._notes: Notes = NO_NOTES
        self._flashed: int | None = None
        self._held: tuple[int, int] | None = None
        super().__init__(text, read_only=read_only)

    @property
    def blocks(self) -> Sequence[Block]:
        """The instructions, comments and blank lines of the text as it is now."""
        return self._blocks

    def block_at(self, line: int) -> Block | None:
        """The block that a line (1-based) belongs to."""
        index = bisect_right(self._blocks, line, key=lambda block: block.first) - 1
        return self._blocks[index] if index >= 0 else None

    def show_analysis(self, analysis: Analysis) -> None:
        """Put the signs and the dimming of an analysis of this very text beside its lines."""
        self._notes = notes_of(analysis)
        self._build_highlight_map()
        self.refresh()

    def flash(self, line: int) -> None:
        """Light a line (1-based) up for a moment, where motion is wanted."""
        if self.app.animation_level == "none":
            return
        self._flashed = line
        self._build_highlight_map()
        self.refresh()
        self.set_timer(_FLASH_SECONDS, self._end_flash)

    def _end_flash(self) -> None:
        self._flashed = None
        self._build_highlight_map()
        self.refresh()

    # Editing

    def load_lines(self, text: str) -> None:
        """Become ``text`` by one edit that undo takes back; the cursor stays with its line."""
        change = change_between(self.document.lines, _lines_of(text))
        if change is None:
            return
        lines = self.document.lines
        row, column = self.cursor_location
        if change.last < len(lines):
            start, end = (change.first, 0), (change.last, 0)
            insert = "".join(f"{line}\n" for line in change.lines)
        elif change.first:
            start = (change.first - 1, len(lines[change.first - 1]))
            end = self.document.end
            insert = "".join(f"\n{line}" for line in change.lines)
        else:
            start, end = (0, 0), self.document.end
            insert = "\n".join(change.lines)
        self.history.checkpoint()
        self.replace(insert, start, end)
        self.history.checkpoint()
        if row >= change.last:
            row += len(change.lines) - (change.last - change.first)
        self.selection = Selection.cursor(self.clamp_visitable((row, column)))

    def action_toggle_comment(self) -> None:
        """Comment out the lines of the selection, or back in."""
        if self.read_only:
            return
        (top, _), (bottom, bottom_column) = sorted(self.selection)
        if bottom > top and bottom_column == 0:
            bottom -= 1
        before = self.document.lines[top : bottom + 1]
        after = toggle_comments(before)
        if after != before:
            moved = [len(new) - len(old) for old, new in zip(before, after, strict=True)]
            selection = self.selection
            self.replace("\n".join(after), (top, 0), (bottom, len(before[-1])))
            self.selection = Selection(
                *(
                    (row, max(0, column + moved[row - top]) if top <= row <= bottom else column)
                    for row, column in selection
                )
            )

    def action_document_start(self, select: bool = False) -> None:
        """Go to the start of the text."""
        self.move_cursor((0, 0), select=select)

    def action_document_end(self, select: bool = False) -> None:
        """Go to the end of the text."""
        self.move_cursor(self.document.end, select=select)

    def break_line(self) -> None:
        """Begin a line, indented where an instruction is continued."""
        start, end = sorted(self.selection)
        row, column = start
        escape = self._blocks[0].escape if self._blocks else "\\"
        previous = self.document.lines[row - 1] if row else ""
        indent = indent_after(self.document.lines[row][:column], previous, escape)
        self._replace_via_keyboard(f"\n{indent}", start, end)

    # Colours

    def on_resize(self) -> None:
        """Keep the cursor in sight when what is said below the text takes another line."""
        if self.cursor_location == self._held:
            self.call_after_refresh(self.scroll_cursor_visible, center=True)
        elif self.has_focus:
            self.call_after_refresh(self.scroll_cursor_visible)

    def hold_in_middle(self, held: bool) -> None:
        """Keep the cursor in the middle of the view, whatever room there is, until it is moved."""
        self._held = self.cursor_location if held else None

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._follow_theme())
        self._follow_theme()

    def _follow_theme(self) -> None:
        theme = editor_theme(self.app.theme_variables, dark=self.app.current_theme.dark)
        self.register_theme(theme)
        self.theme = theme.name
        self.notify_style_update()

    def _build_highlight_map(self) -> None:
        """Colour the text; called by TextArea after every edit."""
        lines = self.document.lines
        self._follow_moved_lines(lines)
        self._blocks, spans = self._highlighter.highlight(lines)
        self._highlights.clear()
        for row, of_line in enumerate(spans):
            if of_line := self._with_notes(row, of_line):
                self._highlights[row] = list(of_line)

    def _follow_moved_lines(self, lines: Sequence[str]) -> None:
        """Keep signs at their lines until the next analysis is there."""
        change = change_between(self._seen_lines, lines)
        if change is not None:
            self._notes = self._notes.moved(change.last, len(lines) - len(self._seen_lines))
            self._seen_lines = list(lines)

    def _with_notes(self, row: int, spans: Spans) -> Spans:
        line = row + 1
        text = self._seen_lines[row]
        if line in self._notes.skipped and text:
            spans = ((0, None, "skipped"),)
        if self._notes.signs.get(line) in ("error", "warning") and text.strip():
            indent = len(text) - len(text.lstrip())
            spans = (*spans, (indent, len(shown(text.rstrip()).encode()), "problem"))
        if line == self._flashed:
            spans = (*spans, (0, None, "flash"))
        return spans

    def get_line(self, line_index: int) -> Text:
        """The line as it is drawn."""
        return Text(shown(self.document.get_line(line_index)), end="", no_wrap=True)


def _lines_of(text: str) -> list[str]:
    """The text's lines as TextArea counts them: one more behind a final line end."""
    lines = text.splitlines()
    return [*lines, ""] if not text or text.endswith(("\n", "\r")) else lines
