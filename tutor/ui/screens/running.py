"""Running the image that was built."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual import getters, on, work
from textual.binding import Binding, BindingType

from tutor.dockerfile.stage_titles import the_stage
from tutor.ui import signs
from tutor.ui.event_box import EventBox
from tutor.ui.messages import EngineDied, NotKnown, RunAsked, RunEnded
from tutor.ui.own_keys import keyed
from tutor.ui.screens.build_telling import BATCH_SECONDS
from tutor.ui.screens.on_save import BuildingOnSave
from tutor.ui.widgets.build_line import BuildStatus
from tutor.ui.widgets.run_pane import FIRST_ERROR, RunPane

if TYPE_CHECKING:
    from tutor.engine.cancel import Cancel
    from tutor.engine.causes import Cause
    from tutor.engine.protocol import Engine, EngineInfo, OnOutput
    from tutor.engine.request import HttpProbe
    from tutor.engine.result import RunResult

Output = tuple[Literal["stdout", "stderr"], bytes]


class Running(BuildingOnSave):
    """Runs in a thread; output comes in bunches."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "run", "Run", key_display="F8", id="lesson.run", priority=True,
                tooltip="Run the image that was built last"),
    ]  # fmt: skip

    run_pane = getters.query_one("#run", RunPane)

    def begin_build(self, *, use_cache: bool) -> None:
        self.run_pane.forget()  # what it says is of the image before
        super().begin_build(use_cache=use_cache)

    def action_run(self) -> None:
        """Show the run pane and run; letters and digits are keys there, and no text for the arguments."""
        if self.cancel is None:
            self.action_pane("run")
            self.when_drawn(lambda: self.query_one("#run-output").focus(scroll_visible=False))
            self.run_pane.ask()

    @on(RunPane.RunAsked)
    def _asked(self, message: RunPane.RunAsked) -> None:
        message.stop()
        self.begin_run(RunAsked(message.arguments, message.stdin))

    def begin_run(self, asked: RunAsked) -> None:
        """Run the image of the last build, where it was built."""
        if self.cancel is not None:
            return
        final = self.result.final_stage if self.result is not None else None
        if final is None or not final.built:
            self.run_pane.fail(f"{self._why_no_image()}: F5 builds, then F8 runs it.")
            return
        engine = self.distill.engine_state.engine
        if engine is not None and self.built_on is not None and _elsewhere(engine.info, self.built_on):
            self.run_pane.fail(
                f"The last build is on {self.built_on.title}. F5 builds it on {engine.info.title}, "
                "then F8 runs it."
            )
            return
        from tutor.engine.cancel import Cancel

        self.cancel = Cancel()
        self.run_pane.begin(
            the_stage(final.label),
            earlier=self._why_earlier(),
            asks=self.request_to(asked),
        )
        self.build_line.status = BuildStatus(
            f"Running {the_stage(final.label)}", signs.RUNNING, "$accent", running=True,
            links=(("screen.stop", keyed(self.app, "lesson.escape", "Esc", "stop")),),
        )  # fmt: skip
        self._run_box: EventBox[Output] = EventBox(lambda: self.call_later(self._more_output))
        self._run(self.cancel, self._run_box, asked)

    def _why_no_image(self) -> str:
        """Why there is nothing to run."""
        if self.result is not None:
            return "The last build made no image"
        return "The image of your last session is not at hand" if self.figures else "Nothing is built yet"

    def _why_earlier(self) -> str:
        """Why the image that runs is not of the text as it is; empty where it is."""
        if self.editor.text == self._result_text:
            return ""
        if self.editor.text == self._built_text:
            return "This text did not build, so this is the image of an earlier one"
        return "The text changed since this build"

    @work(thread=True, group="run", exclusive=True, description="Running the image")
    def _run(self, cancel: Cancel, box: EventBox[Output], asked: RunAsked) -> None:
        from tutor.engine.errors import EngineError, EngineLost, NotRecorded

        assert self.result is not None
        engine = self.distill.engine_state.engine
        if engine is None:
            self.post_message(RunEnded(None, "There is no engine to run it on."))
            return
        try:
            with self.distill.link.lock:
                ended = self.run_final(engine, asked, cancel, lambda *out: box.put(out))
        except NotRecorded as error:
            self.post_message(RunEnded(None, f"Not recorded: {error.message}."))
            self.post_message(NotKnown(error, run=asked))
            return
        except EngineLost as error:
            self.post_message(RunEnded(None, f"{error.message} {error.advice}".strip()))
            self.post_message(EngineDied(error, engine.info, run=asked))
            return
        except EngineError as error:
            self.post_message(RunEnded(None, f"{error.message}. {error.advice}".strip()))
            return
        self.post_message(RunEnded(ended))

    def request_to(self, asked: RunAsked) -> HttpProbe | None:
        """What the program is asked while it runs; None where it is no server."""
        return None

    def run_final(self, engine: Engine, asked: RunAsked, cancel: Cancel, on_output: OnOutput) -> RunResult:
        """Run the final image of the last build; called from a worker. Raises EngineError."""
        raise NotImplementedError

    def advice_about(self, cause: Cause) -> str:
        """What to do about a known mistake that a run showed."""
        return cause.idea

    def _more_output(self) -> None:
        self.set_timer(BATCH_SECONDS, self._show_output)

    def _show_output(self) -> None:
        for stream, data in self._run_box.take() if self.is_open else ():
            self.run_pane.output(stream, data.decode(errors="replace"))

    def on_run_ended(self, message: RunEnded) -> None:
        if not self.is_open:
            return
        self._show_output()
        stopped = self.cancel is not None and self.cancel.thrown
        self.cancel = None
        if message.result is None:
            self.run_pane.fail(message.error or "")
            self.build_line.status = BuildStatus("The run did not start", signs.FAILED, "$error")
            return
        cause, answer = message.result.cause, message.result.http
        advice = "" if cause is None else self.advice_about(cause)
        self.run_pane.end(message.result, advice, stopped=stopped)
        more = ("an earlier text's image",) if self._why_earlier() else ()
        if stopped:
            self.build_line.status = BuildStatus("You stopped the run", signs.DOT, "$muted", more=more)
            if self.builds_next:
                self.begin_build(use_cache=True)
            return
        if message.result.timed_out and not self.run_pane.asks:
            # What serves never ends by itself: that is how it does well.
            self.build_line.status = BuildStatus(
                "Still running when the limit of a run ended it", signs.RUNNING, "$accent", more=more
            )
            return
        ended_well = message.result.exit_code == 0 and not self.run_pane.asks
        good = ended_well if answer is None else answer.status < FIRST_ERROR
        self.build_line.status = (
            BuildStatus("Ran well", signs.DONE, "$success", more=more)
            if good
            else BuildStatus("The run ended badly", signs.FAILED, "$error", more=more)
        )


def _elsewhere(one: EngineInfo, other: EngineInfo) -> bool:
    """Whether two engines are not the same one, however often it was connected to."""
    return (one.kind, one.host) != (other.kind, other.host)
