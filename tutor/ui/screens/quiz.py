"""The lesson's question."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup, VerticalScroll
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker

from tutor.ui import signs
from tutor.ui.messages import AnswerKept
from tutor.ui.own_keys import key_link
from tutor.ui.prose import prose
from tutor.ui.screens.dialog import Dialog
from tutor.ui.when_drawn import when_drawn
from tutor.ui.widgets.even import EvenScroll
from tutor.ui.widgets.hanging import Hanging
from tutor.ui.widgets.pick_list import PickList
from tutor.ui.work_failed import tell_of_failed_work

if TYPE_CHECKING:
    from tutor.course import Lesson


class QuizScreen(Dialog[None]):
    """A question with its choices; every answer is explained, and may be given again."""

    CSS_PATH = "dialogs.tcss"
    HELP = f"""
    # Question
    A question about what the lesson showed. `{signs.DONE}` is a right answer, `{signs.FAILED}` a wrong one.

    - **1** to **6**, or the arrows and **Enter**, give an answer; each is explained, and may be given again.
    - **Esc** goes back to the lesson.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", id="quiz.close", tooltip="Go back to the lesson"),
        *(
            Binding(str(number), f"answer({number})", f"Answer {number}", id=f"quiz.answer-{number}",
                    show=False, tooltip=f"Give answer {number}")
            for number in range(1, 7)
        ),
    ]  # fmt: skip

    def __init__(self, lesson: Lesson) -> None:
        super().__init__()
        self._lesson = lesson
        self._quiz = lesson.quiz

    def compose(self) -> ComposeResult:
        with EvenScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = "Question"
            several = len(self._quiz.choices)
            dialog.border_subtitle = Content.assemble(
                f"1-{several} or ↑ ↓ Enter answer   ",
                key_link(self.app, "screen.dismiss", "quiz.close", "Esc", "close"),
            )
            yield Static(prose(self._quiz.question), id="question")
            yield PickList(
                *(
                    Option(Hanging([(Content.styled(f"{number} ", "bold $accent"), prose(choice))]))
                    for number, choice in enumerate(self._quiz.choices, 1)
                ),
                id="choices",
                compact=True,
            )
            yield Static("", id="explanation")
            with HorizontalGroup(classes="buttons"):
                yield Button("Close", id="close", compact=True)

    def on_mount(self) -> None:
        self.query_one("#explanation").display = False
        choices = self.query_one("#choices", OptionList)
        choices.highlighted = None  # so that Enter answers nothing that was not chosen
        choices.focus()
        self._recall()

    def action_answer(self, number: int) -> None:
        """Give an answer by its number, 1 is the first."""
        if number <= len(self._quiz.choices):
            self.query_one("#choices", OptionList).highlighted = number - 1
            self._judge(number - 1)
            self._keep(number - 1)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._judge(event.option_index)
        self._keep(event.option_index)

    def on_answer_kept(self, message: AnswerKept) -> None:
        """Show the answer of an earlier time, unless there is a newer one."""
        if message.choice is None or message.choice >= len(self._quiz.choices):
            return
        if not self.query_one("#explanation").display:
            self.query_one("#choices", OptionList).highlighted = message.choice
            self._judge(message.choice)

    def _judge(self, choice: int) -> None:
        right = choice == self._quiz.answer
        sign, colour, word = (
            (signs.DONE, "$success", "Right.") if right else (signs.FAILED, "$error", "Not quite.")
        )
        told = prose(self._quiz.explanation) if right else Content("Try another one.")
        explanation = self.query_one("#explanation", Static)
        explanation.update(Content.assemble((f"{sign} {word}", f"bold {colour}"), " ", told))
        explanation.display = True
        when_drawn(self, self._show_explanation)

    def on_resize(self) -> None:
        if self.query_one("#explanation").display:
            when_drawn(self, self._show_explanation)

    def _show_explanation(self) -> None:
        """Bring all of it into view where the terminal is low; the list keeps the focus."""
        self.query_one(".dialog", VerticalScroll).scroll_end(animate=False)

    @work(thread=True, exit_on_error=False, group="progress", description="Reading your answer")
    def _recall(self) -> None:
        from tutor.course import Progress

        with Progress.open() as progress:
            self.post_message(AnswerKept(progress.quiz_answer(self._lesson.slug)))

    @work(thread=True, exit_on_error=False, group="progress", description="Keeping the answer")
    def _keep(self, choice: int) -> None:
        from tutor.course import Progress

        with Progress.open() as progress:
            progress.answer_quiz(self._lesson.slug, choice)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        tell_of_failed_work(self, event)

    @on(Button.Pressed)
    def _close(self) -> None:
        self.dismiss()
