"""A health check's command inside of a running container, without one."""

from __future__ import annotations

import posixpath
import shlex
from typing import Literal

from tutor.engine.embedded.catalogue.format import RecordedHealth, RecordedRun
from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.running.becoming import followed
from tutor.engine.embedded.running.container import Container, Refused
from tutor.engine.embedded.running.in_words import arguments_in_words
from tutor.engine.embedded.running.kernel import CannotExecute, execute
from tutor.engine.embedded.running.naming import named_text
from tutor.engine.embedded.running.recordings import Situation
from tutor.engine.embedded.running.starting import RUNTIME, Ended, load, look_up
from tutor.engine.errors import NotRecorded
from tutor.engine.request import HealthProbe
from tutor.engine.result import HealthAnswer
from tutor.image import ImageConfig

INSIDE = "OCI runtime exec failed: exec failed: unable to start container process: "
"""What the runtime says in the place of ``RUNTIME`` when the container runs already."""


def health_of(
    probe: HealthProbe | None,
    recording: RecordedRun,
    situation: Situation,
    config: ImageConfig,
    contents: Contents,
) -> HealthAnswer | None:
    """How the image's own check ends while the program runs. Raises NotRecorded for one that never ran."""
    if probe is None:
        return None
    command = config.check_command
    if not command:
        return HealthAnswer("none")
    try:
        asked, names = check_of(command, situation, contents)
    except Refused as problem:
        return HealthAnswer("unhealthy", command, problem.message.replace(RUNTIME, INSIDE))
    except Ended as problem:
        log = problem.stderr.strip()
        return HealthAnswer("unhealthy" if problem.exit_code else "healthy", command, log)
    if not recording.serves:
        return HealthAnswer("unhealthy", command)
    for known in recording.health:
        if _question(known) == _question(asked):
            status: Literal["healthy", "unhealthy"] = "unhealthy" if known.exit_code else "healthy"
            return HealthAnswer(status, command, named_text(known.log, names))
    program = posixpath.basename(command[0])
    raise NotRecorded(
        f"the health check {shlex.join(command)}",
        reason="it was not recorded with this program",
        near=tuple(
            f"{program} {arguments_in_words(each.argv)}"
            for each in recording.health
            if (each.program, each.argv) != (asked.program, asked.argv)
        ),
    )


def check_of(
    command: tuple[str, ...], situation: Situation, contents: Contents
) -> tuple[RecordedHealth, dict[str, str]]:
    """A check as it is recorded, before anything came of it, and the places that its log may name.

    Raises Refused, Ended, NotRecorded.
    """
    inside = Container(situation.container.view, command, situation.container.env)
    path, program = look_up(inside.view, command[0], inside.env["PATH"])
    try:
        process = execute(inside.view, contents, path, command)
    except CannotExecute as problem:
        raise Refused(f"{RUNTIME}exec {path}: {problem.words}") from None
    started = load(inside, contents, program, command, process)
    started = followed(started, inside, contents).started
    asked = Situation.of(started, inside, situation.request, contents)
    check = RecordedHealth(
        program=started.program.digest or "",
        argv=asked.arguments,
        exit_code=0,
        log="",
        seconds=0.0,
        libraries=started.libraries,
        made_of=asked.made_of,
    )
    return check, {} if asked.interpreted is None else asked.interpreted.names


def _question(check: RecordedHealth) -> tuple[object, ...]:
    return (check.program, check.argv, check.libraries, check.made_of)
