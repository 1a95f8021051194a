"""The files of a stage while an instruction changes them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tutor.image import FileEntry, FileKind, FileTree, Layer, difference
from tutor.image.hardlink import bound

MOST_SYMLINKS = 40


class LinkLoop(OSError):  # noqa: N818 - reads as what it is
    """Too many levels of symbolic links (ELOOP); the message is the path."""


class Filesystem:
    """What lies below with changes on top, as overlayfs has them.

    Paths have no leading slash; ``""`` is the root, which has no entry and is always a directory. Whoever
    puts an entry makes its parents first, or calls ``make_directories``. Reads cost what they touch, however
    many paths lie below.
    """

    def __init__(self, below: FileTree) -> None:
        self._below = below
        self._new: dict[str, FileEntry] = {}
        self._gone: set[str] = set()
        self._tree: FileTree | None = None
        self._names: dict[str, dict[str, None]] = {}
        """The new paths by folder."""
        self._firsts: set[str] = set()
        """New paths that other new ones are links to, or were."""

    def get(self, path: str) -> FileEntry | None:
        """The entry at exactly this path; symlinks are not followed, neither in folders."""
        entry = self._new.get(path)
        if entry is not None or path in self._gone:
            return entry
        return self._below.get(path)

    def is_directory(self, path: str) -> bool:
        """Whether a real directory is there; the root is one."""
        if not path:
            return True
        entry = self.get(path)
        return entry is not None and entry.kind is FileKind.DIRECTORY

    def children(self, path: str = "") -> list[FileEntry]:
        """What lies directly in a folder, by name."""
        new = self._names.get(path, {})
        found = [entry for entry in self._below.children(path) if entry.path not in self._gone]
        if not new:
            return found
        by_path = {entry.path: entry for entry in found} | {child: self._new[child] for child in new}
        return [by_path[child] for child in sorted(by_path)]

    def below(self, path: str) -> Iterator[FileEntry]:
        """What lies in a folder at any depth, folders before what they hold, in path order by folder."""
        for entry in self.children(path):
            yield entry
            if entry.kind is FileKind.DIRECTORY:
                yield from self.below(entry.path)

    def real(self, path: str, *, follow: bool = True) -> str:
        """Where a path leads once symlinks are followed: in its folders, and with ``follow`` at its end.

        What is not there stays as it is named. Raises LinkLoop.
        """
        rest = path.split("/")[::-1]
        here: list[str] = []
        links = 0
        while rest:
            name = rest.pop()
            if name in ("", "."):
                continue
            if name == "..":
                here = here[:-1]
                continue
            entry = self.get("/".join([*here, name]))
            if entry is None or entry.kind is not FileKind.SYMLINK or not (follow or any(rest)):
                here.append(name)
                continue
            links += 1
            if links > MOST_SYMLINKS:
                raise LinkLoop(path)
            target = entry.target or ""
            if target.startswith("/"):
                here = []
            rest.extend(target.split("/")[::-1])
        return "/".join(here)

    def resolve(self, path: str) -> FileEntry | None:
        """The entry that a process would open; None when there is none (the root has none either)."""
        try:
            return self.get(self.real(path))
        except LinkLoop:
            return None

    def put(self, entry: FileEntry) -> None:
        """Create, or replace what is at its path; a folder that stays a folder keeps what it holds."""
        path = entry.path
        self._tree = None
        if entry.kind is not FileKind.DIRECTORY and self.is_directory(path):
            self.remove(path)
        elif path in self._firsts and entry.same_as is None:
            self._part(path)
        if entry.same_as is not None:
            self._firsts.add(entry.same_as)
        self._new[path] = entry
        self._gone.discard(path)
        self._names.setdefault(path.rpartition("/")[0], {})[path] = None

    def make_directories(self, path: str, mode: int = 0o755, uid: int = 0, gid: int = 0) -> None:
        """Make a folder with those above it that are missing, all with this mode and owner.

        Raises NotADirectoryError for the path that is in the way.
        """
        parent = path.rpartition("/")[0]
        if not path or self.is_directory(path):
            return
        if self.get(path) is not None:
            raise NotADirectoryError(path)
        self.make_directories(parent, mode, uid, gid)
        self.put(FileEntry(path, FileKind.DIRECTORY, mode, uid=uid, gid=gid))

    def change(self, path: str, **fields: object) -> None:
        """Store an entry again with other fields, as chmod and chown do even when they change nothing.

        A file of a lower layer parts from its other names by that. Raises FileNotFoundError.
        """
        entry = self.get(path)
        if entry is None:
            raise FileNotFoundError(path)
        if path not in self._new:
            self.put(msgspec.structs.replace(entry, same_as=None, **fields))
            return
        self._tree = None
        first = entry.same_as or path
        names = [path]
        if first in self._firsts:
            names = [name for name, other in self._new.items() if first in (name, other.same_as)]
        for name in names:
            self._new[name] = msgspec.structs.replace(self._new[name], **fields)

    def link(self, existing: str, new: str) -> None:
        """Give a file one more name; both are stored then. Raises FileNotFoundError."""
        self.change(existing)
        entry = self._new[existing]
        self.put(msgspec.structs.replace(entry, path=new, same_as=entry.same_as or existing))

    def remove(self, path: str) -> None:
        """Delete a path with all below it. Raises FileNotFoundError."""
        entry = self.get(path)
        if entry is None:
            raise FileNotFoundError(path)
        self._tree = None
        if entry.kind is FileKind.DIRECTORY:
            for child in self.children(path):
                self.remove(child.path)
        if path in self._firsts:
            self._part(path)
        if self._new.pop(path, None) is not None:
            del self._names[path.rpartition("/")[0]][path]
        if self._below.get(path) is not None:
            self._gone.add(path)

    def _part(self, path: str) -> None:
        """Let the other names of a new file go on without this one."""
        self._firsts.discard(path)
        others = sorted(name for name, other in self._new.items() if other.same_as == path)
        for name in others:
            first = None if name == others[0] else others[0]
            self._new[name] = msgspec.structs.replace(self._new[name], same_as=first)
        if len(others) > 1:
            self._firsts.add(others[0])

    def move(self, old: str, new: str) -> None:
        """Rename a path with all below it, in place of what ``new`` was. Raises FileNotFoundError."""
        entry = self.get(old)
        if entry is None:
            raise FileNotFoundError(old)
        moved = [entry, *(self.below(old) if entry.kind is FileKind.DIRECTORY else ())]
        firsts = self._firsts_after_move({each.path: new + each.path[len(old) :] for each in moved})
        self.remove(old)
        if self.get(new) is not None:
            self.remove(new)
        for each in moved:
            path = new + each.path[len(old) :]
            first = firsts.get(each.same_as or each.path)
            self.put(msgspec.structs.replace(each, path=path, same_as=None if first == path else first))

    def _firsts_after_move(self, renamed: dict[str, str]) -> dict[str, str]:
        """The first name after a move by the first name before it, for those of which one is moved.

        A file of a lower layer parts from the names that stay there.
        """
        firsts = dict(renamed)
        stay: dict[str, list[str]] = {}
        for name, other in self._new.items() if self._firsts else ():
            if name not in renamed and (name in self._firsts or other.same_as is not None):
                stay.setdefault(other.same_as or name, []).append(name)
        for first, names in stay.items():
            firsts[first] = first if first in names else min(names)
        return firsts

    def restore(self, entry: FileEntry) -> None:
        """Put back what was taken away for a while; what lies below unchanged counts as never touched."""
        self.put(entry)
        if self._below.get(entry.path) == entry:
            del self._new[entry.path]
            del self._names[entry.path.rpartition("/")[0]][entry.path]

    def is_new_and_empty(self, path: str) -> bool:
        """Whether a folder was made here and holds nothing."""
        return self._below.get(path) is None and self.is_directory(path) and not self.children(path)

    @property
    def changed(self) -> bool:
        return bool(self._new or self._gone)

    def tree(self) -> FileTree:
        """All paths as they are now."""
        if not self.changed:
            return self._below
        if self._tree is None:
            self._tree = self._changed_tree()
        return self._tree

    def _changed_tree(self) -> FileTree:
        entries = dict(self._below.by_path)
        unbound = self._loses_first_names()
        for path in self._gone:
            entries.pop(path, None)
        for path in self._new if unbound else ():
            entries.pop(path, None)
        entries = bound(entries) if unbound else entries
        entries.update(self._new)
        if unbound or any(map(_linked, self._new.values())):
            return FileTree(bound(entries))
        return FileTree(entries, (self._below, {*self._gone, *self._new}))

    def layer(self) -> Layer:
        """What the changes store: as a listing before and after would show it."""
        before, after = self._below, self.tree()
        touched = [self._new[path] for path in self._new if _stored(before.get(path), self._new[path])]
        if any(map(_linked, touched)) or self._loses_first_names():
            return difference(before, _with_times(after, {entry.path for entry in touched}))
        return Layer(
            entries=tuple(after.by_path[entry.path] for entry in sorted(touched, key=lambda one: one.path)),
            whiteouts=tuple(sorted(self._tops_of_gone())),
        )

    def _tops_of_gone(self) -> Iterator[str]:
        gone = {path for path in self._gone if path not in self._new}
        for path in gone:
            parent = path.rpartition("/")[0]
            if parent not in gone and self.is_directory(parent):
                yield path

    def _loses_first_names(self) -> bool:
        """Whether the name that other links of a file point to is deleted or becomes another file."""
        firsts = self._below.first_names
        return bool(firsts) and any(path in firsts for path in (*self._gone, *self._new))


def _linked(entry: FileEntry | None) -> bool:
    return entry is not None and entry.same_as is not None


def _stored(old: FileEntry | None, new: FileEntry) -> bool:
    """A directory counts only when something about it changed; all else is stored when it is touched."""
    if old is None or new.kind is not FileKind.DIRECTORY or old.kind is not FileKind.DIRECTORY:
        return True
    return (old.mode, old.uid, old.gid) != (new.mode, new.uid, new.gid)


def _with_times(tree: FileTree, touched: set[str]) -> FileTree:
    """The tree with a ctime on what was touched, by which ``difference`` tells it."""
    entries = dict(tree.by_path)
    for path in touched:
        entries[path] = msgspec.structs.replace(entries[path], changed=entries[path].changed + 1.0)
    return FileTree(entries)
