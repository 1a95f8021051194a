"""What a folder or an archive holds, entry by entry, without trusting it."""

from __future__ import annotations

import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from tutor.course.packs.errors import PackError, refused
from tutor.course.packs.limits import MOST_ARCHIVE_BYTES, MOST_FILES

NOT_READABLE = "It is neither a .tar.gz nor a .zip that can be read to its end."


@dataclass(frozen=True, slots=True)
class Entry:
    """A regular file; ``path`` is as it is written. ``open`` is to be called before the next entry is asked
    for.
    """

    path: str
    executable: bool
    open: Callable[[], IO[bytes]]


def entries_of_folder(folder: Path) -> Iterator[Entry]:
    """The files of a folder. Raises PackError for links and devices, and for folders that are too full."""
    for where, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if name not in (".git", "__pycache__", ".venv"))
        for name in [*folders, *sorted(names)]:
            path = Path(where, name)
            written = path.relative_to(folder).as_posix()
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                continue
            if not stat.S_ISREG(mode):
                raise refused(written, f"is {_kind(mode)}, not a plain file")
            yield Entry(written, bool(mode & 0o100), lambda path=path: path.open("rb"))  # type: ignore[misc]


def entries_of_archive(path: Path) -> Iterator[Entry]:
    """The files of a .tar, .tar.gz or .zip, told apart by their first bytes.

    Raises PackError for links and devices, for what cannot be read, and for what grows too large.
    """
    if path.stat().st_size > MOST_ARCHIVE_BYTES:
        raise PackError(f"{path} is larger than {MOST_ARCHIVE_BYTES:,} bytes.", advice="A pack is smaller.")
    with path.open("rb") as file:
        magic = file.read(4)
        file.seek(0)
        try:
            if magic[:2] == b"PK":
                yield from _of_zip(file)
            else:
                yield from _of_tar(file, packed=magic[:2] == b"\x1f\x8b")
        except (
            tarfile.TarError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            ValueError,
            RuntimeError,
        ) as error:
            # RuntimeError and NotImplementedError: a zip that is encrypted, or packed in a rare way.
            raise PackError(f"{path} cannot be read: {error}.", advice=NOT_READABLE) from error


def _of_tar(file: BinaryIO, *, packed: bool) -> Iterator[Entry]:
    plain = cast("IO[bytes]", _Unpacked(file)) if packed else file
    with tarfile.open(fileobj=plain, mode="r|", encoding="utf-8", errors="surrogateescape") as archive:
        for number, member in enumerate(archive):
            if number >= MOST_FILES * 2:
                raise PackError(
                    "The archive holds too many entries.", advice=f"At most {MOST_FILES:,} files."
                )
            if member.isdir() or member.type in (tarfile.XGLTYPE, tarfile.XHDTYPE):
                continue
            if not member.isreg() or member.issparse():
                raise refused(member.name, "is a link, a device or a sparse file, not a plain file")

            def opened(member: tarfile.TarInfo = member) -> IO[bytes]:
                return cast("IO[bytes]", archive.extractfile(member))

            yield Entry(member.name, bool(member.mode & 0o100), opened)


def _of_zip(file: BinaryIO) -> Iterator[Entry]:
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        if len(members) > MOST_FILES * 2:
            raise PackError("The archive holds too many entries.", advice=f"At most {MOST_FILES:,} files.")
        for member in members:
            mode = member.external_attr >> 16
            if member.is_dir():
                continue
            if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                raise refused(member.orig_filename, f"is {_kind(mode)}, not a plain file")
            # Not ``filename``: zipfile cuts it at a NUL and turns other slashes, so it may look harmless.
            yield Entry(
                member.orig_filename,
                bool(mode & 0o100),
                lambda member=member: archive.open(member),  # type: ignore[misc]
            )


class _Unpacked:
    """The content of a gzip file as a stream that ends with an error where it grows too large."""

    def __init__(self, file: BinaryIO) -> None:
        import gzip

        self._file = gzip.GzipFile(fileobj=file)
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > MOST_ARCHIVE_BYTES - self._read:
            size = MOST_ARCHIVE_BYTES - self._read + 1
        data = self._file.read(size)
        self._read += len(data)
        if self._read > MOST_ARCHIVE_BYTES:
            raise PackError(
                f"The archive unpacks to more than {MOST_ARCHIVE_BYTES:,} bytes.", advice="A pack is smaller."
            )
        return data


def _kind(mode: int) -> str:
    return {stat.S_IFLNK: "a symbolic link", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}.get(
        stat.S_IFMT(mode), "a device"
    )


def _raise(error: OSError) -> None:
    raise error
