"""Containers that are made to be read, and are gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineError
from tutor.engine.moby.daemon import Daemon, Refused
from tutor.image.size import human

NO_COMMAND = ["never-started"]
"""An image without CMD needs some command for a container to be made of it."""

MOST_ARCHIVE_BYTES = 1024 * 1024 * 1024
"""What a listing of five million files weighs; more comes only from somebody who wants to fill our memory."""


@contextmanager
def created(daemon: Daemon, image: str, labels: Mapping[str, str]) -> Iterator[str]:
    """A container of an image, never started; its id."""
    with daemon.api() as api:
        container = str(
            api.create_container(image, NO_COMMAND, labels=dict(labels), network_disabled=True)["Id"]
        )
    try:
        yield container
    finally:
        remove(daemon, container)


def remove(daemon: Daemon, container: str) -> None:
    """Remove a container with its volumes, running or not."""
    try:
        with daemon.api() as api:
            api.remove_container(container, force=True, v=True)
    except Refused:  # It is gone already, or is just being removed.
        return


def whole_archive(daemon: Daemon, container: str, path: str, cancel: Cancel | None = None) -> bytes:
    """A tar archive of a path of a container. Raises Stopped, and EngineError for one that is too large."""
    with daemon.download(f"/containers/{container}/archive", {"path": path}, cancel) as archive:
        content = archive.body.read(MOST_ARCHIVE_BYTES + 1)
    if len(content) > MOST_ARCHIVE_BYTES:
        raise EngineError(
            f"The container's {path} holds more than {human(MOST_ARCHIVE_BYTES)}, so it was not read.",
            advice="Save the image to an archive (`docker save`) and look into that.",
        )
    return content
