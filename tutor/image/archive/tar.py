"""Files of a tar archive, such as a container's export or a layer, read once from front to end."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import BinaryIO
from zlib import adler32

from tutor.image.archive.cursor import BLOCK_BYTES, Cursor, StreamCursor
from tutor.image.archive.header import (
    ADLER_MODULUS,
    FIELDS,
    SPACES,
    USTAR,
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


USUAL = {b"0": FileKind.FILE, b"2": FileKind.SYMLINK, b"5": FileKind.DIRECTORY}
NOTHING: dict[str, str] = {}
FIRST_SIGN = ord("0")
ENDS = ("/", ".", "")


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
    unpack, block, add, kind_of = FIELDS.unpack, cursor.block, entries.append, USUAL.get
    gap = 0  # bytes between here and the next header
    file = FileKind.FILE
    most, characters, most_characters = allowance.entries, 0, allowance.name_bytes
    while header := block(gap):
        name, mode, uid, gid, size_field, mtime, checksum, letter, link, _, prefix = unpack(header)
        if name[0] == 0 and not header.strip(b"\0"):
            break
        try:
            half = (int(checksum[:6], 8) - SPACES + sum(checksum) + 1) % ADLER_MODULUS
            size = int(size_field[:11], 8)
        except ValueError:
            half = size = -1
        if adler32(header) & 0xFFFF != half and not checksum_fits(header):
            raise MalformedArchive(f"no tar header after {len(entries)} entries")
        kind = kind_of(letter)
        shown = kind is file
        if (
            kind is not None
            and extended is NOTHING
            and shared is NOTHING
            and size >= 0
            and not prefix[0]
            and size_field[11] < FIRST_SIGN
        ):
            path = name.rstrip(b"\0").decode("utf-8", "surrogateescape")
            if path[-1:] == "/":
                path = path[:-1]
            if "./" in path or "//" in path or "\0" in path or path[:1] == "/" or path[-1:] in ENDS:
                path = clean(text(name))
            entry = FileEntry(
                path,
                kind,
                number(mode) & 0o7777,
                size if shown else 0,
                number(uid),
                number(gid),
                seconds(number(mtime)),
                0.0,
                text(link) if letter == b"2" else None,
            )
            held = size if shown else 0
        elif letter in b"xgLK":
            data = _header_data(cursor, number(size_field))
            if letter == b"g":
                shared = {**shared, **pax_records(data)}
            elif letter == b"x":
                extended = {**extended, **pax_records(data)}
            else:
                extended = {**extended, "path" if letter == b"L" else "linkpath": text(data)}
            gap = -len(data) % BLOCK_BYTES
            continue
        else:
            unusual, held, shown = _unusual(header, {**shared, **extended}, cursor)
            extended = NOTHING
            if unusual is None:
                gap = held + -held % BLOCK_BYTES
                continue
            entry, path = unusual, unusual.path
        if len(entries) >= most:
            raise MalformedArchive(f"the archive has more than {allowance.entries} entries")
        characters += len(path)
        if entry.target is not None or entry.same_as is not None:
            characters += len(entry.target or entry.same_as or "")
        if characters > most_characters:
            raise MalformedArchive("its paths are longer than those of any honest archive")
        if shown and look is not None and (wanted is None or wanted(path)):
            content = Content(cursor, held)
            entry = look(entry, content)
            gap = content.left + -held % BLOCK_BYTES
        else:
            gap = held + -held % BLOCK_BYTES
        if path:
            add(entry)
    allowance.named(len(entries), characters)
    return entries


def _unusual(header: bytes, records: dict[str, str], cursor: Cursor) -> tuple[FileEntry | None, int, bool]:
    """What a header after these records tells, None when that is no file; how many bytes follow it, and
    whether they are the file's content.
    """
    name, mode, uid, gid, size_field, mtime, _, letter, link, magic, prefix = FIELDS.unpack(header)
    path, target = text(name), text(link)
    if prefix[0] and magic == USTAR:
        path = f"{text(prefix)}/{path}"
    path = records.get("GNU.sparse.name", records.get("path", path))
    target = records.get("linkpath", target)
    size = whole(records.get("size", number(size_field)), "size")
    kind = KINDS.get(letter)
    if letter == b"\0" and path.endswith("/"):
        kind = FileKind.DIRECTORY  # as programs before POSIX wrote them
    linked = letter == b"1"
    # A hard link's size field may repeat its file's, but no data follows it.
    held = _possible(size) if (kind is FileKind.FILE and not linked) or kind is None else 0
    if kind is None:
        return None, held, False
    if len(path) > MOST_PATH_BYTES or len(target) > MOST_PATH_BYTES:
        raise MalformedArchive(f"the path {path[:40]}… is longer than any honest one")
    sparse = letter == b"S" or "GNU.sparse.realsize" in records
    if sparse:
        size = _size_of_sparse(cursor, header, records)
    entry = FileEntry(
        clean(path),
        kind,
        number(mode) & 0o7777,
        size if kind is FileKind.FILE and not linked else 0,
        whole(records.get("uid", number(uid)), "owner"),
        whole(records.get("gid", number(gid)), "group"),
        seconds(records.get("mtime", number(mtime))),
        target=target if kind is FileKind.SYMLINK else None,
        same_as=clean(target) if linked else None,
    )
    return entry, held, kind is FileKind.FILE and not linked and not sparse


def _possible(size: int) -> int:
    if not 0 <= size < 1 << 62:
        raise MalformedArchive(f"a file of {size} bytes is impossible")
    return size


def _size_of_sparse(cursor: Cursor, header: bytes, records: dict[str, str]) -> int:
    """The size of a file of which the holes are left out; its map may go on in further blocks."""
    if "GNU.sparse.realsize" in records:
        size = whole(records["GNU.sparse.realsize"], "size")
    else:
        size = number(header[483:495])
        more = header[482]
        while more:
            more = cursor.take(BLOCK_BYTES)[504]
    return _possible(size)


def _header_data(cursor: Cursor, size: int) -> bytes:
    if not 0 <= size <= MOST_HEADER_BYTES:
        raise MalformedArchive(f"a header of {size} bytes is longer than any honest one")
    return cursor.take(size)


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
