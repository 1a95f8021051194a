"""Opening a saved image, whatever it is saved as."""

from __future__ import annotations

import os
import stat
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tutor.image.archive.cursor import BLOCK_BYTES, reads_of
from tutor.image.archive.images import ArchivedImages
from tutor.image.archive.layer_reading import Part
from tutor.image.archive.limits import Allowance
from tutor.image.archive.malformed import MalformedArchive, telling_of
from tutor.image.archive.members import FileMembers, FolderMembers, Members
from tutor.image.archive.packing import is_packed, is_tar, said_of
from tutor.image.archive.passing import PassingMembers

if TYPE_CHECKING:
    from tutor.image.layer_store import LayerStore


def _on() -> None:
    """Nobody stops the reading."""


def open_archive(
    source: Path | BinaryIO,
    *,
    ref: str | None = None,
    store: LayerStore | None = None,
    go_on: Callable[[], None] = _on,
    title: str | None = None,
    allowance: Allowance | None = None,
) -> ArchivedImages:
    """The images in a file, a folder or a stream.

    Understood are what ``docker save`` (old and new) and ``podman save`` in all their forms write, OCI
    layouts, skopeo's folders, and root file systems as ``docker export`` writes them; each may be packed by
    gzip or zstd as a whole. A stream is read to its end at once, and only its documents can be read later.
    ``ref`` chooses among several images. With a ``store``, layers are looked up there first. ``go_on`` is
    called now and then; what it raises ends the reading. ``title`` is how messages call the source. Nothing
    is ever written to disk. Raises MalformedArchive, and nothing else.
    """
    name = title or (source.name if isinstance(source, Path) else "the archive")
    with telling_of(name):
        limits = allowance or Allowance()
        members = (
            _of_path(source, limits, go_on, store)
            if isinstance(source, Path)
            else PassingMembers(source, limits, go_on, store=store)
        )
        return ArchivedImages(name, members, limits, store, ref)


def _of_path(path: Path, limits: Allowance, go_on: Callable[[], None], store: LayerStore | None) -> Members:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        return _of_folder(path, limits, go_on)
    if not stat.S_ISREG(mode):  # a pipe, as in a shell's <(docker save …)
        with path.open("rb") as stream:
            return PassingMembers(stream, limits, go_on, store=store)
    file = path.open("rb", buffering=0)
    part = Part(reads_of(file), 0, os.fstat(file.fileno()).st_size)
    start = part.head(BLOCK_BYTES)
    if is_packed(start):
        file.close()
        reopen: Callable[[], BinaryIO] = lambda: path.open("rb")  # noqa: E731
        with reopen() as stream:
            return PassingMembers(stream, limits, go_on, store=store, reopen=reopen)
    if not is_tar(start):
        raise MalformedArchive(said_of(start))
    members = FileMembers(part, limits, go_on)
    weakref.finalize(members, file.close)
    return members


def _of_folder(path: Path, limits: Allowance, go_on: Callable[[], None]) -> Members:
    members = FolderMembers(path, limits, go_on)
    if not any(name in members.names() for name in ("manifest.json", "index.json")):
        raise MalformedArchive(
            "it is a folder without manifest.json or index.json",
            "Name a folder that holds an OCI layout, or what skopeo copied to dir:.",
        )
    return members
