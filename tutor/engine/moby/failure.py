"""From an engine's account of a failure to ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from tutor.dockerfile import Dockerfile, graph_of
from tutor.engine.causes import recognise
from tutor.engine.moby.pull import Absent, what_was_said
from tutor.engine.result import BuildFailure

DECORATION = re.compile(
    r"""
    failed\ to\ solve(\ with\ frontend\ [\w.]+)?:\s*
    | failed\ to\ solve:\s*
    | failed\ to\ (create|build)\ LLB(\ definition)?:\s*
    | (failed\ to\ solve:\ )?rpc\ error:\ code\ =\ \w+\ desc\ =\s*
    | (failed\ to\ process\ )?"(\[[^\]]*\])?":\s*
    """,
    re.VERBOSE,
)

EXIT_CODE = re.compile(r"exit code: (\d+)|returned a non-zero code: (\d+)|exit status (\d+)")
LINE = re.compile(r"\b(?:on line|parse error line|Dockerfile:|line) ?(\d+)\b")
PARSE_LINE = re.compile(r"(\bparse error (?:on )?line )(\d+)")
LOG_LINES = 40
"""How much of a step's output is told with its failure."""
LOG_CHARACTERS = 16_384
"""How much of it is searched for a known mistake: npm says what is wrong first, and then all its options."""


def with_own_lines(message: str, lines_before: int) -> str:
    """An engine's message with the line of the learner's text, where others were sent before it.

    A line that a command speaks of is its own.
    """
    return PARSE_LINE.sub(lambda found: f"{found[1]}{max(1, int(found[2]) - lines_before)}", message)


def failure_of(
    message: str,
    dockerfile: Dockerfile,
    *,
    stage: int | None,
    line: int | None,
    log: str,
    target: int | None = None,
    ignored: Callable[[str], bool] | None = None,
) -> BuildFailure:
    """Say why a build stopped; where the engine blames no step, its message is searched for the line.

    ``ignored`` tells whether the context's ignore file leaves out a path that is there.
    """
    plain = clean(message)
    if line is None:
        line = _line_in(plain, dockerfile, target)
    if stage is None and line is not None:
        at = dockerfile.stage_at(line)
        stage = at.index if at is not None else None
    code = EXIT_CODE.search(plain)
    tail = "\n".join(log.splitlines()[-LOG_LINES:])
    return BuildFailure(
        message=plain,
        line=line,
        stage=stage,
        cause=recognise(
            f"{plain}\n{log[-LOG_CHARACTERS:]}",
            known_stages=_other_stages(dockerfile, stage),
            instruction=_text_at(dockerfile, line),
            ignored=ignored,
        ),
        exit_code=int(code[1] or code[2] or code[3]) if code else None,
        log=tail,
    )


def because_of_absent(
    failure: BuildFailure, absent: Sequence[Absent], dockerfile: Dockerfile
) -> BuildFailure:
    """Name the cause when the builder stumbled over an image that is a misspelt stage, in whatever words."""
    if failure.cause is not None:
        return failure
    for found in absent:
        if found.image.reason == "syntax":
            continue
        stage = dockerfile.stage_at(found.image.line)
        cause = recognise(
            what_was_said(found.image, found.message),
            known_stages=_other_stages(dockerfile, stage.index if stage else None),
        )
        return replace(
            failure,
            cause=cause,
            line=found.image.line,
            stage=stage.index if stage is not None else failure.stage,
        )
    return failure


def clean(message: str) -> str:
    """The message without the layers of software that it went through."""
    text = message.strip()
    while (decoration := DECORATION.match(text)) is not None and decoration.end() < len(text):
        text = text[decoration.end() :]
    return text


def _line_in(message: str, dockerfile: Dockerfile, target: int | None) -> int | None:
    told = LINE.search(message)
    if told is not None:
        return int(told[1])
    images = graph_of(dockerfile).images(target)
    return next((image.line for image in images if _names(message, image.name)), None)


def _names(message: str, image: str) -> bool:
    """Whether a message speaks of an image; engines write it out in full (``docker.io/library/x:latest``)."""
    return re.search(rf"(?<![\w.-]){re.escape(image)}(?![\w-])", message) is not None


def _other_stages(dockerfile: Dockerfile, stage: int | None) -> tuple[str, ...]:
    """Later ones too: a stage may be used before it is there."""
    return tuple(found.name for found in dockerfile.stages if found.name is not None and found.index != stage)


def _text_at(dockerfile: Dockerfile, line: int | None) -> str:
    instruction = dockerfile.instruction_at(line) if line is not None else None
    return instruction.text if instruction is not None else ""
