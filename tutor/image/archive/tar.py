"""Files of a tar archive, such as a container's export or a layer, read once from front to end."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import BinaryIO
from zlib import adler32

from tutor.image.archive.cursor import Cursor, StreamCursor
from tutor.image.archive.header import (
    BLOCK_BYTES,
    FIELDS,
    LARGEST_NUMBER,
    USTAR,
    adler_half,
    checksum_fits,
    clean,
    number,
    pax_records,
    seconds,
    text,
    whole,
)
from tutor.image.archive.limits import MOST_HEADER_BYTES, MOST_PATH_BYTES, Allowance
from tutor.image.archive.malformed import MalformedArchive
from tutor.image.entry import FileEntry, FileKind

DOCKER_INJECTED = frozenset(
    {
        ".dockerenv",
        "dev",
        "dev/console",
        "dev/pts",
        "dev/shm",
        "etc",
        "etc/hostname",
        "etc/hosts",
        "etc/mtab",
        "etc/resolv.conf",
        "proc",
        "sys",
    }
)
"""What Docker puts into every container it creates; it is the image's own only where it holds something."""

KINDS = {
    b"0": FileKind.FILE,
    b"\0": FileKind.FILE,
    b"7": FileKind.FILE,
    b"S": FileKind.FILE,
    b"1": FileKind.FILE,
    b"2": FileKind.SYMLINK,
    b"3": FileKind.CHARACTER_DEVICE,
    b"4": FileKind.BLOCK_DEVICE,
    b"5": FileKind.DIRECTORY,
    b"6": FileKind.FIFO,
}


NOTHING: dict[str, str] = {}


class Content:
    """The bytes of one file of the archive; what is not read is passed over afterwards."""

    def __init__(self, cursor: Cursor, size: int) -> None:
        self._cursor = cursor
        self._left = size

    def read(self, count: int = -1) -> bytes:
        """At most ``count`` bytes, all that are left by default; b"" at the end of the file."""
        wanted = self._left if count < 0 else min(count, self._left)
        data = self._cursor.take(wanted) if wanted > 0 else b""
        self._left -= len(data)
        return data

    @property
    def left(self) -> int:
        return self._left


WithContent = Callable[[FileEntry, Content], FileEntry]
Wanted = Callable[[str], bool]


def read_tar(
    stream: BinaryIO,
    *,
    max_entries: int,
    skip: Container[str] = frozenset(),
    look: WithContent | None = None,
) -> list[FileEntry]:
    """The entries of an uncompressed tar archive, in its order, read once from front to end without seeking.

    ``skip`` are paths to leave out when they hold nothing: empty files, links, devices, and folders in which
    nothing is left. ``look`` is shown every regular file with its content, and returns the entry to keep.
    Understands PAX and GNU names and sizes; a hard link's size is 0 here (``FileTree.of`` gives it its
    file's). Raises MalformedArchive, also for more than ``max_entries``.
    """
    entries = scan(StreamCursor(stream), Allowance(entries=max_entries), look)
    return without_empty(entries, skip) if skip else entries


def scan(  # noqa: PLR0912, PLR0915 - one tight loop: a call for each header would take as long as the rest
    cursor: Cursor, allowance: Allowance, look: WithContent | None = None, wanted: Wanted | None = None
) -> list[FileEntry]:
    """The entries of an uncompressed tar archive, in its order.

    ``look`` is shown the regular files whose path is ``wanted``, all by default. Raises MalformedArchive.
    """
    entries: list[FileEntry] = []
    extended = shared = NOTHING
    unpack, take, skip = FIELDS.unpack, cursor.take, cursor.skip
    file, symlink, directory = FileKind.FILE, FileKind.SYMLINK, FileKind.DIRECTORY
    most, characters, most_characters = allowance.entries, 0, allowance.name_bytes
    while header := take(BLOCK_BYTES, optional=True):
        name, mode, uid, gid, size_field, mtime, checksum, letter, link, magic, prefix = unpack(header)
        if name[0] == 0 and not header.strip(b"\0"):
            break
        if adler32(header) & 0xFFFF != adler_half(checksum) and not checksum_fits(header):
            raise MalformedArchive(f"no tar header after {len(entries)} entries")
        size = number(size_field)
        if letter in b"xgLK":
            data = _header_data(cursor, size)
            if letter == b"g":
                shared = {**shared, **pax_records(data)}
            elif letter == b"x":
                extended = {**extended, **pax_records(data)}
            else:
                extended = {**extended, "path" if letter == b"L" else "linkpath": text(data)}
            continue
        path = name.partition(b"\0")[0].decode("utf-8", "surrogateescape")
        if prefix[0] and magic == USTAR:
            path = f"{text(prefix)}/{path}"
        target = text(link) if link[0] else ""
        owner, group, when = number(uid), number(gid), float(number(mtime))
        records = NOTHING
        if shared or extended:
            records = {**shared, **extended}
            extended = NOTHING
            size = whole(records.get("size", size), "size")
            path = records.get("GNU.sparse.name", records.get("path", path))
            target = records.get("linkpath", target)
            owner = whole(records.get("uid", owner), "owner")
            group = whole(records.get("gid", group), "group")
            when = seconds(records["mtime"]) if "mtime" in records else when
        kind = KINDS.get(letter)
        if letter == b"\0" and path.endswith("/"):
            kind = directory  # as programs before POSIX wrote them
        linked = letter == b"1"
        # A hard link's size field may repeat its file's, but no data follows it.
        held = size if (kind is file and not linked) or kind is None else 0
        if not 0 <= held < 1 << 62:
            raise MalformedArchive(f"a file of {held} bytes is impossible")
        passed_over = held + -held % BLOCK_BYTES
        if kind is not None:
            if len(entries) >= most:
                raise MalformedArchive(f"the archive has more than {allowance.entries} entries")
            if len(path) > MOST_PATH_BYTES or len(target) > MOST_PATH_BYTES:
                raise MalformedArchive(f"the path {path[:40]}… is longer than any honest one")
            if not (-LARGEST_NUMBER < owner < LARGEST_NUMBER and -LARGEST_NUMBER < group < LARGEST_NUMBER):
                raise MalformedArchive(f"{path[:40]} has an impossible owner")
            path = clean(path)
            sparse = letter == b"S" or "GNU.sparse.realsize" in records
            if sparse:
                size = _size_of_sparse(cursor, header, records)
            entry = FileEntry(
                path,
                kind,
                number(mode) & 0o7777,
                size if kind is file and not linked else 0,
                owner,
                group,
                when,
                0.0,
                target if kind is symlink else None,
                clean(target) if linked else None,
            )
            if (
                kind is file
                and look is not None
                and not linked
                and not sparse
                and (wanted is None or wanted(path))
            ):
                content = Content(cursor, held)
                entry = look(entry, content)
                passed_over -= held - content.left
            characters += len(path) + len(target)
            if characters > most_characters:
                raise MalformedArchive("its paths are longer than those of any honest archive")
            if path:
                entries.append(entry)
        if passed_over:
            skip(passed_over)
    allowance.named(len(entries), characters)
    return entries


def _size_of_sparse(cursor: Cursor, header: bytes, records: dict[str, str]) -> int:
    """The size of a file of which the holes are left out; its map may go on in further blocks."""
    if "GNU.sparse.realsize" in records:
        size = whole(records["GNU.sparse.realsize"], "size")
    else:
        size = number(header[483:495])
        more = header[482]
        while more:
            more = cursor.take(BLOCK_BYTES)[504]
    if not 0 <= size < 1 << 62:
        raise MalformedArchive(f"a file of {size} bytes is impossible")
    return size


def _header_data(cursor: Cursor, size: int) -> bytes:
    if not 0 <= size <= MOST_HEADER_BYTES:
        raise MalformedArchive(f"a header of {size} bytes is longer than any honest one")
    data = cursor.take(size)
    cursor.skip(-size % BLOCK_BYTES)
    return data


def without_empty(entries: list[FileEntry], skip: Container[str]) -> list[FileEntry]:
    """Folders are judged after what lies in them, so from the deepest up."""
    left_out: set[str] = set()
    holds: set[str] = set()
    for entry in sorted(entries, key=lambda entry: -entry.path.count("/")):
        empty = entry.size == 0 and entry.same_as is None and entry.path not in holds
        if empty and entry.path in skip:
            left_out.add(entry.path)
        else:
            holds.add(entry.path.rpartition("/")[0])
    return [entry for entry in entries if entry.path not in left_out]
