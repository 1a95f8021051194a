"""Listing by exporting: for files in which no stage has a shell and the engine has no image with one."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Mapping

from tutor.engine.cancel import Cancel
from tutor.engine.moby.containers import created, whole_archive
from tutor.engine.moby.daemon import Daemon, Refused
from tutor.engine.moby.lister import MOST_DOCUMENT_BYTES
from tutor.engine.moby.listing import Listed
from tutor.engine.moby.split import Split
from tutor.image import DOCKER_INJECTED, DOCUMENT_FOLDERS, DOCUMENT_PATHS, FileKind, FileTree, read_tar

MOST_ENTRIES = 1_000_000


def list_by_export(
    daemon: Daemon, cut: Split, image_of: Callable[[str], str], labels: Mapping[str, str]
) -> dict[int, Listed]:
    """Build the image of every boundary and read its files from a container's export."""
    listed = {}
    for number, boundary in enumerate(cut.boundaries):
        image = image_of(boundary.name)
        try:
            listed[number] = exported(daemon, image, labels)
        finally:
            with daemon.api() as api:
                api.remove_image(image, force=True)
    return listed


def exported(daemon: Daemon, image: str, labels: Mapping[str, str], cancel: Cancel | None = None) -> Listed:
    """The files of an image. Raises MalformedArchive, Stopped."""
    with created(daemon, image, labels) as container:
        with daemon.download(f"/containers/{container}/export", cancel=cancel) as archive:
            tree = FileTree.of(read_tar(archive.body, max_entries=MOST_ENTRIES, skip=DOCKER_INJECTED))
        return Listed(tree, _documents(daemon, container, tree))


def _documents(daemon: Daemon, container: str, tree: FileTree) -> dict[str, bytes]:
    paths = [path for path in DOCUMENT_PATHS if path in tree]
    for folder in DOCUMENT_FOLDERS:
        paths += [entry.path for entry in tree.children(folder) if not entry.path.endswith(".md5sums")]
    found = {}
    for path in paths:
        entry = tree.get(path)
        if entry is None or entry.kind is not FileKind.FILE or entry.size > MOST_DOCUMENT_BYTES:
            continue
        try:
            archive = whole_archive(daemon, container, f"/{path}")
        except Refused:
            continue
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            member = tar.next()
            content = tar.extractfile(member) if member is not None and member.isfile() else None
            if content is not None:
                found[path] = content.read()
    return found
