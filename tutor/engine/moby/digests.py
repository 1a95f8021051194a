"""Digests of files of an image, reckoned where they are.

A folder of numbered symlinks goes into a container, and sha256sum reads what they lead to: so no path of an
image is ever part of a command line, whatever it holds.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Collection, Sequence
from hashlib import sha256
from io import BytesIO

from msgspec import structs

from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineError
from tutor.engine.moby.containers import created, whole_archive
from tutor.engine.moby.daemon import Daemon
from tutor.engine.moby.export import MOST_ENTRIES
from tutor.engine.moby.inside import carried_out
from tutor.engine.moby.lister import WORK
from tutor.engine.moby.names import LABEL_OF_READERS
from tutor.engine.protocol import MOST_DIGESTS
from tutor.image import FileEntry, FileTree, read_tar
from tutor.image.archive.tar import Content

LINKS = f"{WORK}/links"
SUMS = f"{WORK}/sums"

SCRIPT = f"cd /{LINKS} && find -L . -maxdepth 1 -type f -exec sha256sum {{}} + > /{SUMS}"
"""``-L -type f`` lets nothing through that a reader would wait at for ever, such as a pipe or /dev/zero."""

SUM = re.compile(rb"(?P<sum>[0-9a-f]{64})  \./(?P<number>\d+)")

KERNELS = ("dev/", "proc/", "sys/")

READ_BYTES = 1024 * 1024


def digests(daemon: Daemon, image: str, paths: Collection[str], cancel: Cancel) -> dict[str, str]:
    """See Engine.digests. Raises Stopped, MalformedArchive."""
    if len(paths) > MOST_DIGESTS:
        raise EngineError(
            f"Digests of {len(paths)} files were asked for, of at most {MOST_DIGESTS} at once.",
            advice="Ask for fewer of them.",
        )
    wanted = [path for path in paths if path and not path.startswith(KERNELS)]
    if not wanted:
        return {}

    def put(container: str) -> None:
        with daemon.api() as api:
            api.put_archive(container, "/", _links(wanted))

    with carried_out(daemon, image, SCRIPT, LABEL_OF_READERS, cancel, before=put) as container:
        if container is not None:
            return _read(whole_archive(daemon, container, f"/{SUMS}", cancel), wanted)
    return _exported(daemon, image, set(wanted), cancel)


def _links(paths: Sequence[str]) -> bytes:
    archive = BytesIO()
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for folder in (WORK, LINKS):
            info = tarfile.TarInfo(folder)
            info.type, info.mode = tarfile.DIRTYPE, 0o755
            tar.addfile(info)
        for number, path in enumerate(paths):
            info = tarfile.TarInfo(f"{LINKS}/{number}")
            info.type, info.linkname = tarfile.SYMTYPE, f"/{path}"
            tar.addfile(info)
    return archive.getvalue()


def _read(archive: bytes, paths: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        member = tar.next()
        file = tar.extractfile(member) if member is not None and member.isfile() else None
        for line in (file.read() if file is not None else b"").split(b"\n"):
            told = SUM.fullmatch(line)
            if told is not None and int(told["number"]) < len(paths):
                found[paths[int(told["number"])]] = f"sha256:{told['sum'].decode('ascii')}"
    return found


def _exported(daemon: Daemon, image: str, wanted: set[str], cancel: Cancel) -> dict[str, str]:
    """The digests from a container's export, for an image that has no shell: such images are small."""

    def look(entry: FileEntry, content: Content) -> FileEntry:
        if entry.path not in wanted:
            return entry
        total = sha256()
        while data := content.read(READ_BYTES):
            total.update(data)
        return structs.replace(entry, digest=f"sha256:{total.hexdigest()}")

    with (
        created(daemon, image, LABEL_OF_READERS) as container,
        daemon.download(f"/containers/{container}/export", cancel=cancel) as archive,
    ):
        tree = FileTree.of(read_tar(archive.body, max_entries=MOST_ENTRIES, look=look))
    found: dict[str, str] = {}
    first_names: dict[str, str] = {}
    for entry in map(tree.get, wanted):
        if entry is not None and entry.digest is not None:
            found[entry.path] = entry.digest
        elif entry is not None and entry.same_as is not None:
            first_names[entry.path] = entry.same_as
    if first_names:  # Only the first of a file's names has content in an archive.
        firsts = _exported(daemon, image, set(first_names.values()), cancel)
        found.update((path, firsts[first]) for path, first in first_names.items() if first in firsts)
    return found
