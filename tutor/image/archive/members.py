"""What an archive consists of, however it comes: as a file, as a folder, or as a stream that passes once."""

from __future__ import annotations

import posixpath
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tutor.image.archive.cursor import PartCursor, reads_of
from tutor.image.archive.layer_reading import Documents, Part, ReadLayer, read_part, visit_part
from tutor.image.archive.layer_tar import layer_of
from tutor.image.archive.limits import MOST_DOCUMENT_BYTES, MOST_SYMLINKS, Allowance
from tutor.image.archive.malformed import MalformedArchive
from tutor.image.archive.tar import Content, Wanted, WithContent, scan
from tutor.image.entry import FileEntry, FileKind
from tutor.image.surface import is_document

MOST_FILES_IN_FOLDER = 100_000
MOST_DEPTH_OF_FOLDER = 4
WHOLE = ""
"""Stands for the archive itself where that is the layer: a root file system."""


class ContentGone(LookupError):  # noqa: N818 - reads as what it is
    """Content was asked for that nobody can give any more; the message says why."""


class Members(Protocol):
    """The members of an archive by path; every method raises MalformedArchive."""

    def names(self) -> Collection[str]:
        """The paths of all members that hold something."""
        ...

    def document(self, path: str) -> bytes:
        """A JSON document."""
        ...

    def layer(self, path: str, *, hashed: bool) -> ReadLayer:
        """A layer; ``WHOLE`` is the archive itself."""
        ...

    def packed_bytes(self, path: str) -> int:
        """What a layer weighs as it lies there; 0 where it is not."""
        ...

    def visit(self, path: str, look: WithContent, wanted: Wanted) -> None:
        """Show the wanted files of a layer to ``look``. Raises ContentGone too."""
        ...


class FileMembers:
    """The members of a tar archive that can be read at any place."""

    def __init__(self, part: Part, allowance: Allowance, go_on: Callable[[], None]) -> None:
        self._whole = part
        self._allowance = allowance
        self._go_on = go_on
        self._parts: dict[str, Part] = {}
        self._documents = Documents(allowance)
        cursor = PartCursor(part.read_at, part.start, part.size)

        def place(entry: FileEntry, content: Content) -> FileEntry:
            self._parts[entry.path] = Part(part.read_at, cursor.at, content.left)
            return self._documents.look(entry, content) if is_document(entry.path) else entry

        self._entries = scan(cursor, allowance, place)
        self._links = links_of(self._entries)

    def names(self) -> Collection[str]:
        return self._parts.keys() | self._links.keys()

    def document(self, path: str) -> bytes:
        part = self._part(path)
        if part.size > MOST_DOCUMENT_BYTES:
            raise MalformedArchive(f"{path} is longer than any honest document")
        return part.head(part.size)

    def layer(self, path: str, *, hashed: bool) -> ReadLayer:
        self._go_on()
        if path == WHOLE:
            return ReadLayer(layer_of(self._entries), self._documents.found, self._whole.size)
        with inside(path):
            return read_part(self._part(path), self._allowance, hashed=hashed)

    def visit(self, path: str, look: WithContent, wanted: Wanted) -> None:
        with inside(path):
            visit_part(self._whole if path == WHOLE else self._part(path), Allowance(), look, wanted)

    def packed_bytes(self, path: str) -> int:
        return self._part(path).size

    def _part(self, path: str) -> Part:
        try:
            return self._parts[followed(path, self._links)]
        except KeyError:
            raise MalformedArchive(f"{path} is missing in it") from None


class FolderMembers:
    """The files of a folder as members; links that lead out of it lead nowhere."""

    def __init__(self, folder: Path, allowance: Allowance, go_on: Callable[[], None]) -> None:
        self._allowance = allowance
        self._go_on = go_on
        self._files: dict[str, Path] = {}
        self._links: dict[str, str] = {}
        waiting = [(folder, "", 0)]
        while waiting:
            here, prefix, depth = waiting.pop()
            for child in here.iterdir():
                path = f"{prefix}{child.name}"
                mode = child.lstat().st_mode
                if stat.S_ISLNK(mode):
                    self._links[path] = joined(path, str(child.readlink()))
                elif stat.S_ISREG(mode):
                    self._files[path] = child
                elif stat.S_ISDIR(mode) and depth < MOST_DEPTH_OF_FOLDER:
                    waiting.append((child, f"{path}/", depth + 1))
                if len(self._files) + len(waiting) > MOST_FILES_IN_FOLDER:
                    raise MalformedArchive("it holds more files than any saved image")

    def names(self) -> Collection[str]:
        return self._files.keys() | self._links.keys()

    def document(self, path: str) -> bytes:
        with self._part(path) as part:
            if part.size > MOST_DOCUMENT_BYTES:
                raise MalformedArchive(f"{path} is longer than any honest document")
            return part.head(part.size)

    def layer(self, path: str, *, hashed: bool) -> ReadLayer:
        self._go_on()
        with inside(path), self._part(path) as part:
            return read_part(part, self._allowance, hashed=hashed)

    def visit(self, path: str, look: WithContent, wanted: Wanted) -> None:
        with inside(path), self._part(path) as part:
            visit_part(part, Allowance(), look, wanted)

    def packed_bytes(self, path: str) -> int:
        with self._part(path) as part:
            return part.size

    @contextmanager
    def _part(self, path: str) -> Iterator[Part]:
        try:
            where = self._files[followed(path, self._links)]
        except KeyError:
            raise MalformedArchive(f"{path} is missing in it") from None
        with where.open("rb", buffering=0) as file:
            yield Part(reads_of(file), 0, where.stat().st_size)


def links_of(entries: Collection[FileEntry]) -> dict[str, str]:
    """Where links among the members of an archive lead.

    Docker before 25 stores a layer that comes several times once, and links to it.
    """
    links = {}
    for entry in entries:
        if entry.kind is FileKind.SYMLINK:
            links[entry.path] = joined(entry.path, entry.target or "")
        elif entry.same_as is not None:
            links[entry.path] = entry.same_as
    return links


def joined(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target)).lstrip("/")


def followed(path: str, links: Mapping[str, str]) -> str:
    """Where the links from a path end. Raises MalformedArchive for those that lead in a circle."""
    for _ in range(MOST_SYMLINKS):
        if path not in links:
            return path
        path = links[path]
    raise MalformedArchive(f"{path} is a link that leads in a circle")


@contextmanager
def inside(path: str) -> Iterator[None]:
    """Name the layer in what goes wrong in it."""
    try:
        yield
    except MalformedArchive as error:
        if path == WHOLE:
            raise
        raise MalformedArchive(f"the layer {path} is damaged: {error.problem}", error.advice) from error
