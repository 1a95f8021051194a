"""Running what a learner built."""

from __future__ import annotations

from tutor.course.lesson import Lesson
from tutor.engine.cancel import Cancel
from tutor.engine.protocol import Engine, OnOutput
from tutor.engine.request import BuildRequest, Limits, Replay, RunRequest
from tutor.engine.result import RunResult


def run_stage(
    lesson: Lesson,
    request: BuildRequest,
    stage: int,
    *,
    engine: Engine,
    cancel: Cancel,
    arguments: tuple[str, ...] | None = None,
    stdin: bytes | None = None,
    on_output: OnOutput | None = None,
    replay: Replay = "instant",
) -> RunResult:
    """Run a stage that ``request`` built as the lesson says, with other arguments or input where they are
    given.

    Raises EngineError only when the engine itself fails.
    """
    spec = lesson.run
    return engine.run(
        RunRequest(
            image=engine.image_of(request, stage),
            arguments=spec.arguments if arguments is None else arguments,
            stdin=spec.stdin.encode() if stdin is None else stdin,
            env=spec.env,
            network=spec.network,
            read_only=spec.read_only,
            replay=replay,
            limits=Limits(seconds=spec.seconds),
        ),
        cancel,
        on_output,
    )
