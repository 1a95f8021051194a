"""A container whose process numbers a build's RUNs share, so that they end when it does.

Podman's service goes on with a RUN when the connection that asked for it is closed (tried with 4.3). A
process cannot outlive the first process of its PID namespace, though. So the RUNs of a build join the
namespace of a container that waits for the end of its standard input: letting go of that ends them, and so
does our own death.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from tutor.engine.moby.containers import remove
from tutor.engine.moby.daemon import Daemon, Refused
from tutor.engine.protocol import LABEL

WAIT_FOR_END_OF_INPUT = ["/bin/sh", "-c", "read _"]


LABEL_OF_HOLDERS = {LABEL: "holder"}

TRIES = 2
"""A busy machine sometimes fails to start a container."""


class Holder:
    """A container that waits; ``pid`` is its first process, as the service's machine counts."""

    def __init__(self, pid: int, connection: Any) -> None:
        self.pid = pid
        self._connection = connection

    @property
    def option(self) -> str:
        """What the build's query says under ``nsoptions``."""
        return json.dumps([{"Name": "pid", "Host": False, "Path": f"/proc/{self.pid}/ns/pid"}])

    def let_go(self) -> None:
        """End the container and all that runs in its namespace; at once, and safe from any thread."""
        with suppress(OSError, AttributeError):
            self._connection.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):
            self._connection.close()


@contextmanager
def holder(daemon: Daemon, images: Iterable[str]) -> Iterator[Holder | None]:
    """A holder made of the first of these images that has a shell; None where there is no such image."""
    for image in [image for image in images for _ in range(TRIES)]:
        container = None
        try:
            container = _create(daemon, image)
            held = _start(daemon, container)
        except Refused:
            if container is not None:
                remove(daemon, container)
            continue
        try:
            yield held
        finally:
            held.let_go()
            remove(daemon, container)
        return
    yield None


def _create(daemon: Daemon, image: str) -> str:
    with daemon.api() as api:
        made = api.create_container(
            image,
            entrypoint=WAIT_FOR_END_OF_INPUT,
            stdin_open=True,
            labels=LABEL_OF_HOLDERS,
            host_config=api.create_host_config(auto_remove=True, network_mode="none", cap_drop=["ALL"]),
        )
        return str(made["Id"])


def _start(daemon: Daemon, container: str) -> Holder:
    with daemon.api() as api:
        raw = api.attach_socket(container, params={"stdin": 1, "stdout": 1, "stream": 1})
        api.start(container)
        pid = int(api.inspect_container(container)["State"]["Pid"])
    if not pid:
        raise Refused(0, "the container ended at once")
    return Holder(pid, getattr(raw, "_sock", raw))
