"""Listing an image by a container of it that lists itself: nothing is moved but the listing."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

from msgspec import structs

from tutor.engine.cancel import Cancel
from tutor.engine.moby.containers import whole_archive
from tutor.engine.moby.daemon import Daemon, Refused
from tutor.engine.moby.export import exported
from tutor.engine.moby.inside import carried_out
from tutor.engine.moby.lister import LISTING, SHADOWED, SHADOWED_IN_CONTAINERS, own_root_script
from tutor.engine.moby.listing import Listed, read_output
from tutor.image import FileEntry, FileTree, read_tar

DOCKERS_MTAB = "/proc/mounts"

RUN_FOLDER = "run"
"""Podman makes it where the image has none."""


def list_image(
    daemon: Daemon,
    image: str,
    labels: Mapping[str, str],
    cancel: Cancel | None = None,
    *,
    with_volumes: bool = False,
) -> Listed:
    """The files of an image: by a container that lists itself, or by its export when it has no shell.

    Raises Stopped, MalformedListing, MalformedArchive.
    """
    cancel = cancel or Cancel()
    by_itself = listed_by_itself(daemon, image, labels, cancel, with_volumes=with_volumes)
    return by_itself if by_itself is not None else exported(daemon, image, labels, cancel)


def listed_by_itself(
    daemon: Daemon, image: str, labels: Mapping[str, str], cancel: Cancel, *, with_volumes: bool
) -> Listed | None:
    """The files of an image as a container of it lists them; None when it has no shell.

    ``with_volumes`` says that the image declares VOLUMEs. Raises Stopped, MalformedListing.
    """
    shadowed: list[FileEntry] = []
    absent: set[str] = set()

    def look(container: str) -> None:
        for path in (*SHADOWED, *SHADOWED_IN_CONTAINERS):
            shadowed.extend(_own(daemon, container, path))
        if not _is_there(daemon, container, RUN_FOLDER):
            absent.add(RUN_FOLDER)

    script = own_root_script(in_a_run=True, with_volumes=with_volumes)
    with carried_out(daemon, image, script, labels, cancel, before=look) as container:
        if container is None:
            return None
        listed = read_output(whole_archive(daemon, container, LISTING, cancel))
        return _as_the_image_has_it(listed[0], shadowed, absent) if 0 in listed else None


def _as_the_image_has_it(listed: Listed, shadowed: list[FileEntry], absent: set[str]) -> Listed:
    """With what mounts hide, and without the empty folders that were made for mounts."""
    made = {path for path in absent if not listed.files.children(path)} & listed.files.by_path.keys()
    if not shadowed and not made:
        return listed
    kept = (entry for path, entry in listed.files.by_path.items() if path not in made)
    return replace(listed, files=FileTree.of([*kept, *shadowed]))


def _own(daemon: Daemon, container: str, path: str) -> list[FileEntry]:
    """What the image itself has at a path over which the engine mounts something, before it does.

    An empty file there is the engine's, made to be mounted over.
    """
    try:
        archive = whole_archive(daemon, container, f"/{path}")
    except Refused:
        return []
    folder = path.rpartition("/")[0]
    return [
        structs.replace(entry, path=f"{folder}/{entry.path}".strip("/"))
        for entry in read_tar(io.BytesIO(archive), max_entries=1)
        if entry.size or entry.target not in (None, DOCKERS_MTAB)
    ]


def _is_there(daemon: Daemon, container: str, path: str) -> bool:
    try:
        with daemon.download(f"/containers/{container}/archive", {"path": f"/{path}"}):
            return True
    except Refused:
        return False
