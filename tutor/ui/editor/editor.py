"""The Dockerfile editor: text, margin, diagnostics and what they tell the rest of the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import TextArea
from textual.worker import Worker, WorkerState

from tutor.ui.editor.alt_keys import know_alt_keys
from tutor.ui.editor.diagnostics import NO_ANALYSIS, Analysis, BaseHasShell, analyse
from tutor.ui.editor.figures import Figures
from tutor.ui.editor.frame import Heading
from tutor.ui.editor.margin import EMPTY_MARGIN, MarginModel
from tutor.ui.editor.margined import MarginedCode
from tutor.ui.editor.pause import Pause
from tutor.ui.editor.status import StatusLine
from tutor.ui.editor.words import counted, not_checked, problem_at, said_of_line

if TYPE_CHECKING:
    from typing import Self

    from tutor.dockerfile import Problem

SAVE_DELAY_SECONDS = 0.15
_CHECK_DELAY_SECONDS = 0.25
_LATEST_SAVE_SECONDS = 1.0
"""Whoever types without a pause has the text saved this often all the same."""
_HEADING_FROM_ROWS = 10
_CHECK_GROUP = "dockerfile-check"
know_alt_keys("lmnp")


class DockerfileEditor(Vertical):
    """Edits a Dockerfile; shows what each instruction did in the last build, and what is wrong with the text.

    It neither builds nor saves: it takes a ``margin`` and posts ``Changed``.
    """

    DEFAULT_CSS = """
    DockerfileEditor {
        background: $surface;
        DockerfileCode { height: 1fr; background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "alt+n",
            "next_problem",
            "Next problem",
            tooltip="Go to the next problem",
            show=False,
            id="editor.next",
        ),
        Binding(
            "alt+p",
            "previous_problem",
            "Previous problem",
            tooltip="Go to the problem before",
            show=False,
            id="editor.previous",
        ),
        Binding(
            "alt+m",
            "whole_problem",
            "Whole problem",
            tooltip="Show all of a long problem, or less again",
            show=False,
            id="editor.whole-problem",
        ),
        Binding(
            "alt+l",
            "files_of_line",
            "Files of this line",
            tooltip="Show the files that this instruction stored",
            show=False,
            id="editor.files-of-line",
        ),
    ]

    @dataclass
    class Changed(Message):
        """The text is another one; posted when typing pauses, and once a second while it does not."""

        editor: DockerfileEditor
        text: str

        @property
        def control(self) -> DockerfileEditor:
            return self.editor

    @dataclass
    class CursorMoved(Message):
        """The cursor came to another line; ``line`` is 1-based."""

        editor: DockerfileEditor
        line: int

        @property
        def control(self) -> DockerfileEditor:
            return self.editor

    @dataclass
    class ProblemsFound(Message):
        """The text was checked; ``problems`` are ordered by line and may be none."""

        editor: DockerfileEditor
        problems: tuple[Problem, ...]

        @property
        def control(self) -> DockerfileEditor:
            return self.editor

    @dataclass
    class FilesAsked(Message):
        """Show what the instruction at this line (1-based) stored."""

        editor: DockerfileEditor
        line: int

        @property
        def control(self) -> DockerfileEditor:
            return self.editor

    @dataclass
    class _Analysed(Message):
        analysis: Analysis

    def __init__(
        self,
        text: str = "",
        *,
        title: str = "DOCKERFILE",
        read_only: bool = False,
        show_margin: bool = True,
        id: str | None = None,  # noqa: A002  Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._code = MarginedCode(text, read_only=read_only, show_margin=show_margin)
        self._code.binding_nodes = (self._code, self)
        self._heading = Heading()
        self._heading.title = title
        self._status = StatusLine()
        self._posted = self._code.text
        self._analysis = NO_ANALYSIS
        self._target: str | None = None
        self._base_has_shell: BaseHasShell | None = None
        self._line = 1
        self._before_posting = Pause(self, self._post_text, SAVE_DELAY_SECONDS, _LATEST_SAVE_SECONDS)
        self._before_checking = Pause(self, self._check, _CHECK_DELAY_SECONDS)

    def compose(self) -> ComposeResult:
        yield self._heading
        yield self._code
        yield self._status

    def on_mount(self) -> None:
        # In step with the cursor: a message would bring the status line one frame later.
        self.watch(self._code, "selection", self._follow_cursor, init=False)
        self._check()

    def on_resize(self) -> None:
        self._heading.display = self.size.height >= _HEADING_FROM_ROWS
        self._status.fit()

    # What the rest of the app sees

    @property
    def text(self) -> str:
        """The text as it is now, whether it was posted or not."""
        return self._code.text

    @property
    def line(self) -> int:
        """The cursor's line, 1-based."""
        return self._code.cursor_location[0] + 1

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems found when the text was last checked."""
        return self._analysis.problems

    @property
    def checked_text(self) -> str:
        """The text that ``problems`` speaks of; typing runs ahead of it."""
        return self._analysis.text

    @property
    def code(self) -> MarginedCode:
        """The text area itself."""
        return self._code

    @property
    def margin(self) -> MarginModel:
        """What the right margin shows; see ``margin_of``."""
        return self._code.margin_model

    @margin.setter
    def margin(self, model: MarginModel) -> None:
        self._code.margin_model = model
        self._heading.has_margin = self._code.has_margin
        self._say()

    @property
    def target(self) -> str | None:
        """The stage that is built; others than those it needs are dimmed. None is the last stage."""
        return self._target

    @target.setter
    def target(self, target: str | None) -> None:
        self._target = target
        self._check_soon()

    @property
    def base_has_shell(self) -> BaseHasShell | None:
        """Tells whether an image has a shell, for the check of shell forms; called from a worker thread."""
        return self._base_has_shell

    @base_has_shell.setter
    def base_has_shell(self, base_has_shell: BaseHasShell | None) -> None:
        self._base_has_shell = base_has_shell
        self._check_soon()

    def open(self, text: str) -> None:
        """Show another document: nothing to undo, the cursor at its start, an empty margin."""
        self._code.load_text(text)
        self._posted = self._code.text
        self.margin = EMPTY_MARGIN

    def load(self, text: str) -> None:
        """Replace the text by one edit, as after a reset or a change from outside.

        Undo brings the old text back; the cursor stays with its line. An empty editor opens ``text``.
        """
        if self._code.text or self._code.history.undo_stack:
            self._code.load_lines(text)
        else:
            self.open(text)

    def goto(self, line: int) -> None:
        """Put the cursor on a line (1-based), in the middle of the view unless it is in sight."""
        row = max(0, min(line, self._code.document.line_count) - 1)
        top = self._code.scroll_offset.y
        in_sight = top <= row < top + self._code.size.height
        self._code.move_cursor((row, 0), center=not in_sight)

    def flash(self, line: int) -> None:
        """Light a line (1-based) up for a moment."""
        self._code.flash(line)

    def built_line(self, line: int) -> int | None:
        """The line of the built text at which the instruction stands that is at ``line`` now; None for a new
        one.
        """
        figures = self._figures_at(line)
        return figures.line or None if figures is not None else None

    def line_now(self, built: int) -> int:
        """The line at which the instruction stands now that was at line ``built`` of the built text."""
        return next((line for line, of in self._code.figures.items() if of.line == built), built)

    def flush(self) -> None:
        """Post ``Changed`` now if it is due."""
        self._before_posting.over()

    def _post_text(self) -> None:
        text = self._code.text
        if text != self._posted:
            self._posted = text
            self.post_message(self.Changed(self, text))

    def focus(self, scroll_visible: bool = True) -> Self:
        """Give the text the focus."""
        self._code.focus(scroll_visible)
        return self

    def action_next_problem(self) -> None:
        """Go to the next line with a problem, around the end."""
        self._go_to_problem(sorted({problem.lines.first for problem in self.problems}), forwards=True)

    def action_previous_problem(self) -> None:
        """Go to the line with a problem before this one, around the start."""
        self._go_to_problem(sorted({problem.lines.first for problem in self.problems}), forwards=False)

    def action_whole_problem(self) -> None:
        """Show all of a problem that does not fit, or less again."""
        self._status.whole = not self._status.whole and self._status.is_cut

    def action_files_of_line(self) -> None:
        """Ask for the files of the instruction that the cursor is in."""
        self.post_message(self.FilesAsked(self, self.line))

    @on(MarginedCode.MarginClicked)
    def _margin_clicked(self, event: MarginedCode.MarginClicked) -> None:
        event.stop()
        self.post_message(self.FilesAsked(self, event.line))

    def _go_to_problem(self, lines: list[int], *, forwards: bool) -> None:
        if not lines:
            return
        if forwards:
            line = next((line for line in lines if line > self.line), lines[0])
        else:
            line = next((line for line in reversed(lines) if line < self.line), lines[-1])
        self.goto(line)
        self.focus()

    # What the text area tells

    @on(TextArea.Changed)
    def _text_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._before_posting.heard()
        self._check_soon()

    @on(TextArea.SelectionChanged)
    def _keep_to_itself(self, event: TextArea.SelectionChanged) -> None:
        event.stop()

    def _follow_cursor(self) -> None:
        if self.line != self._line:
            self._line = self.line
            self._status.whole = False
            self._say()
            self.post_message(self.CursorMoved(self, self.line))

    def on_descendant_blur(self) -> None:
        self.flush()

    @on(StatusLine.Clicked)
    def _status_clicked(self, event: StatusLine.Clicked) -> None:
        event.stop()
        if event.cut:
            self.action_whole_problem()
        else:
            self.action_next_problem()

    # Checking

    def _check_soon(self) -> None:
        if self.is_mounted:
            self._before_checking.heard()

    def _check(self) -> None:
        self._check_in_thread(self._code.text, self._target, self._base_has_shell)

    @work(
        thread=True,
        exclusive=True,
        exit_on_error=False,  # a fault in a check must not take the text away from the person who types
        group=_CHECK_GROUP,
        description="Check the Dockerfile",
    )
    def _check_in_thread(self, text: str, target: str | None, base_has_shell: BaseHasShell | None) -> None:
        self.post_message(self._Analysed(analyse(text, target, base_has_shell)))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.worker.group == _CHECK_GROUP:
            event.stop()
            if event.state is WorkerState.ERROR:
                self._analysis = Analysis(self._code.text)
                self._code.show_analysis(self._analysis)
                self._status.counted = not_checked(event.worker.error)

    @on(_Analysed)
    def _take_analysis(self, event: _Analysed) -> None:
        event.stop()
        if event.analysis.text != self._code.text:
            return
        self._analysis = event.analysis
        self._code.show_analysis(event.analysis)
        self._say()
        self.post_message(self.ProblemsFound(self, event.analysis.problems))

    # The status line

    def _say(self) -> None:
        self._status.wraps = problem_at(self.line, self._analysis) is not None
        self._status.said = said_of_line(self.line, self._analysis, self._figures_at(self.line))
        self._status.counted = counted(self._analysis)

    def _figures_at(self, line: int) -> Figures | None:
        """The figures of the instruction that a line (1-based) belongs to."""
        block = next(
            (block for block in self._code.blocks if block.first <= line < block.first + len(block.lines)),
            None,
        )
        return self._code.figures.get(block.first) if block is not None else None
