"""Listing what the classic builder left: each instruction has an image, in which a container lists itself."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.dockerfile import BaseKind, Dockerfile
from tutor.engine.moby.containers import remove, whole_archive
from tutor.engine.moby.daemon import Daemon, Refused
from tutor.engine.moby.export import exported
from tutor.engine.moby.lister import LISTING, own_root_script
from tutor.engine.moby.listing import Listed, read_output
from tutor.engine.moby.measure import Measured
from tutor.engine.moby.split import TOUCHING_FILES
from tutor.engine.moby.steps import Place

NOTE = "The classic builder does not show what an engine mounts into containers (/etc/hosts and the like)."

LIST_SECONDS = 60


def measure(
    daemon: Daemon,
    dockerfile: Dockerfile,
    reached: Mapping[int, int],
    images: Mapping[Place, str],
    labels: Mapping[str, str],
) -> Measured:
    """List every boundary of the instructions that were carried out."""
    after, wanted = boundaries(dockerfile, reached, images)
    listed = {number: list_image(daemon, image, labels) for number, image in enumerate(wanted)}
    return Measured(after, listed, notes=(NOTE,))


def boundaries(
    dockerfile: Dockerfile, reached: Mapping[int, int], images: Mapping[Place, str]
) -> tuple[dict[tuple[int, int], int | None], list[str]]:
    """Those images that show the files after some instruction, and their numbers (see ``Measured.after``)."""
    after: dict[tuple[int, int], int | None] = {}
    wanted: list[str] = []
    ends: dict[int, int | None] = {}
    for stage in dockerfile.stages:
        here = ends.get(stage.base.stage) if stage.base.stage is not None else None
        for position, instruction in enumerate(stage.instructions[: reached.get(stage.index, 0)]):
            image = images.get(Place(stage.index, position))
            begins = position == 0 and stage.base.kind is BaseKind.IMAGE
            if image is not None and (begins or instruction.keyword in TOUCHING_FILES):
                here = wanted.index(image) if image in wanted else len(wanted)
                wanted += [image] if here == len(wanted) else []
            after[stage.index, position] = here
        ends[stage.index] = here
    return after, wanted


def list_image(daemon: Daemon, image: str, labels: Mapping[str, str]) -> Listed:
    """The files of an image: by a container that lists itself, or by its export when it has no shell."""
    with daemon.api() as api:
        container = str(
            api.create_container(
                image,
                [own_root_script(in_a_run=True)],
                entrypoint=["/bin/sh", "-c"],
                user="0",
                labels=dict(labels),
                host_config=api.create_host_config(network_mode="none"),
            )["Id"]
        )
    try:
        with daemon.api() as api:
            api.start(container)
            if api.wait(container, timeout=LIST_SECONDS)["StatusCode"] == 0:
                return read_output(whole_archive(daemon, container, LISTING))[0]
    except Refused:  # No shell in it: then it is small enough to be exported.
        return exported(daemon, image, labels)
    finally:
        remove(daemon, container)
    return exported(daemon, image, labels)
