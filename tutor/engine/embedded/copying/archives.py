"""Archives that ADD unpacks: tar, plain or packed with gzip, bzip2, xz or zstd."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, cast

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.copying.origin import Origin
from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.errors import NotRecorded
from tutor.image import FileEntry, FileKind

MOST_BYTES = 256 * 1024 * 1024
"""What an archive may unpack to: it all lies in memory."""

BLOCK_BYTES = 512
CHECKSUM = slice(148, 156)


def _zstd(stream: BinaryIO) -> BinaryIO:
    import zstandard

    return cast(BinaryIO, zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True))


OPENERS: dict[bytes, Callable[[BinaryIO], BinaryIO]] = {
    b"\x1f\x8b\x08": lambda stream: cast(BinaryIO, gzip.GzipFile(fileobj=stream)),
    b"BZh": lambda stream: cast(BinaryIO, bz2.BZ2File(stream)),
    b"\xfd7zXZ\x00": lambda stream: cast(BinaryIO, lzma.LZMAFile(stream)),  # noqa: SIM115
    b"\x28\xb5\x2f\xfd": _zstd,
}


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an archive; ``content`` is that of a regular file, else empty."""

    info: tarfile.TarInfo
    content: bytes


def archive_at(path: str, files: Filesystem, origin: Origin, contents: Contents) -> tuple[Member, ...] | None:
    """The members of the archive that a file is; None for all else.

    Raises NotRecorded where only a content could tell that is not known, and for an archive that breaks off.
    """
    entry = files.get(path)
    if entry is None or entry.kind is not FileKind.FILE or entry.size == 0:
        return None
    head = contents.head(entry.digest)
    if head is not None and not (_opener(head) or _is_header(head[:BLOCK_BYTES])):
        return None
    whole = _whole(entry, origin, contents)
    if whole is None:
        raise NotRecorded(f"ADD {path}", reason="the content of the file is not recorded")
    unpacked = _unpacked(path, whole)
    if not _is_header(unpacked[:BLOCK_BYTES]):
        return None
    try:
        with tarfile.open(fileobj=io.BytesIO(unpacked), mode="r:", errors="surrogateescape") as tar:
            return tuple(Member(info, _content(tar, info)) for info in tar)
    except tarfile.TarError as problem:
        raise NotRecorded(f"ADD {path}", reason=f"the archive is damaged: {problem}") from None


def _whole(entry: FileEntry, origin: Origin, contents: Contents) -> bytes | None:
    whole = contents.whole(entry.digest, entry.size)
    if whole is None and origin.folder is not None:
        return (origin.folder / entry.path).read_bytes()
    return whole


def _opener(head: bytes) -> Callable[[BinaryIO], BinaryIO] | None:
    return next((opener for magic, opener in OPENERS.items() if head.startswith(magic)), None)


def _unpacked(path: str, content: bytes) -> bytes:
    """What a packed file holds; b"" for one that cannot be unpacked."""
    opener = _opener(content)
    if opener is None:
        return content
    try:
        unpacked = opener(io.BytesIO(content)).read(MOST_BYTES + 1)
    except Exception:  # Each library has its own errors; to BuildKit all of them mean: no archive.
        return b""
    if len(unpacked) > MOST_BYTES:
        raise NotRecorded(f"ADD {path}", reason=f"the archive holds more than {MOST_BYTES >> 20} MiB")
    return unpacked


def _is_header(block: bytes) -> bool:
    if len(block) < BLOCK_BYTES:
        return False
    digits = block[CHECKSUM].strip(b" \0")
    try:
        told = int(digits, 8)
    except ValueError:
        return False
    return told == sum(block) - sum(block[CHECKSUM]) + 8 * ord(" ")


def _content(tar: tarfile.TarFile, info: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(info) if info.isreg() else None
    return file.read() if file is not None else b""
