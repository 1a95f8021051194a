"""Files of a tar archive, such as a container's export or a layer, read once from front to end."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import BinaryIO

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

BLOCK_BYTES = 512
SKIP_BYTES = 1024 * 1024
MOST_HEADER_BYTES = 1024 * 1024
"""No honest archive has a longer PAX header or name; a hostile one must not fill the memory."""

KINDS = {
    b"0": FileKind.FILE,
    b"\0": FileKind.FILE,
    b"7": FileKind.FILE,
    b"1": FileKind.FILE,
    b"2": FileKind.SYMLINK,
    b"3": FileKind.CHARACTER_DEVICE,
    b"4": FileKind.BLOCK_DEVICE,
    b"5": FileKind.DIRECTORY,
    b"6": FileKind.FIFO,
}


class MalformedArchive(ValueError):  # noqa: N818 - reads as what it is
    """A tar archive cannot be read, or is larger than allowed; the message says where."""


class Content:
    """The bytes of one file of the archive; what is not read is passed over afterwards."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._left = size

    def read(self, count: int = -1) -> bytes:
        """At most ``count`` bytes, all that are left by default; b"" at the end of the file."""
        wanted = self._left if count < 0 else min(count, self._left)
        data = _exactly(self._stream, wanted) if wanted > 0 else b""
        self._left -= len(data)
        return data

    @property
    def left(self) -> int:
        return self._left


WithContent = Callable[[FileEntry, Content], FileEntry]


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
    entries: list[FileEntry] = []
    extended: dict[str, str] = {}
    shared: dict[str, str] = {}
    while (header := _exactly(stream, BLOCK_BYTES, optional=True)) and header.strip(b"\0"):
        if not _checksum_fits(header):
            raise MalformedArchive(f"no tar header after {len(entries)} entries")
        letter, size = header[156:157], _number(header[124:136])
        if letter in b"xgLK":
            data = _header_data(stream, size)
            if letter == b"x":
                extended.update(_pax(data))
            elif letter == b"g":
                shared.update(_pax(data))
            else:
                extended["path" if letter == b"L" else "linkpath"] = _text(data)
            continue
        records = {**shared, **extended}
        extended = {}
        size = int(records.get("size", size))
        kind = KINDS.get(letter)
        # A hard link's size field may repeat its file's, but no data follows it.
        held = size if kind in (None, FileKind.FILE) and letter != b"1" else 0
        if held < 0:
            raise MalformedArchive("a file has a negative size")
        content = Content(stream, held)
        if kind is not None:
            if len(entries) >= max_entries:
                raise MalformedArchive(f"the archive has more than {max_entries} entries")
            entry = _entry(header, records, kind, size)
            if look is not None and kind is FileKind.FILE and letter != b"1":
                entry = look(entry, content)
            if entry.path:
                entries.append(entry)
        _pass_over(stream, content.left + -held % BLOCK_BYTES)
    return _without(entries, skip)


def _entry(header: bytes, records: dict[str, str], kind: FileKind, size: int) -> FileEntry:
    name, link = _text(header[:100]), _text(header[157:257])
    if header[257:263] == b"ustar\0" and header[345] and "path" not in records:
        name = f"{_text(header[345:500])}/{name}"
    path = _clean(records.get("path", name))
    link = records.get("linkpath", link)
    is_link = header[156:157] == b"1"
    return FileEntry(
        path,
        kind,
        _number(header[100:108]) & 0o7777,
        size if kind is FileKind.FILE and not is_link else 0,
        int(records.get("uid", _number(header[108:116]))),
        int(records.get("gid", _number(header[116:124]))),
        float(records.get("mtime", _number(header[136:148]))),
        target=link if kind is FileKind.SYMLINK else None,
        same_as=_clean(link) if is_link else None,
    )


def _without(entries: list[FileEntry], skip: Container[str]) -> list[FileEntry]:
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


def _pax(data: bytes) -> dict[str, str]:
    """The records ``<length> <keyword>=<value>\\n`` of a PAX header."""
    records = {}
    at = 0
    while at < len(data):
        space = data.find(b" ", at, at + 20)
        digits = data[at:space] if space > 0 else b""
        length = int(digits) if digits.isdigit() else 0
        keyword, equals, value = data[space + 1 : at + length - 1].partition(b"=")
        if length <= len(digits) or at + length > len(data) or not equals:
            raise MalformedArchive("a PAX header is damaged")
        records[_text(keyword)] = value.decode("utf-8", "surrogateescape")
        at += length
    return records


def _number(field: bytes) -> int:
    """An octal number, or a base-256 one when the first bit is set."""
    if field[0] & 0x80:
        value = int.from_bytes(field, "big", signed=False) & ((1 << (8 * len(field) - 1)) - 1)
        return value - (1 << (8 * len(field) - 1)) if field[0] & 0x40 else value
    digits = field.strip(b" \0")
    try:
        return int(digits, 8) if digits else 0
    except ValueError:
        raise MalformedArchive(f"{digits!r} is no octal number") from None


def _checksum_fits(header: bytes) -> bool:
    return _number(header[148:156]) == sum(header[:148]) + sum(header[156:]) + 8 * ord(" ")


def _text(field: bytes) -> str:
    return field.split(b"\0", 1)[0].decode("utf-8", "surrogateescape")


def _clean(path: str) -> str:
    """The path without leading ``/``, without empty and ``.`` parts; ``..`` never leaves the root."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _header_data(stream: BinaryIO, size: int) -> bytes:
    if not 0 <= size <= MOST_HEADER_BYTES:
        raise MalformedArchive(f"a header of {size} bytes is longer than any honest one")
    data = _exactly(stream, size)
    _exactly(stream, -size % BLOCK_BYTES)
    return data


def _pass_over(stream: BinaryIO, left: int) -> None:
    while left:
        left -= len(_exactly(stream, min(left, SKIP_BYTES)))


def _exactly(stream: BinaryIO, count: int, *, optional: bool = False) -> bytes:
    """``count`` bytes; b"" at the very end of the stream when that is allowed."""
    data = stream.read(count)
    while 0 < len(data) < count:
        more = stream.read(count - len(data))
        if not more:
            break
        data += more
    if len(data) < count and (data or not optional):
        raise MalformedArchive("the archive ends in the middle of an entry")
    return data
