"""Which layer leads from one merged view to the next."""

from __future__ import annotations

from tutor.image.entry import FileEntry, FileKind
from tutor.image.hardlink import groups_of
from tutor.image.layer import Layer
from tutor.image.tree import FileTree


def difference(before: FileTree, after: FileTree) -> Layer:
    """The layer that overlayfs stores for what happened between two listings.

    A path is stored whole again when anything about it differs, its ctime included: a chmod, a touch or a
    write of the same bytes copies the file up. Directories are listed when mode or owner changed, not for
    their times: those move whenever something inside does. Of a deleted tree only the top is a whiteout, and
    what a path's new kind hides (a directory that became a file) needs none.
    """
    old, new = before.by_path, after.by_path
    stored = {path for path, entry in new.items() if old.get(path) != entry and _stored(old.get(path), entry)}
    stored |= _relinked(before, after, stored)
    return Layer(
        entries=tuple(new[path] for path in sorted(stored)),
        whiteouts=tuple(sorted(_tops_of_deleted(before, after))),
    )


def _stored(old: FileEntry | None, new: FileEntry) -> bool:
    if old is None or old.kind is not new.kind or old.mode != new.mode:
        return True
    if old.uid != new.uid or old.gid != new.gid:
        return True
    if new.kind is FileKind.DIRECTORY:
        return False
    return (
        old.size != new.size
        or old.mtime != new.mtime
        or old.changed != new.changed
        or old.target != new.target
        or _known_to_differ(old.digest, new.digest)
    )


def _known_to_differ(old: str | None, new: str | None) -> bool:
    return old is not None and new is not None and old != new


def _tops_of_deleted(before: FileTree, after: FileTree) -> list[str]:
    new = after.by_path
    gone = before.by_path.keys() - new.keys()
    tops = []
    for path in gone:
        parent = path.rpartition("/")[0]
        if parent in gone or (parent and new[parent].kind is not FileKind.DIRECTORY):
            continue
        tops.append(path)
    return tops


def _relinked(before: FileTree, after: FileTree, stored: set[str]) -> set[str]:
    """Unchanged names of files that gained a name, or share one with a stored path.

    Linking copies a file up, so that a layer holds all names of it or none. Names that were one file and no
    longer are cannot be told from times alone: all but one are stored.
    """
    now = groups_of(after.by_path)
    then = groups_of(before.by_path)
    if not now and not then:
        return set()
    was = {path: root for root, members in then.items() for path in members}
    relinked: set[str] = set()
    for members in now.values():
        if not stored.isdisjoint(members) or len({was.get(path, path) for path in members}) > 1:
            relinked.update(members)
    is_now = {path: root for root, members in now.items() for path in members}
    for members in then.values():
        survivors = [
            path for path in members if path in after and path not in stored and path not in relinked
        ]
        first = is_now.get(survivors[0], survivors[0]) if survivors else ""
        relinked.update(path for path in survivors if is_now.get(path, path) != first)
    return relinked
