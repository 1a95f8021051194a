"""An image as an archive, the way ``docker save`` has it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from tutor.dockerfile.reference import read_reference
from tutor.engine.cancel import Cancel
from tutor.engine.moby.daemon import Daemon, Refused


@contextmanager
def saved(daemon: Daemon, image: str, cancel: Cancel | None = None) -> Iterator[BinaryIO]:
    """The archive of an image, read while it comes; leaving the block drops the rest.

    Raises Refused, and Stopped when cancelled.
    """
    with daemon.download(f"/images/{with_tag(image)}/get", cancel=cancel) as archive:
        yield archive.body


def with_tag(image: str) -> str:
    """The name with its tag: without one an engine saves all images of the repository."""
    reference = None if image.startswith("sha256:") else read_reference(image)
    return image if reference is None or reference.tag or reference.digest else f"{image}:latest"


def layers_of(daemon: Daemon, image: str) -> tuple[str, ...]:
    """The diffIDs of an image's layers, lowest first. Raises Refused."""
    with daemon.api() as api:
        return tuple(api.inspect_image(image)["RootFS"].get("Layers") or ())


def id_of(daemon: Daemon, image: str) -> str | None:
    """The ID of an image, None when the engine does not have it."""
    try:
        with daemon.api() as api:
            return str(api.inspect_image(image)["Id"])
    except Refused:
        return None
