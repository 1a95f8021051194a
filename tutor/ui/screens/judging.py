"""The goals of a lesson: how they stand after a build."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import getters

from tutor.ui import outcome
from tutor.ui.screens.workbench import Workbench
from tutor.ui.widgets.goals import GoalsList, GoalsPane

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tutor.course import GoalRun, Judged, Lesson, Progress, Verdict
    from tutor.engine.cancel import Cancel
    from tutor.engine.events import BuildEvent
    from tutor.engine.protocol import Engine, OnOutput
    from tutor.engine.request import BuildRequest, HttpProbe, Replay
    from tutor.engine.result import RunResult
    from tutor.ui.comparing.side import Subject
    from tutor.ui.figures import BuildFigures
    from tutor.ui.messages import RunAsked


class Judging(Workbench):
    """Builds and runs as a lesson says, and shows what its goals make of it."""

    goals = getters.query_one("#goals", GoalsList)
    goals_pane = getters.query_one("#goals-pane", GoalsPane)

    lesson: Lesson
    verdicts_before: tuple[Verdict, ...] = ()
    """How the goals stood after the last build that ended well; a failed one tells nothing."""

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
        from tutor.course import practice

        return practice(
            self.lesson, text, engine=engine, folder=self.workspace.folder, progress=progress,
            cancel=cancel, use_cache=use_cache, replay=replay,
        )  # fmt: skip

    def request_to(self, asked: RunAsked) -> HttpProbe | None:
        from tutor.course import build_request, request_to

        assert self.result is not None
        final = self.result.final_stage
        request = build_request(self.lesson, self._result_text, self.workspace.folder)
        return request_to(self.lesson, request, final.index, final.config, asked.arguments)

    def run_final(self, engine: Engine, asked: RunAsked, cancel: Cancel, on_output: OnOutput) -> RunResult:
        from tutor.course import build_request, run_stage

        assert self.result is not None
        return run_stage(
            self.lesson,
            build_request(self.lesson, self._result_text, self.workspace.folder),
            self.result.final,
            engine=engine,
            cancel=cancel,
            arguments=asked.arguments,
            stdin=asked.stdin.encode(),
            on_output=on_output,
            replay=self.distill.settings.replay,
            http=self.request_to(asked),
        )

    @property
    def build_key(self) -> str:
        return self.lesson.slug

    def request_for(self, text: str) -> BuildRequest:
        from tutor.course import build_request

        return build_request(self.lesson, text, self.workspace.folder)

    def compared(self) -> Subject:
        from tutor.course import build_request
        from tutor.ui.comparing.side import Subject

        request = None
        if self.result is not None:
            request = build_request(self.lesson, self._result_text, self.workspace.folder)
        start = build_request(self.lesson, self.lesson.start, self.workspace.folder)
        title = f"{self.lesson.number} · {self.lesson.title}"
        return Subject(title, self.result, request, self.lesson.slug, start=start)

    def begin_telling(self) -> None:
        super().begin_telling()
        self.goals.judging = True

    def end_telling(self) -> None:
        super().end_telling()
        self.goals.judging = False

    def show_outcome(self, judged: Judged, figures: BuildFigures) -> None:
        self.show_verdicts(judged.verdicts)
        super().show_outcome(judged, figures)

    def show_verdicts(self, verdicts: tuple[Verdict, ...]) -> None:
        """Show how the goals stand after a build, from the first one on."""
        self.goals.verdicts = verdicts
        self.goals_pane.read_goals()

    @property
    def shown_verdicts(self) -> tuple[Verdict, ...]:
        return self.goals.verdicts

    @shown_verdicts.setter
    def shown_verdicts(self, verdicts: tuple[Verdict, ...]) -> None:
        self.goals.verdicts = verdicts

    def nothing_to_judge(self, because: str) -> None:
        from tutor.course import untold

        self.show_verdicts(untold(self.lesson, because, self.verdicts_before))

    def show_success(self, judged: Judged, figures: BuildFigures) -> None:
        untouched = self._result_text == self.lesson.start
        if not judged.passed:
            self.causes.trouble = outcome.unnoticed(judged, untouched=untouched)
        status = outcome.success(judged.verdicts, figures, self.verdicts_before)
        self.verdicts_before = judged.verdicts
        if judged.passed:
            self.build_line.status = replace(status, links=self.links_when_done())
            self.lesson_done()
        else:
            narrow = self.one_at_a_time and self.pane != "goals"
            self.build_line.status = replace(
                status, links=(("screen.pane('goals')", "Alt+2 goals"),) if narrow else ()
            )

    def links_when_done(self) -> tuple[tuple[str, str], ...]:
        """What can be done next when every goal is green."""
        raise NotImplementedError

    def lesson_done(self) -> None:
        """Every goal is green."""
        raise NotImplementedError
