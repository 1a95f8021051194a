"""Names of images on an engine: which are valid, which are there, and what to say of one that is not."""

from __future__ import annotations

import re
from typing import Any

from tutor.dockerfile.reference import read_reference, trouble_with_reference
from tutor.engine.errors import EngineError, MissingBase
from tutor.engine.moby.daemon import Daemon, Refused
from tutor.engine.moby.names import REPOSITORY
from tutor.engine.protocol import LABEL, ImageName

IDENTITY = re.compile(r"sha256:[0-9a-f]{64}|[0-9a-f]{12,64}")
NAMELESS = "<none>"

HTTP_NOT_FOUND = 404
MOST_ALIKE = 4


def inspected(daemon: Daemon, name: str, *, program: str) -> dict[str, Any]:
    """What the engine tells of an image; ``program`` is how a person calls the engine in a terminal.

    Raises EngineError for what cannot be the name of an image, MissingBase for an image that is not there.
    """
    check(name)
    try:
        with daemon.api() as api:
            found: dict[str, Any] = api.inspect_image(name)
    except Refused as error:
        if error.status != HTTP_NOT_FOUND:
            raise
        raise MissingBase(
            name, line=None, reason="there is no such image here", advice=_advice(daemon, name, program)
        ) from error
    return found


def check(name: str) -> None:
    """Raises EngineError for a text that is neither a name nor an ID; no engine ever sees it."""
    if IDENTITY.fullmatch(name) is None and (read_reference(name) is None or trouble_with_reference(name)):
        raise EngineError(
            f"{name[:100]!r} cannot be the name of an image: {trouble_with_reference(name) or 'invalid'}.",
            advice="A name looks like debian:trixie or ghcr.io/someone/app:1.2; an ID is hexadecimal.",
        )


def images_on(daemon: Daemon) -> tuple[ImageName, ...]:
    """Every name on the engine in order; images without a name, ours among them, are left out."""
    with daemon.api() as api:
        found = api.images()
    names = [
        ImageName(
            name=tag,
            id=_identity(image),
            created=float(image.get("Created") or 0),
            engine_bytes=int(image["Size"]) if image.get("Size") else None,
            ours=LABEL in (image.get("Labels") or {}) and _plain(tag).startswith(REPOSITORY),
        )
        for image in found
        for tag in image.get("RepoTags") or ()
        if NAMELESS not in tag
    ]
    return tuple(sorted(names, key=lambda name: name.name))


def _identity(image: dict[str, Any]) -> str:
    return f"sha256:{str(image['Id']).removeprefix('sha256:')}"


def _plain(tag: str) -> str:
    return tag.removeprefix("docker.io/").removeprefix("localhost/")


def _advice(daemon: Daemon, name: str, program: str) -> str:
    wanted = read_reference(name)
    alike = [
        there.name
        for there in images_on(daemon)
        if wanted is not None
        and (reference := read_reference(there.name)) is not None
        and reference.repository == wanted.repository
    ]
    pull = f"get it with `{program} pull {name}`" if wanted is not None else f"see `{program} images`"
    if not alike:
        return f"{pull[:1].upper()}{pull[1:]}, or name an archive of it."
    return f"Here is {', '.join(alike[:MOST_ALIKE])}; {pull}."
