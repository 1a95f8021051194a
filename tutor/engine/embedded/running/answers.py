"""What a recorded server answers over a published port."""

from __future__ import annotations

import posixpath
import shlex

from tutor.engine.embedded.catalogue.format import RecordedRun
from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.running.interpreted.nginx import served
from tutor.engine.embedded.running.recordings import Situation
from tutor.engine.errors import NotRecorded
from tutor.engine.request import HttpProbe
from tutor.engine.result import HttpAnswer

MOST_NEAR = 5


def answer_to(
    probe: HttpProbe | None, recording: RecordedRun, situation: Situation, contents: Contents
) -> HttpAnswer | None:
    """The answer to a request, None where nobody answers: a program that has ended, or a port that is closed.

    Raises NotRecorded for what was never asked.
    """
    if probe is None or not recording.serves:
        return None
    of = file_asked_for(probe.path, situation, contents)
    for answer in recording.answers:
        if (answer.port, answer.path, answer.of) == (probe.port, probe.path, of):
            return HttpAnswer(answer.status, answer.body) if answer.status else None
    asked = (probe.port, probe.path)
    known = dict.fromkeys((each.port, each.path) for each in recording.answers)
    same = asked in known
    near = [f"port {port}, path {path}" for port, path in known if (port, path) != asked]
    raise NotRecorded(
        f"the answer of {shlex.join(situation.started.argv)} on port {probe.port} to {probe.path}",
        reason="it was recorded with another file there" if same else "it was not recorded",
        near=tuple(near)[:MOST_NEAR],
    )


def file_asked_for(path: str, situation: Situation, contents: Contents) -> str:
    """For a server of files the digest of the one that is asked for; ``""`` for all others."""
    if posixpath.basename(situation.started.program.path) != "nginx":
        return ""
    return served(situation.container.view, contents, path)
