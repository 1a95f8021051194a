"""Running the image that was built: what goes in, what comes out."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import HorizontalGroup, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Button, Input, Label, Static, TextArea

from tutor.ui import amounts, signs
from tutor.ui.outcome import plainly
from tutor.ui.own_keys import with_own_keys
from tutor.ui.prose import prose
from tutor.ui.widgets.even import EvenVertical
from tutor.ui.widgets.log_view import LogView

if TYPE_CHECKING:
    from tutor.engine.request import HttpProbe
    from tutor.engine.result import HttpAnswer, RunResult


FIRST_ERROR = 400
"""The first HTTP status that tells of an error."""


class RunPane(EvenVertical):
    """Standard input, arguments and a button; below them the program's output and how it ended."""

    HELP = """
    # Run
    Starts a container from the image that was built last, without network unless the lesson needs one.

    - **Arguments** replace CMD, as in `docker run IMAGE ARGUMENTS`. Quotes work as in a shell.
    - **Input** is what the program reads from its standard input.
    - A lesson's server is asked, its answer is shown, and it is ended. One of your own runs to the limit.
    - **F8** or **Enter** in the arguments runs it; **Esc** stops it.
    """

    running = reactive(False)

    @dataclass
    class RunAsked(Message):
        """Run the image with these; ``arguments`` is None for the image's own CMD."""

        arguments: tuple[str, ...] | None
        stdin: str

    def __init__(self, stdin: str, arguments: tuple[str, ...], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._stdin = stdin
        self._arguments = arguments
        self._asks: HttpProbe | None = None

    def compose(self) -> ComposeResult:
        with HorizontalGroup(id="run-line"):
            yield Input(
                shlex.join(self._arguments),
                placeholder="arguments",
                id="run-arguments",
                compact=True,
            )
            yield Button("Run", id="run-button", compact=True, variant="primary")
        yield Label("Input", id="run-stdin-label")
        yield TextArea(self._stdin, id="run-stdin", compact=True)
        with VerticalScroll(id="run-told"):
            yield Static(id="run-changed")
            yield Static(id="run-end")
            yield Static(id="run-cause")
        yield LogView(
            id="run-output", placeholder="F8 runs the image that was built last; its output comes here."
        )

    def on_mount(self) -> None:
        self.query_one("#run-stdin", TextArea).cursor_blink = False
        self.forget()

    @on(Button.Pressed, "#run-button")
    @on(Input.Submitted, "#run-arguments")
    def ask(self) -> None:
        """Post what is typed in as a wish to run; a quote that never ends is said, not guessed."""
        try:
            arguments = tuple(shlex.split(self.query_one("#run-arguments", Input).value))
        except ValueError as error:
            self._end(signs.FAILED, "$error", f"The arguments cannot be read: {error}.")
            return
        self.post_message(self.RunAsked(arguments or None, self.query_one("#run-stdin", TextArea).text))

    def begin(self, what: str, *, earlier: str = "", asks: HttpProbe | None = None) -> None:
        """A run starts: forget the last one's output.

        ``earlier`` says why the image is not of the text as it is; ``asks`` is what a server will be asked.
        """
        self._asks = asks
        changed = self.query_one("#run-changed", Static)
        changed.display = bool(earlier)
        builds = with_own_keys(self.app, Content.from_markup("[@click=screen.build]F5[/] builds it"))
        changed.update(Content.assemble((signs.WARNING, "$warning"), f" {earlier}: ", builds))
        self.running = True
        self.remove_class("-told")
        self.query_one(LogView).clear()
        also = "" if asks is None else f", {_told(asks)}"
        self._end(signs.RUNNING, "$accent", f"Running {what}{also} …")

    @property
    def asks(self) -> bool:
        """Whether the program was to answer something."""
        return self._asks is not None

    def output(self, stream: str, data: str) -> None:
        """Show what the program wrote."""
        self.query_one(LogView).write_output(stream, data)

    def end(self, result: RunResult, advice: str = "", *, stopped: bool = False) -> None:
        """Show how the program ended, and the cause where it is a known one, with what to do about it.

        ``stopped`` tells that a person did not want to wait for its end.
        """
        self.running = False
        log = self.query_one(LogView)
        log.flush_output()
        took = amounts.seconds(result.seconds)
        # The program wrote nothing, and what the engine said is told above: the room is for what to do.
        self.set_class(bool(result.refused) and result.cause is not None, "-told")
        if result.refused:
            self._end(signs.FAILED, "$error", f"The container did not start: {plainly(result.refused)}")
            log.write_text([Text(result.refused.strip())])
        elif result.timed_out and self._asks is None:
            self._end(
                signs.RUNNING, "$accent", f"Still running after {took}, when the limit of a run ended it."
            )
        elif result.timed_out:
            self._end(signs.WARNING, "$warning", f"Ended after {took}, the limit of a run.")
        elif result.exit_code:
            self._end(signs.FAILED, "$error", f"Exit code {result.exit_code} after {took}.")
        elif result.http is not None:
            self._answered(result.http, took)
        elif self._asks is not None and not stopped:
            self._end(signs.FAILED, "$error", f"{_told(self._asks)}: no answer after {took}.")
        elif result.exit_code == 0:
            self._end(signs.DONE, "$success", f"Exit code 0 after {took}.")
        else:
            self._end(signs.WARNING, "$warning", f"Stopped after {took}.")
        if result.truncated:
            log.write_text([Text("(more output than is kept)", style="dim")])
        if result.cause is not None:
            cause = result.cause
            self.query_one("#run-cause", Static).update(
                Content.assemble(
                    (f"{cause.title}\n", "bold"),
                    prose(cause.meaning),
                    (f"\n{signs.POINTER} ", "$accent"),
                    prose(advice or cause.idea),
                )
            )
            self.query_one("#run-cause").display = True

    def _answered(self, answer: HttpAnswer, took: str) -> None:
        from tutor.course import first_lines

        good = answer.status < FIRST_ERROR
        request = "" if self._asks is None else f"{_told(self._asks)}: "
        self._end(
            signs.DONE if good else signs.FAILED,
            "$success" if good else "$error",
            f"{request}status {answer.status} after {took}.",
        )
        self.query_one(LogView).write_output("answer", "".join(f"{line}\n" for line in first_lines(answer)))

    def forget(self) -> None:
        """Say nothing of an earlier run."""
        self.query_one(LogView).clear()
        self.query_one("#run-told").display = False
        self.query_one("#run-changed").display = False

    def fail(self, message: str) -> None:
        """The run could not be made at all."""
        if not self.running:  # nothing was run that the note could be about
            self.query_one("#run-changed").display = False
        self.running = False
        self._end(signs.FAILED, "$error", message)

    def look(self) -> None:
        """Another engine is looked for, to run it on."""
        self._end(signs.RUNNING, "$accent", "Looking for Docker and Podman …")

    def _end(self, sign: str, colour: str, text: str) -> None:
        self.query_one("#run-told").display = True
        self.query_one("#run-cause").display = False
        self.query_one("#run-end", Static).update(
            Content.assemble((sign, colour), " ", with_own_keys(self.app, text))
        )

    def watch_running(self, running: bool) -> None:
        if self.is_mounted:
            self.query_one("#run-button", Button).disabled = running


def _told(probe: HttpProbe) -> str:
    from tutor.course.run import told

    return told(probe)
