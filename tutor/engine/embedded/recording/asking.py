"""Recording what a server answers, and how its health check ends."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from tutor.engine.cancel import Cancel
from tutor.engine.embedded.catalogue.format import RecordedAnswer, RecordedHealth, RecordedRun
from tutor.engine.embedded.recording.runs import Subject
from tutor.engine.embedded.recording.substitution import Substitution
from tutor.engine.embedded.running import check_of, file_asked_for
from tutor.engine.embedded.running.interpreted import FOLDER
from tutor.engine.embedded.running.naming import nameless_text, tells
from tutor.engine.errors import EngineError
from tutor.engine.request import RunRequest


def asked(
    subject: Subject, request: RunRequest, recording: RecordedRun, substitution: Substitution
) -> RecordedRun:
    """The recording of a server with what it says to the request's probes.

    Raises EngineError where the real engine does not run it, Refused and Ended where the check cannot start,
    Unfit.
    """
    if request.http is not None:
        recording = _answered(subject, replace(request, health=None), recording, substitution)
    if request.health is not None:
        recording = _checked(subject, replace(request, http=None), recording, substitution)
    return recording


def _answered(
    subject: Subject, request: RunRequest, recording: RecordedRun, substitution: Substitution
) -> RecordedRun:
    assert request.http is not None
    result = subject.real.run(replace(request, image=subject.name), Cancel())
    if result.refused is not None:
        raise EngineError(f"{subject.real.info.title} does not run {subject.name}: {result.refused}.")
    situation = subject.situation(request)
    body = b"" if result.http is None else substitution.in_bytes(result.http.body, "an answer")
    answer = RecordedAnswer(
        port=request.http.port,
        path=request.http.path,
        status=0 if result.http is None else result.http.status,
        body=body,
        of=file_asked_for(request.http.path, situation, subject.contents),
    )
    names = {} if situation.interpreted is None else situation.interpreted.names
    place = recording.place or (names.get(FOLDER, "") if tells(body, names) else "")
    return msgspec.structs.replace(recording, place=place, answers=(*recording.answers, answer))


def _checked(
    subject: Subject, request: RunRequest, recording: RecordedRun, substitution: Substitution
) -> RecordedRun:
    command = subject.embedded.config.check_command
    if not command:
        return recording
    check, names = check_of(command, subject.situation(request), subject.contents)
    result = subject.real.run(replace(request, image=subject.name), Cancel())
    if result.health is None:
        raise EngineError(f"{subject.real.info.title} does not tell how the health check ends.")
    log = substitution.in_bytes(result.health.log.encode(), "the log of the health check").decode()
    done: RecordedHealth = msgspec.structs.replace(
        check,
        exit_code=int(result.health.status != "healthy"),
        log=nameless_text(log, names),
        seconds=round(result.seconds, 3),
    )
    return msgspec.structs.replace(recording, health=(*recording.health, done))
