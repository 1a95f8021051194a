"""The build context: the files that a build may copy from, packed for the engine."""

from __future__ import annotations

import io
import os
import stat
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

from tutor.engine.errors import EngineError
from tutor.engine.ignore import BadPattern, IgnoreRules, Seen

SPOOL_BYTES = 8 * 1024 * 1024
"""Contexts up to this size stay in memory."""


@dataclass(frozen=True, slots=True)
class Context:
    """A packed context at its start, ready to be sent; whoever asked for it closes ``tar``.

    ``dockerfile_name`` is the Dockerfile's path inside, None where it is no part of the context. ``files``
    and ``bytes`` count regular files, the Dockerfile included.
    """

    tar: BinaryIO
    dockerfile_name: str | None
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Found:
    """The paths of a context, sorted.

    ``dockerfile_name`` is that of the Dockerfile among them, None where it lies elsewhere or is ignored.
    ``ignored`` are the paths that the ignore file left out; a folder stands for all that it holds.
    """

    dockerfile_name: str | None
    paths: tuple[str, ...]
    ignored: frozenset[str]


def pack_context(
    folder: Path, dockerfile_text: str, dockerfile_path: Path | None, *, always: bool = False
) -> Context:
    """Pack the files of a folder that its ignore file leaves in, the same bytes for the same files.

    ``<dockerfile_path>.dockerignore`` counts before ``.dockerignore``. The text takes the place of the file
    at ``dockerfile_path`` when that path is in the context. Otherwise it is no part of it; with ``always`` it
    goes in under a name of its own, which the build's ``COPY . .`` then copies too. Owners become root, modes
    and times are kept, symlinks stay symlinks. Raises EngineError for what cannot be read, for sockets,
    devices and pipes, and for a bad ignore file.
    """
    found = find_context(folder, dockerfile_path)
    name, paths = found.dockerfile_name, found.paths
    if name is None and always:
        name = _free_name(folder, dockerfile_text)
        paths = tuple(sorted((*paths, name)))
    spool = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 - the caller closes it
    try:
        packer = _Packer(cast(BinaryIO, spool))
        text = dockerfile_text.encode("utf-8", "surrogateescape")
        for path in paths:
            if path == name:
                packer.add_text(folder, path, text)
            else:
                packer.add(folder, path)
        packer.close()
        spool.seek(0)
    except BaseException:
        spool.close()
        raise
    return Context(cast(BinaryIO, spool), name, packer.files, packer.bytes)


def find_context(folder: Path, dockerfile_path: Path | None) -> Found:
    """Which paths of a folder make its context, with the Dockerfile's also where it was never saved.

    Raises EngineError as ``pack_context`` does.
    """
    if not folder.is_dir():
        raise EngineError(f"{folder} is no folder", advice="Build from a folder that exists.")
    rules = ignore_rules(folder, dockerfile_path)
    own_name = _inside(folder, dockerfile_path)
    if own_name is not None and rules.ignores(own_name):
        own_name = None
    ignored: list[str] = []
    paths = {*_walk(folder, rules, ignored), *filter(None, [own_name])}
    return Found(own_name, tuple(sorted(paths)), frozenset(ignored) - paths)


def kept_out(folder: Path, dockerfile_path: Path | None) -> Callable[[str], bool]:
    """Tells of a path in the context whether it is there and the ignore file leaves it out.

    What cannot be read leaves nothing out.
    """

    def is_kept_out(path: str) -> bool:
        try:
            return ignore_rules(folder, dockerfile_path).ignores(path) and os.path.lexists(folder / path)
        except (EngineError, ValueError):
            return False

    return is_kept_out


def ignore_rules(folder: Path, dockerfile_path: Path | None) -> IgnoreRules:
    """What the ignore file of a context says: ``<dockerfile_path>.dockerignore``, else ``.dockerignore``.

    Raises EngineError for one that cannot be read or understood.
    """
    candidates = [folder / ".dockerignore"]
    if dockerfile_path is not None:
        candidates.insert(0, dockerfile_path.with_name(f"{dockerfile_path.name}.dockerignore"))
    for candidate in candidates:
        try:
            text = candidate.read_text("utf-8", "surrogateescape")
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as problem:
            raise unreadable(candidate, problem) from problem
        try:
            return IgnoreRules.of(text)
        except BadPattern as problem:
            raise EngineError(
                f"{candidate}, line {problem.line}: {problem}", advice="Mend that line."
            ) from problem
    return IgnoreRules()


def _inside(folder: Path, dockerfile_path: Path | None) -> str | None:
    """The Dockerfile's path in the context; None when it lies elsewhere."""
    if dockerfile_path is None:
        return None
    where = dockerfile_path.parent.resolve() / dockerfile_path.name
    home = folder.resolve()
    return where.relative_to(home).as_posix() if where.is_relative_to(home) else None


def _free_name(folder: Path, text: str) -> str:
    """A hidden name at the top of the context that nothing bears; the same for the same text."""
    digest = sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
    return next(
        name
        for name in (f".dockerfile.{digest[:length]}" for length in range(12, len(digest)))
        if not os.path.lexists(folder / name)
    )


def _walk(
    folder: Path, rules: IgnoreRules, left_out: list[str], inside: str = "", seen: Seen | None = None
) -> Iterator[str]:
    """The paths that stay in, folders before what they hold; ``left_out`` takes the others.

    An ignored folder is read only when an exception may bring back something in it, and stays in only for
    that.
    """
    try:
        with os.scandir(folder / inside) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
    except OSError as problem:
        raise unreadable(folder / inside, problem) from problem
    for entry in ordered:
        path = f"{inside}/{entry.name}" if inside else entry.name
        ignored, seen_here = rules.judge(path, seen)
        if not entry.is_dir(follow_symlinks=False):
            if not ignored:
                yield path
            else:
                left_out.append(path)
        elif not ignored:
            yield path
            yield from _walk(folder, rules, left_out, path, seen_here)
        else:
            inner: list[str] = []
            kept = list(_walk(folder, rules, inner, path, seen_here)) if rules.may_keep_below(path) else []
            if kept:
                yield path
                yield from kept
            left_out.extend(inner if kept else [path])


class _Packer:
    """Writes the tar archive and counts."""

    def __init__(self, stream: BinaryIO) -> None:
        self._tar = tarfile.open(  # noqa: SIM115 - closed by close()
            fileobj=stream, mode="w", format=tarfile.PAX_FORMAT, encoding="utf-8", errors="surrogateescape"
        )
        self.files = 0
        self.bytes = 0

    def add_text(self, folder: Path, path: str, text: bytes) -> None:
        """The text in the place of a file, with that file's mode and time if there is one."""
        info = tarfile.TarInfo(path)
        info.mode = 0o644
        with suppress(OSError):
            status = (folder / path).stat()
            info.mode, info.mtime = stat.S_IMODE(status.st_mode), int(status.st_mtime)
        self._add_file(info, len(text), io.BytesIO(text))

    def add(self, folder: Path, path: str) -> None:
        full = folder / path
        try:
            status = full.lstat()
            info = tarfile.TarInfo(path)
            info.mode = stat.S_IMODE(status.st_mode)
            info.mtime = int(status.st_mtime)
            if stat.S_ISDIR(status.st_mode):
                info.type = tarfile.DIRTYPE
                self._tar.addfile(info)
            elif stat.S_ISLNK(status.st_mode):
                info.type = tarfile.SYMTYPE
                info.linkname = str(full.readlink())
                self._tar.addfile(info)
            elif stat.S_ISREG(status.st_mode):
                with full.open("rb") as content:
                    self._add_file(info, os.fstat(content.fileno()).st_size, content)
            else:
                raise EngineError(
                    f"{full} is a socket, a device or a pipe, which no image can hold",
                    advice=f"Remove it, or add {path} to .dockerignore.",
                )
        except OSError as problem:
            raise unreadable(full, problem) from problem

    def close(self) -> None:
        self._tar.close()

    def _add_file(self, info: tarfile.TarInfo, size: int, content: BinaryIO) -> None:
        info.size = size
        self._tar.addfile(info, content)
        self.files += 1
        self.bytes += size


def unreadable(path: Path, problem: OSError) -> EngineError:
    """What to say of a file that cannot be read."""
    return EngineError(
        f"{path} cannot be read for the build context: {problem.strerror or problem}",
        advice="Make it readable, or name it in .dockerignore if the build does not need it.",
    )
