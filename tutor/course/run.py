"""Running what a learner built, and asking it where it is a server."""

from __future__ import annotations

from tutor.course.goals.service import port_of
from tutor.course.lesson import Lesson
from tutor.dockerfile import parse
from tutor.engine.cancel import Cancel
from tutor.engine.protocol import Engine, OnOutput
from tutor.engine.request import BuildRequest, HttpProbe, Limits, Replay, RunRequest
from tutor.engine.result import HttpAnswer, RunResult
from tutor.image import ImageConfig

MOST_LINES = 12
MOST_LETTERS = 160


def request_to(
    lesson: Lesson,
    request: BuildRequest,
    stage: int,
    config: ImageConfig | None,
    arguments: tuple[str, ...] | None = None,
) -> HttpProbe | None:
    """What the lesson's server is asked when it runs; None for other programs.

    Only the final stage is the server, and only with its own command.
    """
    spec = lesson.run
    if spec.http is None or arguments not in (None, spec.arguments):
        return None
    if stage != len(parse(request.dockerfile).stages) - 1:
        return None
    return HttpProbe(port_of(config, spec.http.port), spec.http.path, spec.http.seconds)


def told(probe: HttpProbe) -> str:
    """``GET / on port 8080``."""
    return f"GET {probe.path} on port {probe.port}"


def first_lines(answer: HttpAnswer) -> tuple[str, ...]:
    """The beginning of an answer's body, for a person."""
    lines = answer.body.decode(errors="replace").splitlines()
    short = [line if len(line) <= MOST_LETTERS else f"{line[:MOST_LETTERS]}…" for line in lines[:MOST_LINES]]
    more = len(lines) - MOST_LINES
    return (*short, f"… {more} more lines") if more > 0 else tuple(short)


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
    http: HttpProbe | None = None,
) -> RunResult:
    """Run a stage that ``request`` built as the lesson says, with other arguments or input where they are
    given, and ask it with ``http`` (see ``request_to``).

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
            http=http,
            replay=replay,
            limits=Limits(seconds=spec.seconds),
        ),
        cancel,
        on_output,
    )
