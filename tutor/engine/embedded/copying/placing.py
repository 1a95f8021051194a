"""Puts files of an origin into a stage, one source at a time."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

import msgspec

from tutor.engine.embedded.copying.errors import CopyError
from tutor.engine.embedded.copying.finding import blocked, followed, source_entry
from tutor.engine.embedded.copying.modes import Modes
from tutor.engine.embedded.copying.owners import Owner
from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.ignore import IgnoreRules, Seen
from tutor.image import FileEntry, FileKind


@dataclass(frozen=True, slots=True)
class Target:
    """Where to, and as what."""

    files: Filesystem
    destination: str
    """Absolute, with a slash at the end when a folder is wanted."""
    owner: Owner | None
    modes: Modes

    def owned(self, entry: FileEntry | None, uid: int = 0, gid: int = 0) -> tuple[int, int]:
        """Whose something is that is copied from ``entry``, or made on the way (None) for uid and gid."""
        if self.owner is not None:
            return self.owner.over(uid, gid)
        return (entry.uid, entry.gid) if entry is not None else (uid, gid)

    def make_folders(self, path: str, mode: int) -> None:
        """Make a folder, and those above it, as copying does on the way. Raises CopyError."""
        uid, gid = self.owned(None)
        try:
            self.files.make_directories(path, mode, uid, gid)
        except NotADirectoryError as problem:
            raise CopyError(f"mkdir /{problem}: not a directory") from None

    def folder_of(self, path: str) -> str:
        """Where a folder of the destination really is. Raises CopyError."""
        real = followed(self.files, path)
        if (reason := blocked(self.files, real)) is not None:
            raise CopyError(reason)
        return real


@dataclass(slots=True)
class _Above:
    """A folder that is being copied; ``made`` is false while nothing of it was wanted yet."""

    entry: FileEntry | None
    there: str
    made: bool


@dataclass(slots=True)
class Placer:
    """Copies one source: a file, or what a folder holds."""

    origin: Filesystem
    target: Target
    excludes: IgnoreRules
    linked: frozenset[str]
    """First names of those files of the origin that have several."""
    above: list[_Above] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """Where a file of several names went first."""
    start: str = ""

    def place(self, source: str) -> None:
        """Copy what is at ``source``, a path of the origin. Raises CopyError."""
        files, destination = self.target.files, self.target.destination
        mode = self.target.modes.for_made_folders
        self.target.make_folders(self.target.folder_of(posixpath.dirname(destination)), mode)
        there = followed(files, destination)
        self.start = followed(self.origin, source)
        entry = source_entry(self.origin, self.start)
        if entry is not None and entry.kind is not FileKind.DIRECTORY:
            if files.is_directory(there):
                there = _join(there, posixpath.basename(source))
            self.target.make_folders(posixpath.dirname(there), mode)
            self._file(entry, there)
            return
        if not files.is_directory(there):
            if files.get(there) is not None:
                raise CopyError(f"cannot copy to non-directory: /{there}")
            self.target.make_folders(there, mode)
        self.above.append(_Above(entry, there, made=True))
        self._children(self.start, there, None)

    def _children(self, source: str, there: str, seen: Seen | None) -> None:
        for child in self.origin.children(source):
            path = _join(there, child.path.rpartition("/")[2])
            excluded, seen_here = self.excludes.judge(self._inside(child.path), seen)
            if child.kind is FileKind.DIRECTORY:
                self._folder(child, path, seen_here, excluded=excluded)
            elif not excluded:
                self._file(child, path)

    def _folder(self, entry: FileEntry, there: str, seen: Seen, *, excluded: bool) -> None:
        """Copy a folder inside the source; an excluded one comes along when something in it does."""
        if not excluded:
            self._make_above()
            self._make(entry, there, whole=True)
        elif (child := next(iter(self.origin.children(entry.path)), None)) is not None:
            self._look_into(child, there)
        self.above.append(_Above(entry, there, made=not excluded))
        self._children(entry.path, there, seen)
        self.above.pop()

    def _look_into(self, child: FileEntry, there: str) -> None:
        """BuildKit looks where even an excluded file would go, and stumbles over what is no folder."""
        inside = self.target.files.resolve(there)
        if inside is not None and inside.kind is not FileKind.DIRECTORY:
            name = child.path.rpartition("/")[2]
            raise CopyError(f"failed to stat /{child.path}: lstat /{there}/{name}: not a directory")

    def _make_above(self) -> None:
        for folder in self.above:
            if not folder.made and folder.entry is not None:
                self._make(folder.entry, folder.there, whole=False)
                folder.made = True

    def _make(self, entry: FileEntry, there: str, *, whole: bool) -> None:
        """Make a folder like ``entry``; of one that is there without ``whole`` change only the mode."""
        files = self.target.files
        old = files.get(there)
        if old is not None and old.kind is not FileKind.DIRECTORY:
            raise CopyError(f"cannot copy to non-directory: /{there}")
        mode = entry.mode
        uid, gid = (0, 0) if old is None else (old.uid, old.gid)
        if whole or old is None:
            mode = self.target.modes.apply(mode, directory=True)
            uid, gid = self.target.owned(entry, uid, gid)
        files.put(FileEntry(there, FileKind.DIRECTORY, mode, uid=uid, gid=gid))

    def _file(self, entry: FileEntry, there: str) -> None:
        self._make_above()
        if self.target.files.is_directory(there):
            raise CopyError(f"cannot replace to directory /{there} with file")
        mode = entry.mode
        if entry.kind is not FileKind.SYMLINK:
            mode = self.target.modes.apply(mode, directory=False)
        uid, gid = self.target.owned(entry)
        first = None
        if entry.same_as is not None or entry.path in self.linked:
            first = self.names.setdefault(entry.same_as or entry.path, there)
        same_as = None if first == there else first
        self.target.files.put(
            msgspec.structs.replace(entry, path=there, mode=mode, uid=uid, gid=gid, same_as=same_as)
        )

    def _inside(self, path: str) -> str:
        return path.removeprefix(f"{self.start}/") if self.start else path


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
