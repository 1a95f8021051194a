"""Base images: is it here, and if not, get it, telling how far that is."""

from __future__ import annotations

import re
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from tutor.dockerfile import Dockerfile, ExternalImage, Severity, graph_of
from tutor.engine.cancel import Cancel
from tutor.engine.causes import recognise
from tutor.engine.errors import EngineLost, MissingBase
from tutor.engine.events import BuildEvent, StepFailed, StepFinished, StepProgress, StepStarted
from tutor.engine.gone import instead_of
from tutor.engine.moby.daemon import Daemon, Message, Refused

STAGE_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]*", re.IGNORECASE)
"""What can be a stage's name; with a colon, a slash or an @ it can only be an image."""

NO_SUCH_IMAGE = re.compile(
    r"not found|denied|does not exist|unauthorized|no such image|unknown manifest", re.IGNORECASE
)

PARTS = ("Downloading", "Extracting")


@dataclass(frozen=True, slots=True)
class Absent:
    """An image that is not to be had, with the engine's words."""

    image: ExternalImage
    message: str


def pull_bases(
    daemon: Daemon, dockerfile: Dockerfile, target: int | None, cancel: Cancel
) -> Generator[BuildEvent, None, tuple[Absent, ...]]:
    """Get every image that the build needs and that is not here yet.

    Returns those that are not to be had although the build should go on: a name that is probably a misspelt
    stage (the builder's own error says that best), and the ``# syntax=`` image (builders have a front end
    of their own). Raises MissingBase for all others.
    """
    if any(problem.severity is Severity.ERROR for problem in dockerfile.problems):
        return ()  # The builder refuses the file and names the line; nobody should wait for a pull first.
    absent: list[Absent] = []
    for image in graph_of(dockerfile).images(target):
        if is_local(daemon, image.name):
            continue
        message = yield from _pull(daemon, image, cancel)
        if message is None:
            continue
        if image.reason != "syntax" and not meant_a_stage(image, message, dockerfile):
            raise _missing(image, message)
        absent.append(Absent(image, message))
    return tuple(absent)


def is_local(daemon: Daemon, image: str) -> bool:
    """Whether the engine has the image."""
    try:
        with daemon.api() as api:
            api.inspect_image(image)
    except Refused:
        return False
    return True


def meant_a_stage(image: ExternalImage, message: str, dockerfile: Dockerfile) -> bool:
    """Whether an image that is not to be had is rather a stage whose name is misspelt."""
    if STAGE_NAME.fullmatch(image.name) is None:
        return False
    own = dockerfile.stage_at(image.line)
    others = [stage.name for stage in dockerfile.stages if stage.name is not None and stage is not own]
    cause = recognise(what_was_said(image, message), known_stages=others)
    if cause is None or cause.key != "E1":
        return False
    # The registry's refusal alone makes a mistyped image of a FROM no stage.
    return (
        image.reason != "base"
        or recognise(f"docker.io/library/{image.name}:latest", known_stages=others) is not None
    )


def what_was_said(image: ExternalImage, message: str) -> str:
    """An engine's words about an image that is not to be had, with the name written out as builders do.

    A bare word after ``--from=`` is a stage's name far more often than an image's, so it counts as not found
    even where the registry could not be asked.
    """
    name = f"docker.io/library/{image.name}:latest"
    if image.reason != "base" and STAGE_NAME.fullmatch(image.name) is not None:
        return f"{name}: not found: {message}"
    return f"{name}: {message}"


def _pull(daemon: Daemon, image: ExternalImage, cancel: Cancel) -> Generator[BuildEvent, None, str | None]:
    """Returns None when the image is here now, else the engine's words."""
    step = f"pull:{image.name}"
    began = time.monotonic()
    yield StepStarted(step, f"pull {image.name}")
    try:
        for message in _messages(daemon, image, cancel):
            if "error" in message or "errorDetail" in message:
                told = message.get("error") or message["errorDetail"].get("message", "")
                yield StepFailed(step, str(told))
                return str(told)
            progress = _progress(step, message)
            if progress is not None:
                yield progress
    except EngineLost:
        raise
    except Refused as error:
        yield StepFailed(step, error.message)
        return error.message
    yield StepFinished(step, cached=False, seconds=time.monotonic() - began)
    return None


def _messages(daemon: Daemon, image: ExternalImage, cancel: Cancel) -> Iterator[Message]:
    from docker import auth
    from docker.utils import parse_repository_tag

    repository, tag = parse_repository_tag(image.name)
    registry, _ = auth.resolve_repository_name(repository)
    with daemon.api() as api:
        credentials = auth.get_config_header(api, registry)
    return daemon.stream(
        "/images/create",
        cancel=cancel,
        # Without a tag the engine would pull every tag of the repository.
        params={"fromImage": repository, "tag": tag or "latest", "platform": image.platform},
        headers={"X-Registry-Auth": credentials.decode()} if credentials else {},
    )


def _progress(step: str, message: Message) -> StepProgress | None:
    detail = message.get("progressDetail") or {}
    if message.get("status") not in PARTS or "current" not in detail or "id" not in message:
        return None
    part = f"{message['status'].lower()} {message['id']}"
    return StepProgress(step, part, int(detail["current"]), int(detail.get("total") or 0))


def _missing(image: ExternalImage, message: str) -> MissingBase:
    refused = NO_SUCH_IMAGE.search(message) is not None
    return MissingBase(
        image.name,
        line=image.line,
        reason=f"not on this engine, and its registry says: {message}"
        if refused
        else f"not on this engine, and its registry cannot be reached ({message})",
        advice=instead_of(image.name) or _advice(image, refused),
    )


def _advice(image: ExternalImage, refused: bool) -> str:
    check = "Check the name and the tag."
    if refused:
        return check
    return f"{check} If they are right, connect to a network and run `docker pull {image.name}`."
