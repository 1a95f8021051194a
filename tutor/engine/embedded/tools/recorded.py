"""Finding the recording of a command, and putting what it did onto a stage."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

import msgspec

from tutor.engine.embedded.catalogue.format import CommandIndex, CommandKey, RecordedCommand
from tutor.engine.embedded.system.process import Recordings
from tutor.engine.embedded.tools.difference import nearest_first, on_the_same_files, what_differs
from tutor.engine.embedded.tools.key import anywhere, key_from, usage_of
from tutor.engine.embedded.tools.situation import Situation
from tutor.engine.embedded.tools.spelling import spelled, words_of
from tutor.image import FileEntry

MOST_NEAR = 5


@dataclass(frozen=True)
class Miss:
    """Nothing that is recorded is this command; ``reason`` says what differs first, ``near`` what there is.

    ``out`` is as a Hit has it. ``anywhere`` is the key for a recording that tells no folder, where there may
    be one.
    """

    key: CommandKey
    reason: str
    near: tuple[str, ...]
    out: str | None
    anywhere: CommandKey | None = None


@dataclass(frozen=True)
class Hit:
    """The recording of a command; ``out`` is the absolute path that stands for ``{out}``."""

    index: CommandIndex
    out: str | None


def find(situation: Situation, catalogue: Recordings) -> Hit | Miss:
    """The recording whose key equals that of this start."""
    usage = usage_of(situation)
    key = key_from(situation, usage)
    recorded = catalogue.commands(key.tool)
    free = anywhere(key, situation, usage)
    for index in recorded:
        if index.key in (key, free):
            return Hit(index, usage.out)
    nearest = nearest_first(key, [index.key for index in recorded])
    if not nearest:
        return Miss(key, "no run of it is recorded", (), usage.out, free)
    asked = free if free is not None and nearest[0].any_folder else key
    return Miss(key, what_differs(asked, nearest[0]), _near(key, nearest), usage.out, free)


def _near(key: CommandKey, nearest: list[CommandKey]) -> tuple[str, ...]:
    """Other commands on these files, the nearest first: those of this folder, and of another the same
    command with other arguments. Each is told once, in whatever folders it was recorded.
    """
    found: dict[str, str] = {}
    for other in nearest:
        here = other.any_folder or other.folder == key.folder
        if on_the_same_files(key, other) and (here or other.argv[:2] == key.argv[:2]):
            words = words_of(other)
            found.setdefault(words, words if here else spelled(other))
    found.pop(words_of(key), None)  # nobody needs to be told the very words that are not recorded here
    return tuple(found.values())[:MOST_NEAR]


def put(recorded: RecordedCommand, hit: Hit, situation: Situation) -> None:
    """Do to the files of a stage what the command did."""
    files = situation.places.files
    names = {"{out}": (hit.out or "").strip("/"), "{folder}": files.real(situation.folder)}
    for digest, head in recorded.heads.items():
        situation.contents.add_head(digest, head)
    for path in recorded.removes:
        gone = _placed(path, names)
        if files.get(gone) is not None:
            files.remove(gone)
    for entry in recorded.stores:
        placed = _entry(entry, names)
        files.make_directories(posixpath.dirname(placed.path), uid=placed.uid, gid=placed.gid)
        files.put(placed)


def _entry(entry: FileEntry, names: dict[str, str]) -> FileEntry:
    same_as = entry.same_as if entry.same_as is None else _placed(entry.same_as, names)
    return msgspec.structs.replace(entry, path=_placed(entry.path, names), same_as=same_as)


def _placed(path: str, names: dict[str, str]) -> str:
    for name, real in names.items():
        if path == name or path.startswith(f"{name}/"):
            return (real + path[len(name) :]).strip("/")
    return path
