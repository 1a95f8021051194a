"""Which paths of an origin the sources of a COPY or ADD lead to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from tutor.engine.embedded.copying.errors import CopyError, no_checksum, not_found
from tutor.engine.embedded.copying.globs import BadGlob, compiled, has_wildcards, split_wildcards
from tutor.engine.embedded.filesystem import Filesystem, LinkLoop
from tutor.image import FileEntry, FileKind

TOO_MANY_LINKS = "too many links"


def cleaned(source: str) -> str:
    """A source as BuildKit looks for it: from the root of the origin, never above it; "" is the root."""
    return posixpath.normpath(f"/{source}").lstrip("/")


def followed(files: Filesystem, path: str) -> str:
    """Where a path leads; too many links are an error of the copying, not of the look for sources."""
    try:
        return files.real(path)
    except LinkLoop:
        raise CopyError(TOO_MANY_LINKS) from None


def must_be_there(files: Filesystem, path: str, *, alone: bool = False) -> str:
    """Where a path leads once links are followed, as the look for sources wants it.

    A source that is ``alone`` makes BuildKit look on the disk; otherwise another one has made it list all
    files before, and a file in the way is just not found.
    """
    try:
        real = files.real(path)
    except LinkLoop:
        raise no_checksum(TOO_MANY_LINKS) from None
    if real and files.get(real) is None:
        if alone and (reason := blocked(files, real)) is not None:
            raise no_checksum(reason.replace("lstat /", "lstat //", 1))
        raise not_found(path)
    return real


def without_covered(sources: list[str]) -> list[str]:
    """The paths of which no folder is in the list too: BuildKit looks at the others only with that folder."""
    unique = set(sources)
    return sorted(
        path
        for path in unique
        if not any(path != other and (not other or path.startswith(f"{other}/")) for other in unique)
    )


def matching(files: Filesystem, source: str) -> list[str]:
    """The paths to copy for a source, in order; none when a wildcard fits nothing.

    Of a folder that fits only the folder counts. Raises CopyError.
    """
    if not has_wildcards(source):
        return [source]
    fixed, pattern = split_wildcards(source)
    top = followed(files, fixed)
    if top and files.get(top) is None:
        raise missing(files, top)
    try:
        fits = compiled(pattern)
    except BadGlob:
        return []
    prefix = f"{top}/" if top else ""

    def walk(folder: str) -> Iterator[str]:
        for entry in files.children(folder):
            if fits.fullmatch(entry.path.removeprefix(prefix)):
                yield entry.path
            elif entry.kind is FileKind.DIRECTORY:
                yield from walk(entry.path)

    return list(walk(top)) if files.is_directory(top) else []


def source_entry(files: Filesystem, path: str) -> FileEntry | None:
    """What is at a followed path; None for the root, which has no entry. Raises CopyError."""
    entry = files.get(path)
    if entry is None and path:
        raise missing(files, path)
    return entry


def missing(files: Filesystem, path: str) -> CopyError:
    """How copying fails over a followed path that is not there."""
    return CopyError(blocked(files, path) or f"lstat /{path}: no such file or directory")


def blocked(files: Filesystem, path: str) -> str | None:
    """What lstat(2) says where a file stands in the way, None where nothing does."""
    names = path.split("/")
    for depth in range(1, len(names)):
        above = "/".join(names[:depth])
        if not files.is_directory(above) and files.get(above) is not None:
            return f"lstat /{'/'.join(names[: depth + 1])}: not a directory"
    return None
