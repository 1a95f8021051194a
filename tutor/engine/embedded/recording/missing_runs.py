"""Runs that the embedded engine does not know, recorded one after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tutor.dockerfile.stage_titles import the_stage
from tutor.engine.cancel import Cancel
from tutor.engine.embedded.recording.asking import asked
from tutor.engine.embedded.recording.images import provenance
from tutor.engine.embedded.recording.runs import Matters, Subject, record_run
from tutor.engine.embedded.running import Ended, Refused, chosen
from tutor.engine.errors import NotRecorded
from tutor.engine.request import BuildRequest, RunRequest
from tutor.engine.result import BuildResult

if TYPE_CHECKING:
    from tutor.engine.embedded.recording.recorder import Recorder


def record_missing(
    recorder: Recorder,
    build: BuildRequest,
    result: BuildResult,
    requests: tuple[RunRequest, ...],
    matters: Matters,
) -> None:
    """Run the image that ``build`` made last, and record what is missing of it.

    Where any of the requests has a probe, a program that does not end is a server. Raises EngineError, Unfit.
    """
    serves = any(run.http is not None or run.health is not None for run in requests)
    image = str(result.final_stage.image)
    for request in _probed(requests, result):
        plain = replace(request, image=image, http=None, health=None)
        if not _known(recorder, plain):
            _run(recorder, build, result, plain, matters, serves=serves)
        probing = replace(request, image=image)
        if probing != plain and not _known(recorder, probing):
            _ask(recorder, build, result, probing)


def _known(recorder: Recorder, request: RunRequest) -> bool:
    try:
        recorder.embedded.run(request, Cancel())
    except NotRecorded:
        return False
    return True


def _run(
    recorder: Recorder,
    build: BuildRequest,
    result: BuildResult,
    request: RunRequest,
    matters: Matters,
    *,
    serves: bool,
) -> None:
    stage = result.final_stage
    try:
        run = record_run(
            _subject(recorder, build, request.image),
            request,
            provenance(recorder.real.info.title, source=f"A run of {the_stage(stage.label)}"),
            recorder.options.substitution,
            matters,
            serves=serves,
        )
    except (Refused, Ended, NotRecorded) as miss:
        recorder.refuse(miss)
        return
    command = " ".join(stage.config.command_line if stage.config else ())
    recorder.keep(run, f"run {command} {request.stdin!r}")


def _ask(recorder: Recorder, build: BuildRequest, result: BuildResult, request: RunRequest) -> None:
    subject = _subject(recorder, build, request.image)
    try:
        situation = subject.situation(request)
        runs = recorder.embedded.catalogue.runs(situation.started.program.digest or "")
        run = asked(subject, request, chosen(situation, runs), recorder.options.substitution)
    except (Refused, Ended, NotRecorded) as miss:
        recorder.refuse(miss)
        return
    what = "its health check" if request.http is None else f"{request.http.port}{request.http.path}"
    recorder.keep(run, f"answer {result.final_stage.label} {what}")


def _subject(recorder: Recorder, build: BuildRequest, image: str) -> Subject:
    embedded = recorder.embedded
    return Subject(recorder.real, recorder.real_image(build), embedded.image(image), embedded.contents)


def _probed(runs: tuple[RunRequest, ...], result: BuildResult) -> tuple[RunRequest, ...]:
    """The runs, the plain ones first, each request also at the one port that the image says it listens on."""
    config = result.final_stage.config
    if config is None:
        return runs
    ports = [int(port.partition("/")[0]) for port in config.ports]
    asking = [run for run in runs if run.http is not None]
    more = [
        replace(run, http=replace(run.http, port=port))
        for run in asking
        for port in (ports if len(ports) == 1 else ())
        if run.http is not None and run.http.port != port
    ]
    every = (*runs, *more)
    return tuple(each for number, each in enumerate(every) if each not in every[:number])
