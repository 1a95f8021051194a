"""Containers that are made to be read, and are gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tutor.engine.moby.daemon import Daemon, Refused

NO_COMMAND = ["never-started"]
"""An image without CMD needs some command for a container to be made of it."""


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


def whole_archive(daemon: Daemon, container: str, path: str) -> bytes:
    """A tar archive of a path of a container."""
    with daemon.download(f"/containers/{container}/archive", {"path": path}) as archive:
        return archive.body.read()
