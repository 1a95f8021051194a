"""A script of ours that runs inside a container of an image, where the files are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineError
from tutor.engine.moby.containers import remove
from tutor.engine.moby.daemon import Daemon, Refused, Stopped

LONGEST_SECONDS = 120.0

READS_ALL = ["DAC_OVERRIDE"]
"""The one thing that root is left with: files that only others may read, folders that only others may enter.
"""


@contextmanager
def carried_out(
    daemon: Daemon,
    image: str,
    script: str,
    labels: Mapping[str, str],
    cancel: Cancel,
    *,
    before: Callable[[str], None] | None = None,
) -> Iterator[str | None]:
    """The id of a container of the image in which the image's own shell ran the script to its end; None where
    there is no shell that works, or the script failed.

    It reaches no network, and is gone after the block. ``before`` gets the container before it starts. Raises
    Stopped when cancelled, EngineError for a script that takes too long.
    """
    with daemon.api() as api:
        container = str(
            api.create_container(
                image,
                [script],
                entrypoint=["/bin/sh", "-c"],
                user="0",
                working_dir="/",
                labels=dict(labels),
                healthcheck={"test": ["NONE"]},
                host_config=api.create_host_config(
                    network_mode="none",
                    cap_drop=["ALL"],
                    cap_add=READS_ALL,
                    security_opt=["no-new-privileges"],
                ),
            )["Id"]
        )
    try:
        if before is not None:
            before(container)
        yield container if _ended_well(daemon, container, cancel) else None
    finally:
        remove(daemon, container)


def _ended_well(daemon: Daemon, container: str, cancel: Cancel) -> bool:
    try:
        with daemon.api() as api:
            api.start(container)
    except Refused:  # There is no shell in it.
        return False
    try:
        with cancel.hook(lambda: remove(daemon, container)), daemon.api() as api:
            code = int(api.wait(container, timeout=LONGEST_SECONDS)["StatusCode"])
    except EngineError as error:
        if cancel.thrown:
            raise Stopped from error
        if not daemon.answers():
            raise
        raise EngineError(
            f"Reading an image's files took longer than {LONGEST_SECONDS:.0f} seconds, so it was given up.",
            advice="Save the image to an archive (`docker save`) and look into that.",
        ) from error
    if cancel.thrown:
        raise Stopped
    return code == 0
