"""The worker that builds: it fills a box with what happens and posts how it ended, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import work

from tutor.ui import outcome
from tutor.ui.event_box import EventBox
from tutor.ui.messages import BuildEnded, BuildPlanned, BuildTroubled, EngineDied, NotKnown
from tutor.ui.screens.drafts import Drafts
from tutor.ui.widgets.cause_panel import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tutor.course import GoalRun, Judged, Progress
    from tutor.engine.cancel import Cancel
    from tutor.engine.events import BuildEvent
    from tutor.engine.protocol import Engine, EngineInfo
    from tutor.engine.request import Replay
    from tutor.engine.result import BuildResult
    from tutor.ui.app import DistillApp
    from tutor.ui.engine_link import EngineState
    from tutor.ui.explained import Explained
    from tutor.ui.told import Told

_LOOK_AGAIN = (("screen.build", "F5 looks again"),)


class BuildWork(Drafts):
    """Builds a text in a thread; what is built and how is a subclass's matter."""

    @property
    def distill(self) -> DistillApp:
        return cast("DistillApp", self.app)

    text_before: str | None = None
    """The text of the last build that came to its end on this engine."""

    @property
    def build_target(self) -> str | None:
        """The stage that is built, by name or number; None for the last one."""
        return None

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

    def find_engine(self) -> EngineState:
        """What builds; called from a worker that holds the link's lock."""
        from tutor.ui.engine_link import EngineChecked

        state = self.distill.engine_state
        if state.engine is None:
            state = self.distill.link.look()
            self.distill.post_message(EngineChecked(state))
        return state

    def open_progress(self) -> Progress:
        """Where what was built is written down; called from a worker. Raises ProgressError."""
        from tutor.course import Progress

        return Progress.open()

    @work(thread=True, group="build", exclusive=True, description="Building")
    def build_in_thread(
        self, text: str, cancel: Cancel, box: EventBox[Told], use_cache: bool, replay: Replay
    ) -> None:
        from tutor.course import CourseError, Judged
        from tutor.engine.errors import EngineError, EngineLost, MissingBase, NotRecorded
        from tutor.ui.live.plan import plan_of

        judged: Judged | None = None
        self.post_message(BuildPlanned(plan_of(text, self.build_target)))
        with self.distill.link.lock:
            state = self.find_engine()
            if state.engine is None:
                self.post_message(BuildTroubled(outcome.no_engine(state), links=_LOOK_AGAIN))
                return
            try:
                with self.open_progress() as progress:
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
        from tutor.insight.reuse import reuse

        explained = reused = None
        try:
            explained = self.explain(judged.result, text)
            reused = reuse(judged.result, text, self.text_before)
        except Exception as error:  # the build is there all the same
            self.log.error(error)
        return BuildEnded(judged, figures_of(judged.result), engine, explained, reused)
