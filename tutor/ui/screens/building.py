"""Building the Dockerfile that is edited: the worker, what it tells, and how it ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import getters, work
from textual.binding import Binding, BindingType

from tutor.ui import outcome, signs
from tutor.ui.editor import NO_STEPS, LiveSteps, MarginModel, margin_of
from tutor.ui.event_box import EventBox
from tutor.ui.figures import BuildFigures
from tutor.ui.last_build import LastBuild, keep
from tutor.ui.messages import BuildEnded, BuildTroubled, EngineDied, MoreToTell, NotKnown
from tutor.ui.screens.drafts import Drafts
from tutor.ui.widgets.build_line import BuildLine, BuildStatus
from tutor.ui.widgets.build_log import BuildLog
from tutor.ui.widgets.cause_panel import CausePanel, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tutor.course import GoalRun, Judged, Progress
    from tutor.engine.cancel import Cancel
    from tutor.engine.events import BuildEvent
    from tutor.engine.protocol import Engine, EngineInfo
    from tutor.engine.request import Replay
    from tutor.engine.result import BuildResult
    from tutor.ui.app import DistillApp
    from tutor.ui.explained import Explained
    from tutor.ui.told import Told

BATCH_SECONDS = 0.1
"""Output that comes faster is shown this often."""

_LOOK_AGAIN = (("screen.build", "F5 looks again"),)


class Building(Drafts):
    """Builds in a thread that only fills a box and posts messages; everything shown is shown from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5,alt+b", "build", "Build", key_display="F5", id="lesson.build", priority=True,
                tooltip="Build the Dockerfile and judge the goals; while it builds, cancel"),
        Binding("escape", "escape", "Back", show=False, id="lesson.escape", priority=True,
                tooltip="Stop, close or leave: whatever is nearest"),
        Binding("ctrl+e", "build_without_cache", "Build without cache", show=False, id="lesson.no-cache",
                tooltip="Build every step anew"),
    ]  # fmt: skip

    build_line = getters.query_one("#build-line", BuildLine)
    build_log = getters.query_one("#log", BuildLog)
    causes = getters.query_one("#cause", CausePanel)

    result: BuildResult | None = None
    figures: BuildFigures | None = None
    explained: Explained | None = None
    """What ``result`` tells of its lines and stages; None where it tells nothing."""
    cancel: Cancel | None = None
    built_on: EngineInfo | None = None
    """Which engine made ``result``."""
    _steps: LiveSteps = NO_STEPS
    _built_text = ""
    _result_text = ""
    """What ``result`` was built from; ``_built_text`` may be of a build that was cancelled since."""
    _counted_text = ""
    _count = 0

    @property
    def distill(self) -> DistillApp:
        return cast("DistillApp", self.app)

    def show_figures(self, figures: BuildFigures) -> None:
        """Show the sizes of a build."""
        raise NotImplementedError

    def attempt(
        self,
        text: str,
        *,
        engine: Engine,
        progress: Progress,
        cancel: Cancel,
        use_cache: bool,
        replay: Replay,
    ) -> Iterator[BuildEvent | GoalRun | Judged]:
        """Build a text and judge it; called from a worker. Raises EngineError and CourseError."""
        raise NotImplementedError

    def explain(self, result: BuildResult, text: str) -> Explained | None:
        """What a build tells of its lines and stages; called from a worker."""
        from tutor.ui.explained import explained

        return explained(result, text)

    # Begin and stop

    def action_build(self) -> None:
        """Build, or cancel the build or run that is going on."""
        if self.cancel is not None:
            self.stop()
            return
        self.begin_build(use_cache=True)

    def action_build_without_cache(self) -> None:
        if self.cancel is None:
            self.begin_build(use_cache=False)

    def stop(self) -> None:
        """Cancel what is going on; it says itself when it has ended."""
        if self.cancel is not None:
            self.cancel.throw()
            self.build_line.status = BuildStatus("Cancelling …", signs.RUNNING, "$warning", running=True)

    def begin_build(self, *, use_cache: bool) -> None:
        """Save the text and build it."""
        from tutor.engine.cancel import Cancel

        self.editor.flush()
        self.save_now()
        self.cancel = Cancel()
        self._steps = NO_STEPS
        self._built_text = self.editor.text
        self._box: EventBox[Told] = EventBox(lambda: self.post_message(MoreToTell()))
        self.causes.trouble = None
        self.build_log.begin()
        self._say_running("Starting …")
        self._build(self._built_text, self.cancel, self._box, use_cache, self.distill.settings.replay)

    @work(thread=True, group="build", exclusive=True, description="Building")
    def _build(self, text: str, cancel: Cancel, box: EventBox[Told], use_cache: bool, replay: Replay) -> None:
        from tutor.course import CourseError, Judged, Progress
        from tutor.engine.errors import EngineError, EngineLost, MissingBase, NotRecorded
        from tutor.ui.engine_link import EngineChecked

        judged: Judged | None = None

        link = self.distill.link
        with link.lock:
            state = self.distill.engine_state
            if state.engine is None:
                state = link.look()
                self.distill.post_message(EngineChecked(state))
            if state.engine is None:
                self.post_message(BuildTroubled(outcome.no_engine(state), links=_LOOK_AGAIN))
                return
            try:
                with Progress.open() as progress:
                    told = self.attempt(
                        text, engine=state.engine, progress=progress, cancel=cancel,
                        use_cache=use_cache, replay=replay,
                    )  # fmt: skip
                    for one in told:
                        if isinstance(one, Judged):
                            judged = one
                        else:
                            box.put(one)
            except NotRecorded as error:
                self.post_message(NotKnown(error, stopped_build=True))
                return
            except EngineLost as error:
                self.post_message(EngineDied(error, state.engine.info))
                return
            except MissingBase as error:
                self.post_message(BuildTroubled(outcome.missing_base(error)))
                return
            except (EngineError, CourseError) as error:
                self.post_message(BuildTroubled(Trouble(error.message, idea=error.advice)))
                return
            except Exception as error:  # a fault of ours must not take the learner's screen away
                self.log.error(error)
                said = f"{type(error).__name__}: {error}"
                idea = "Your text is saved. Press F5 to try again; `distill doctor` tells more."
                self.post_message(BuildTroubled(Trouble("Distill itself failed", said=said, idea=idea)))
                return
        self.post_message(self._ended(judged, text, state.engine.info))

    def _ended(self, judged: Judged | None, text: str, engine: EngineInfo) -> BuildEnded:
        """All that is shown of a build; reads whole file trees, so it is called from the worker."""
        from tutor.ui.figures import figures_of

        if judged is None:
            return BuildEnded(None, None, engine)
        explained = None
        try:
            explained = self.explain(judged.result, text)
        except Exception as error:  # the build is there all the same
            self.log.error(error)
        return BuildEnded(judged, figures_of(judged.result), engine, explained)

    # What it tells

    def on_more_to_tell(self) -> None:
        self.set_timer(BATCH_SECONDS, self._tell)

    def _tell(self) -> None:
        from tutor.course import GoalRun
        from tutor.engine.events import StepStarted

        events = self._box.take()
        if not events:
            return
        before = self._steps
        doing = None
        for event in events:
            if isinstance(event, GoalRun):
                doing = "Checking the goals: " + event.text
                continue
            self._steps = self._steps.after(event)
            if isinstance(event, StepStarted):
                doing = event.text
        self.build_log.tell(events)
        if self._steps is not before and self.cancel is not None:
            self.editor.margin = margin_of(self._built_text, steps=self._steps, before=self.editor.margin)
        if doing is not None and self.cancel is not None and not self.cancel.thrown:
            self._say_running(doing)

    def _say_running(self, text: str) -> None:
        states = self._steps.by_line.values()
        self.build_line.status = BuildStatus(
            text, signs.RUNNING, "$accent", running=True,
            step=sum(state.phase == "finished" for state in states),
            steps=max(len(states), self._instruction_count()) if states else 0,
            links=(("screen.build", "Esc cancel"),),
        )  # fmt: skip

    def _instruction_count(self) -> int:
        if self._counted_text != self._built_text:
            from tutor.dockerfile import parse

            self._counted_text = self._built_text
            self._count = sum(len(stage.instructions) for stage in parse(self._built_text).stages)
        return self._count

    # How it ends

    def on_build_ended(self, message: BuildEnded) -> None:
        self._tell()
        self.cancel = None
        self.build_log.end()
        if message.judged is None or message.figures is None:
            self.editor.margin = self._margin_when_broken_off()
            self.build_line.status = outcome.CANCELLED
            return
        judged = message.judged
        keep(self.distill.last_builds, self.build_key, LastBuild(self._built_text, message))
        self._take(message, judged, message.figures, self._built_text)
        self.build_log.tell_provenance(judged.result.provenance)
        self.show_outcome(judged, message.figures)
        if judged.unrecorded:
            self.post_message(NotKnown(judged.unrecorded[0]))
        self.refresh_bindings()

    @property
    def build_key(self) -> str:
        """Under which the last build is kept while the app runs."""
        raise NotImplementedError

    def _take(self, message: BuildEnded, judged: Judged, figures: BuildFigures, text: str) -> None:
        """Show what came of a text."""
        self.result, self.built_on = judged.result, message.engine
        self._result_text = text
        self.explained = message.explained
        self.show_figures(figures)
        self.editor.margin = margin_of(
            text,
            judged.result,
            before=self.editor.margin,
            explanation=self.explained.explanation if self.explained else None,
        )

    def take_up(self, text: str | None) -> bool:
        """Show the build of this text that was made before the screen was left; whether there is one."""
        kept = self.distill.last_builds.get(self.build_key)
        if kept is None or kept.text != text or self.result is not None or self.cancel is not None:
            return False
        ended = kept.ended
        if ended.judged is None or ended.figures is None:
            return False
        self._take(ended, ended.judged, ended.figures, text)
        return True

    def built_well(self) -> None:
        """The build ended well and is shown; what waited for that can begin."""

    def show_outcome(self, judged: Judged, figures: BuildFigures) -> None:
        """Show how the build ended."""
        if judged.result.failure is not None:
            self._show_failure(judged)
        else:
            self.show_success(judged, figures)
            self.built_well()

    def show_success(self, judged: Judged, figures: BuildFigures) -> None:
        """Show a build that ended well."""
        raise NotImplementedError

    def _margin_when_broken_off(self) -> MarginModel:
        """What was done until then; for the rest the figures of the build before."""
        return margin_of(self._built_text, steps=self._steps.stopped(), before=self.editor.margin)

    def _show_failure(self, judged: Judged) -> None:
        trouble = outcome.trouble_of(judged, self._built_text)
        self.show_trouble(trouble)
        if said := trouble.said.partition("\n")[0]:
            self.build_line.status = replace(self.build_line.status, more=(said,))
        if trouble.line is not None:
            self.editor.goto(trouble.line)
            self.editor.flash(trouble.line)

    def show_trouble(self, trouble: Trouble) -> None:
        """Explain it below the editor, which comes to the front where only one pane is shown."""
        self.causes.trouble = trouble
        where = f"Line {trouble.line}: " if trouble.line else ""
        self.build_line.status = BuildStatus(where + trouble.title, signs.FAILED, "$error")
        if self.one_at_a_time:
            self.action_pane("editor")

    def end_without_result(self) -> None:
        """A build is over that left nothing to judge."""
        self._tell()
        self.cancel = None
        self.build_log.end()
        self.editor.margin = self._margin_when_broken_off()

    def on_build_troubled(self, message: BuildTroubled) -> None:
        self.end_without_result()
        self.show_trouble(message.trouble)
        self.build_line.status = replace(self.build_line.status, links=message.links)
        if message.trouble.line is not None:
            self.editor.flash(message.trouble.line)

    def action_close_trouble(self) -> None:
        self.causes.trouble = None
