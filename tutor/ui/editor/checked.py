"""The editor's checks: what is wrong with the text, where, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import Worker, WorkerState

from tutor.ui.editor.diagnostics import NO_ANALYSIS, Analysis, BaseHasShell, analyse
from tutor.ui.editor.figures import Figures
from tutor.ui.editor.margined import MarginedCode
from tutor.ui.editor.pause import Pause
from tutor.ui.editor.status import StatusLine
from tutor.ui.editor.told import TellingEditor
from tutor.ui.editor.words import counted, not_checked, problem_at, said_of_line

if TYPE_CHECKING:
    from tutor.dockerfile import Problem

_CHECK_DELAY_SECONDS = 0.25
_CHECK_GROUP = "dockerfile-check"


class CheckedEditor(TellingEditor):
    """Checks the text when typing pauses; a line below it tells what there is to say of the cursor's line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("alt+n", "next_problem", "Next problem", show=False, id="editor.next",
                tooltip="Go to the next problem"),
        Binding("alt+p", "previous_problem", "Previous problem", show=False, id="editor.previous",
                tooltip="Go to the problem before"),
        Binding("alt+m", "whole_problem", "Whole problem", show=False, id="editor.whole-problem",
                tooltip="Show all of a long problem, or less again"),
    ]  # fmt: skip

    @dataclass
    class _Analysed(Message):
        analysis: Analysis

    def __init__(
        self,
        code: MarginedCode,
        *,
        id: str | None,  # noqa: A002  Textual's own name for it
        classes: str | None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._code = code
        self._status = StatusLine()
        self._analysis = NO_ANALYSIS
        self._target: str | None = None
        self._base_has_shell: BaseHasShell | None = None
        self._untaught: frozenset[str] = frozenset()
        self._before_checking = Pause(self, self._check, _CHECK_DELAY_SECONDS)

    @property
    def line(self) -> int:
        """The cursor's line, 1-based."""
        return self._code.cursor_location[0] + 1

    def goto(self, line: int, column: int = 0, *, held: bool = False) -> None:
        """Put the cursor on a line (1-based), in the middle of the view unless it is in sight.

        ``held`` keeps it in the middle, also while what is said below the text takes some of its room.
        """
        row = max(0, min(line, self._code.document.line_count) - 1)
        top = self._code.scroll_offset.y
        in_sight = top <= row < top + self._code.size.height
        self._code.move_cursor((row, column), center=held or not in_sight)
        self._code.hold_in_middle(held)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems found when the text was last checked."""
        return self._analysis.problems

    @property
    def checked_text(self) -> str:
        """The text that ``problems`` speaks of; typing runs ahead of it."""
        return self._analysis.text

    @property
    def check_awaited(self) -> bool:
        """Whether typing, or another way to look at the text, has still to be followed by a check."""
        return self._before_checking.waits

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

    @property
    def untaught(self) -> frozenset[str]:
        """Rules whose advice is kept back, for a later lesson explains what it is about."""
        return self._untaught

    @untaught.setter
    def untaught(self, untaught: frozenset[str]) -> None:
        self._untaught = untaught
        self._check_soon()

    def action_next_problem(self) -> None:
        """Go to the next line with a problem, around the end."""
        self._go_to_problem(sorted({problem.lines.first for problem in self.problems}), forwards=True)

    def action_previous_problem(self) -> None:
        """Go to the line with a problem before this one, around the start."""
        self._go_to_problem(sorted({problem.lines.first for problem in self.problems}), forwards=False)

    def action_whole_problem(self) -> None:
        """Show all of a problem that does not fit, or less again."""
        self._status.whole = not self._status.whole and self._status.is_cut

    def _go_to_problem(self, lines: list[int], *, forwards: bool) -> None:
        if not lines:
            return
        if forwards:
            line = next((line for line in lines if line > self.line), lines[0])
        else:
            line = next((line for line in reversed(lines) if line < self.line), lines[-1])
        self.goto(line)
        self.focus()

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
        self._check_in_thread(self._code.text, self._target, self._base_has_shell, self._untaught)

    @work(
        thread=True,
        exclusive=True,
        exit_on_error=False,  # a fault in a check must not take the text away from the person who types
        group=_CHECK_GROUP,
        description="Check the Dockerfile",
    )
    def _check_in_thread(
        self, text: str, target: str | None, base_has_shell: BaseHasShell | None, untaught: frozenset[str]
    ) -> None:
        self.post_message(self._Analysed(analyse(text, target, base_has_shell, untaught)))

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
        self.checked()
        if event.analysis.text != self._code.text:
            return
        self._analysis = event.analysis
        self._code.show_analysis(event.analysis)
        self._say()
        self.post_message(self.ProblemsFound(self, event.analysis.problems))

    def checked(self) -> None:
        """A check has ended, perhaps of a text that is another one by now."""

    # The status line

    def _say(self) -> None:
        self._status.wraps = problem_at(self.line, self._analysis) is not None
        self._status.said = said_of_line(self.line, self._analysis, self._figures_at(self.line))
        self._status.counted = counted(self._analysis)

    def _figures_at(self, line: int) -> Figures | None:
        """The figures of the instruction that a line (1-based) belongs to."""
        block = self._code.block_at(line)
        return self._code.figures.get(block.first) if block is not None else None
