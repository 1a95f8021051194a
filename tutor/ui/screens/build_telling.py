"""What a running build tells: the log, the margin, the graph and the line above the footer follow it."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual import getters

from tutor.ui import signs
from tutor.ui.editor import NO_STEPS, LiveSteps, margin_of
from tutor.ui.event_box import EventBox
from tutor.ui.messages import BuildPlanned, MoreToTell
from tutor.ui.own_keys import keyed
from tutor.ui.screens.build_work import BuildWork
from tutor.ui.widgets.build_line import BuildLine, BuildStatus
from tutor.ui.widgets.build_log import STEP_COUNT, BuildLog
from tutor.ui.widgets.stage_graph import StageGraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tutor.engine.cancel import Cancel
    from tutor.ui.live.building import LiveBuild, RunningStep
    from tutor.ui.told import Told

BATCH_SECONDS = 0.1
"""Output that comes faster is shown this often."""
GRAPH_AFTER_SECONDS = 0.6
"""A build that is over sooner leaves the stages as they are: nothing flickers."""


class BuildTelling(BuildWork):
    """Takes the events of a running build out of their box, and shows them."""

    build_line = getters.query_one("#build-line", BuildLine)
    build_log = getters.query_one("#log", BuildLog)
    graph = getters.query_one("#graph", StageGraph)

    cancel: Cancel | None = None
    live: LiveBuild | None = None
    """How far the running build is; of a run None."""
    builds = False
    """Whether what goes on is a build, and no run."""
    _box: EventBox[Told]
    _steps: LiveSteps = NO_STEPS
    _built_text = ""
    _built_at: tuple[int, int] | None = None
    """Where the cursor was then."""
    _build_number = 0

    def begin_telling(self) -> None:
        """A build begins."""
        self._steps, self.live, self.builds = NO_STEPS, None, True
        self._box = EventBox(lambda: self.post_message(MoreToTell()))
        self.build_log.begin()
        self._say_running("Starting …")
        self._build_number += 1
        number = self._build_number
        self.set_timer(GRAPH_AFTER_SECONDS, lambda: self._bring_graph(number))

    def end_telling(self) -> None:
        """The build is over, however it ended."""
        self._tell()
        self.cancel, self.live, self.builds = None, None, False
        self.build_log.end()
        self.graph.live = None
        if self.has_class("-building"):
            focused = self.graph.has_focus
            self.remove_class("-building", update=False)
            self.style_again("#stages", "#graph")
            if focused:
                self.action_pane("stages")

    def _bring_graph(self, number: int) -> None:
        """Show the graph in place of the bars while it builds."""
        if self.cancel is None or number != self._build_number:
            return
        if self.live is None:  # its text is still being read
            self.set_timer(GRAPH_AFTER_SECONDS, lambda: self._bring_graph(number))
            return
        self.graph.live = self.live
        focused = self.query_one("#stages").has_focus
        self.add_class("-building", update=False)
        self.style_again("#stages", "#graph")
        if focused:
            self.action_pane("stages")

    def on_build_planned(self, message: BuildPlanned) -> None:
        from tutor.ui.live.building import LiveBuild

        if self.cancel is not None:
            self.live = LiveBuild.of(message.plan)

    def on_more_to_tell(self) -> None:
        self.set_timer(BATCH_SECONDS, self._tell)

    def _tell(self) -> None:
        from tutor.course import GoalRun

        events = self._box.take()
        if not events or not self.is_open:
            return
        before, now = self._steps, monotonic()
        checking = None
        for event in events:
            if isinstance(event, GoalRun):
                checking = "Checking the goals: " + event.text
                continue
            self._steps = self._steps.after(event)
            if self.live is not None:
                self.live = self.live.after(event, now)
        self.build_log.tell(events)
        if self.cancel is None:
            return
        if self._steps is not before:
            self.editor.margin = margin_of(self._built_text, steps=self._steps, before=self.editor.margin)
        if self.graph.live is not None and self.live is not None:
            self.graph.live = self.live
        if not self.cancel.thrown and (doing := checking or self._doing(events)):
            self._say_running(doing)

    def _doing(self, events: Sequence[Told]) -> str:
        """What goes on now: a pull with its bytes, the steps that run side by side, or what began last."""
        from tutor.engine.events import StepStarted
        from tutor.ui.widgets.live_boxes import progress_words

        live = self.live
        begun = next((one.text for one in reversed(events) if isinstance(one, StepStarted)), "")
        if live is None:
            return begun
        told: RunningStep | None = next(iter(live.pulls), None)
        if told is not None:
            return f"{told.text}: {progress_words(told)}" if told.progress.total else told.text
        steps = [step for stage in live.stages for step in stage.running]
        if not steps:
            return begun
        beside = f" (and {len(steps) - 1} beside it)" if len(steps) > 1 else ""
        return f"{STEP_COUNT.sub('', steps[-1].text)}{beside}"

    def _say_running(self, text: str) -> None:
        stages = self.live.stages if self.live is not None else ()
        planned = [stage for stage in stages if stage.planned.skipped is None]
        self.build_line.status = BuildStatus(
            text, signs.RUNNING, "$accent", running=True,
            step=sum(stage.steps_done for stage in planned),
            steps=sum(len(stage.planned.lines) for stage in planned),
            links=(("screen.build", keyed(self.app, "lesson.escape", "Esc", "cancel")),),
        )  # fmt: skip
