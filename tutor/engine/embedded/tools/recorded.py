"""Finding the recording of a command, and putting what it did onto a stage."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

import msgspec

from tutor.engine.embedded.catalogue.format import CommandIndex, CommandKey, RecordedCommand
from tutor.engine.embedded.system.process import Recordings
from tutor.engine.embedded.tools.difference import nearest_first, what_differs
from tutor.engine.embedded.tools.key import anywhere, key_from, usage_of
from tutor.engine.embedded.tools.situation import Situation
from tutor.engine.embedded.tools.spelling import spelled
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
    near = tuple(word for word in dict.fromkeys(map(spelled, nearest)) if word not in _as_written(key))
    return Miss(key, what_differs(asked, nearest[0]), near[:MOST_NEAR], usage.out, free)


def _as_written(key: CommandKey) -> tuple[str, str]:
    """What nobody needs to be told is near: the very words that are not recorded here."""
    return spelled(key), spelled(msgspec.structs.replace(key, any_folder=True))


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
