"""What is not sent to Buildah, because it would do something else with it than say what is wrong."""

from __future__ import annotations

from tutor.dockerfile import Dockerfile, Severity
from tutor.engine.protocol import Capabilities


def refusal(dockerfile: Dockerfile, capabilities: Capabilities) -> str | None:
    """Why this Dockerfile is not sent, with the line; None for one that is.

    A stage number that does not exist ends Podman's service (4.3), and older Buildahs take the lines of a
    heredoc for instructions.
    """
    for problem in dockerfile.problems:
        instruction = dockerfile.instruction_at(problem.lines.first)
        number = instruction.flag("from") if instruction is not None else None
        if problem.severity is Severity.ERROR and number is not None and number.isdecimal():
            return f"line {problem.lines.first}: {problem.message}"
    if capabilities.heredocs:
        return None
    for stage in dockerfile.stages:
        for instruction in stage.instructions:
            if instruction.heredocs:
                return (
                    f"line {instruction.lines.first}: this Podman's builder knows no heredocs (<<). "
                    "Podman 4.8 does; here, join the commands with && instead."
                )
    return None


def first_error(dockerfile: Dockerfile) -> str | None:
    """What is wrong with the text, with the line, for the times when Buildah does not tell where."""
    return next(
        (
            f"line {problem.lines.first}: {problem.message}"
            for problem in dockerfile.problems
            if problem.severity is Severity.ERROR
        ),
        None,
    )
