"""One attempt at a lesson, from the learner's text to verdicts: the core that both front ends call."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from tutor.course.attempt import Attempt, AttemptState
from tutor.course.gather import GoalRun, gather
from tutor.course.goals import Evidence, Missing, Rebuilt, Scene
from tutor.course.kept import KeptImages
from tutor.course.lesson import Lesson, Mistake, State, Verdict
from tutor.course.mistakes import mistake_of
from tutor.course.progress import Progress
from tutor.course.record import Record
from tutor.course.verdicts import failed_build, judge_all, last_judged, untold
from tutor.dockerfile import parse
from tutor.dockerfile.stage_titles import the_stage
from tutor.engine.cancel import Cancel
from tutor.engine.causes import Cause
from tutor.engine.errors import EngineError, MissingBase, NotRecorded
from tutor.engine.events import BuildEvent, Built, Cancelled, Failed
from tutor.engine.protocol import Engine
from tutor.engine.request import BuildRequest, Replay
from tutor.engine.result import BuildResult, RunResult
from tutor.insight.blamed import blamed_line
from tutor.insight.explaining import explain
from tutor.insight.silent import Silent, silent_mistakes


@dataclass(frozen=True, slots=True)
class Judged:
    """How all goals stand after a build; the last of what ``practice`` yields unless it was cancelled.

    ``mistake`` is the lesson's wrong turn that was recognised, ``causes`` are the named mistakes behind the
    failures of the build and of the runs. ``unrecorded`` is what the embedded engine did not know when it ran
    or read something for the goals. ``silent`` are the named mistakes that no engine reports.
    """

    verdicts: tuple[Verdict, ...]
    result: BuildResult
    attempt: Attempt
    mistake: Mistake | None
    causes: tuple[Cause, ...] = ()
    unrecorded: tuple[NotRecorded, ...] = ()
    silent: tuple[Silent, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether all goals are green."""
        return all(verdict.state is State.PASSED for verdict in self.verdicts)


def line_of_cause(judged: Judged, cause: Cause) -> int | None:
    """The line that a failed build or run is to be blamed on, None where no line is."""
    failure = judged.result.failure
    if failure is not None:
        return failure.line
    return blamed_line(cause, parse(judged.attempt.dockerfile), judged.result)


def build_request(
    lesson: Lesson,
    text: str,
    folder: Path,
    *,
    target: str | None = None,
    use_cache: bool = True,
    measure: bool = True,
    name: str | None = None,
    replay: Replay = "instant",
) -> BuildRequest:
    """The build of a lesson's text in a folder, the same wherever it is asked for, so that its images are
    found again.
    """
    return BuildRequest(
        dockerfile=text,
        context=folder,
        name=lesson.build_name if name is None else name,
        dockerfile_path=folder / "Dockerfile",
        target=target,
        use_cache=use_cache,
        measure=measure,
        replay=replay,
    )


def practice(
    lesson: Lesson,
    text: str,
    *,
    engine: Engine,
    folder: Path,
    progress: Progress | None,
    cancel: Cancel,
    use_cache: bool = True,
    target: str | None = None,
    name: str | None = None,
    replay: Replay = "instant",
    clock: Callable[[], float] = time.time,
) -> Iterator[BuildEvent | GoalRun | Judged]:
    """Build, run what the goals need, and judge; the attempt is on disk before the build starts.

    Yields the build's events as they come, then what is run or read, and ends with Judged, or with Cancelled.
    Raises what ``Engine.build`` raises, after noting it in the attempt, and ProgressError.
    """
    request = build_request(
        lesson, text, folder, target=target, use_cache=use_cache, name=name, replay=replay
    )
    baseline = None if progress is None else progress.baseline(lesson.app)
    before = () if progress is None else last_judged(lesson, progress)
    record = Record.begun(Attempt.of(lesson, text, engine.info.title, clock()), progress, clock)
    try:
        result: BuildResult | None = None
        for event in engine.build(request, cancel):
            if isinstance(event, Built | Failed):
                result = event.result
                record.built(result)
            elif isinstance(event, Cancelled):
                record.stopped(AttemptState.CANCELLED)
            yield event
        if result is None:
            return
        outcome = yield from _outcome(
            lesson, result, before, baseline=baseline, request=request, engine=engine, cancel=cancel
        )
        if outcome is None:
            yield Cancelled()
            return
        attempt = record.judged(outcome.verdicts)
        if progress is not None and attempt.id is not None:
            KeptImages.beside(progress.path).keep(attempt.id, result)
        said = "" if result.failure is None else f"{result.failure.message}\n{result.failure.log}"
        silent = silent_mistakes(result, explain(result, text))
        named = (*outcome.causes, *(one.cause for one in silent if text != lesson.start))
        mistake = mistake_of(lesson, text, outcome.verdicts, named, said, built=result.failure is None)
        yield Judged(outcome.verdicts, result, attempt, mistake, outcome.causes, outcome.unrecorded, silent)
    except MissingBase:
        record.stopped(AttemptState.FAILED)
        raise
    except EngineError:
        record.stopped(AttemptState.LOST)
        raise
    except BaseException:  # the caller let go of us, or Ctrl+C
        record.stopped(AttemptState.CANCELLED)
        raise


@dataclass(frozen=True, slots=True)
class _Outcome:
    verdicts: tuple[Verdict, ...]
    causes: tuple[Cause, ...] = ()
    unrecorded: tuple[NotRecorded, ...] = ()


def _outcome(
    lesson: Lesson,
    result: BuildResult,
    before: tuple[Verdict, ...],
    *,
    baseline: int | None,
    request: BuildRequest,
    engine: Engine,
    cancel: Cancel,
) -> Generator[GoalRun, None, _Outcome | None]:
    """Run and read what the goals need, then judge; None when cancelled in between."""
    if result.failure is not None:
        cause = result.failure.cause
        verdicts = failed_build(lesson, result.failure, before)
        return _Outcome(verdicts, () if cause is None else (cause,))
    if result.final != len(result.stages) - 1:
        label = result.final_stage.label
        reason = f"Only {the_stage(label)} was built, so there is no final image to judge."
        return _Outcome(untold(lesson, reason, before))
    for found in gather(
        lesson.goals, Scene(parse(request.dockerfile), result, baseline), request, engine, cancel
    ):
        if isinstance(found, Evidence):
            ran = (run.cause for run in found.runs.values() if isinstance(run, RunResult))
            verdicts = judge_all(lesson, found)
            return _Outcome(
                verdicts, tuple(cause for cause in ran if cause is not None), _unrecorded(found, verdicts)
            )
        yield found
    return None


def _unrecorded(evidence: Evidence, verdicts: tuple[Verdict, ...]) -> tuple[NotRecorded, ...]:
    """What the embedded engine did not know; that it could not build again to the end counts only where some
    goal could not be judged.
    """
    missing = [*evidence.runs.values(), *evidence.heads.values(), *evidence.builds.values()]
    judged = all(verdict.state is not State.UNKNOWN for verdict in verdicts)
    return tuple(
        one.unrecorded
        for one in missing
        if (isinstance(one, Missing) or (isinstance(one, Rebuilt) and not judged)) and one.unrecorded
    )
