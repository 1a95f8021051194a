"""Which files of a layer are no news: the stage had their content before, there or elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tutor.dockerfile import Instruction
from tutor.image import FileEntry, FileKind

HowReused = Literal["kept", "moved", "copied"]
"""Stored whole again for a mode, an owner or a time; taken away elsewhere; left there as well."""

COPYING = re.compile(r"(?<![\w./-])(cp|mv|install|rsync|tar|ln)(?=\s)|(?<=/)(cp|mv|install)(?=\s)")


@dataclass(frozen=True, slots=True)
class Reuse:
    """Where the content was before: ``path`` as ``owner``'s step stored it (a step's number).

    ``likely`` marks what size and time speak for, but no digest.
    """

    path: str
    how: HowReused
    likely: bool
    owner: int = -1

    def of(self, owner: int) -> Reuse:
        return Reuse(self.path, self.how, self.likely, owner)


def may_copy(instruction: Instruction) -> bool:
    """Whether the command names a program that copies files."""
    texts = (instruction.text, *(heredoc.content for heredoc in instruction.heredocs))
    return any(COPYING.search(text) for text in texts)


def reused(
    gone: Mapping[str, FileEntry],
    entries: Mapping[str, FileEntry],
    shown: Mapping[str, FileEntry],
) -> dict[str, Reuse]:
    """The files of a layer that the stage had before, by path.

    ``gone`` are the paths that the layer deletes or replaces, ``entries`` those that it stores, ``shown``
    what else it may have copied. Ask only for layers of commands: what COPY puts down comes from elsewhere,
    however alike it is.
    """
    found: dict[str, Reuse] = {}
    rest: list[FileEntry] = []
    for path, entry in entries.items():
        if entry.kind is not FileKind.FILE or entry.same_as is not None:
            continue
        old = gone.get(path)
        if old is not None and old.kind is FileKind.FILE and alike(old, entry):
            found[path] = Reuse(path, "kept", likely=old.digest is None or entry.digest is None)
        elif entry.size:
            rest.append(entry)
    if rest:
        moved = _moved(rest, [old for old in gone.values() if old.path not in entries])
        found.update(moved)
        if shown:
            found.update(_copied([entry for entry in rest if entry.path not in moved], shown))
    return found


def alike(old: FileEntry, new: FileEntry) -> bool:
    """Whether two files have the same content: by digest, else as far as size and mtime tell."""
    if old.size != new.size:
        return False
    if old.digest is not None and new.digest is not None:
        return old.digest == new.digest
    return old.mtime == new.mtime


def _moved(new: Iterable[FileEntry], deleted: Iterable[FileEntry]) -> dict[str, Reuse]:
    by_size = _by_size(deleted)
    found = {}
    for entry in new:
        if (old := _best(entry, by_size.get(entry.size, ()), _same_move)) is not None:
            found[entry.path] = Reuse(old.path, "moved", likely=old.digest is None or entry.digest is None)
    return found


def _copied(new: Iterable[FileEntry], shown: Mapping[str, FileEntry]) -> dict[str, Reuse]:
    wanted = {entry.size for entry in new}
    by_size = _by_size(old for old in shown.values() if old.size in wanted)
    found = {}
    for entry in new:
        if (old := _best(entry, by_size.get(entry.size, ()), _same_move)) is not None:
            found[entry.path] = Reuse(old.path, "copied", likely=old.digest is None or entry.digest is None)
    return found


def _by_size(entries: Iterable[FileEntry]) -> dict[int, list[FileEntry]]:
    by_size: dict[int, list[FileEntry]] = {}
    for entry in entries:
        if entry.size and entry.kind is FileKind.FILE and entry.same_as is None:
            by_size.setdefault(entry.size, []).append(entry)
    return by_size


def _same_move(old: FileEntry, new: FileEntry) -> bool:
    """As ``alike``; a time that nobody told is no sign."""
    return alike(old, new) and (old.mtime != 0.0 or (old.digest is not None and new.digest is not None))


def _best(
    entry: FileEntry, old: Iterable[FileEntry], fits: Callable[[FileEntry, FileEntry], bool]
) -> FileEntry | None:
    """The one that fits, of several the one that has the name; None where several have it not."""
    fitting = [one for one in old if one.path != entry.path and fits(one, entry)]
    name = entry.path.rpartition("/")[2]
    named = [one for one in fitting if one.path.rpartition("/")[2] == name]
    if named:
        return max(named, key=lambda one: _common_tail(one.path, entry.path))
    return fitting[0] if len(fitting) == 1 else None


def _common_tail(one: str, other: str) -> int:
    """How many names at the end two paths share."""
    count = 0
    for mine, theirs in zip(reversed(one.split("/")), reversed(other.split("/")), strict=False):
        if mine != theirs:
            break
        count += 1
    return count
