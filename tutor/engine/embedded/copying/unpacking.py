"""Unpacks an archive into a folder of a stage, as ADD does."""

from __future__ import annotations

import posixpath
import tarfile
from collections.abc import Iterable

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.copying.archives import Member
from tutor.engine.embedded.copying.errors import CopyError
from tutor.engine.embedded.copying.finding import TOO_MANY_LINKS, followed
from tutor.engine.embedded.copying.modes import MADE_FOLDER
from tutor.engine.embedded.copying.placing import Target
from tutor.engine.embedded.filesystem import MOST_SYMLINKS, Filesystem
from tutor.engine.errors import NotRecorded
from tutor.image import FileEntry, FileKind

KINDS = {
    tarfile.REGTYPE: FileKind.FILE,
    tarfile.AREGTYPE: FileKind.FILE,
    tarfile.CONTTYPE: FileKind.FILE,
    tarfile.DIRTYPE: FileKind.DIRECTORY,
    tarfile.SYMTYPE: FileKind.SYMLINK,
    tarfile.CHRTYPE: FileKind.CHARACTER_DEVICE,
    tarfile.BLKTYPE: FileKind.BLOCK_DEVICE,
    tarfile.FIFOTYPE: FileKind.FIFO,
}

WHITEOUT = ".wh."


def unpack(members: Iterable[Member], target: Target, contents: Contents) -> None:
    """Put every member in its place; ``--chown`` counts, ``--chmod`` and ``--exclude`` do not.

    Raises CopyError.
    """
    top = followed(target.files, target.destination)
    target.make_folders(top, MADE_FOLDER)
    unpacking = _Unpacking(target, contents, top)
    for member in members:
        unpacking.put(member)


class _Unpacking:
    def __init__(self, target: Target, contents: Contents, top: str) -> None:
        self._target = target
        self._files = target.files
        self._contents = contents
        self._top = top

    def put(self, member: Member) -> None:
        info = member.info
        name = posixpath.normpath(info.name).lstrip("/")
        if name in (".", ""):
            return
        if name.startswith("../") or name == "..":
            raise CopyError(f'invalid entry name "{info.name}"')
        if name.rpartition("/")[2].startswith(WHITEOUT):
            raise NotRecorded(f"ADD of a member called {name}", reason="it means a deletion to an image")
        path = self._place(name)
        old = self._files.get(path)
        is_folder = info.type == tarfile.DIRTYPE
        if old is not None and not (is_folder and old.kind is FileKind.DIRECTORY):
            self._files.remove(path)
        uid, gid = info.uid, info.gid
        if self._target.owner is not None:
            uid, gid = self._target.owner.over(0, 0)
        mode = info.mode & 0o7777
        if info.type == tarfile.LNKTYPE:
            self._link(info, path, mode, uid, gid)
            return
        kind = KINDS.get(info.type)
        if kind is None:
            return
        is_file = kind is FileKind.FILE
        self._files.put(
            FileEntry(
                path,
                kind,
                0o777 if kind is FileKind.SYMLINK else mode,
                len(member.content) if is_file else 0,
                uid,
                gid,
                float(info.mtime),
                target=info.linkname if kind is FileKind.SYMLINK else None,
                digest=self._contents.add(member.content) if is_file else None,
            )
        )

    def _link(self, info: tarfile.TarInfo, path: str, mode: int, uid: int, gid: int) -> None:
        existing = self._place(posixpath.normpath(info.linkname).lstrip("/"))
        entry = self._files.get(existing)
        if entry is None:
            raise CopyError(f"linkat {info.linkname} {info.name}: no such file or directory")
        self._files.link(existing, path)
        if entry.kind is FileKind.SYMLINK:
            mode = entry.mode
        self._files.change(path, mode=mode, uid=uid, gid=gid)

    def _place(self, name: str) -> str:
        """Where a member goes: symlinks in its folders are followed, and the folders made that are missing.

        The folder that is unpacked into is the root of all links.
        """
        folder, _, last = name.rpartition("/")
        inside = _real(self._files, self._top, folder)
        where = _join(self._top, inside)
        if not self._files.is_directory(where):
            try:
                self._files.make_directories(where, MADE_FOLDER)
            except NotADirectoryError as problem:
                raise CopyError(f"mkdir /{problem}: not a directory") from None
        return _join(where, last)


def _real(files: Filesystem, top: str, path: str) -> str:
    """Where a path below ``top`` leads when ``top`` is the root."""
    rest = path.split("/")[::-1]
    here: list[str] = []
    links = 0
    while rest:
        name = rest.pop()
        if name in ("", "."):
            continue
        if name == ".." and not here:
            raise CopyError(f"statat {path}: path escapes from parent")
        if name == "..":
            here = here[:-1]
            continue
        entry = files.get(_join(top, "/".join([*here, name])))
        if entry is None or entry.kind is not FileKind.SYMLINK:
            here.append(name)
            continue
        links += 1
        if links > MOST_SYMLINKS:
            raise CopyError(TOO_MANY_LINKS)
        target = entry.target or ""
        if target.startswith("/"):
            here = []
        rest.extend(target.split("/")[::-1])
    return "/".join(here)


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder and name else folder or name
