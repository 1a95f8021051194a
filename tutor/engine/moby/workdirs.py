"""Folders that WORKDIR makes, where its layer was listed together with the next one's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from tutor.engine.result import BuiltInstruction
from tutor.image import FileEntry, FileKind, ImageConfig, Layer

NUMBERS = re.compile(r"(\d+)(?::(\d+))?")
ROOT = ("", "root", "root:root")


def folders_to_workdirs(
    instructions: Sequence[BuiltInstruction], configs: Mapping[int, ImageConfig]
) -> tuple[BuiltInstruction, ...]:
    """Give every WORKDIR the folders that it made, and take them from the instruction they were found with.

    ``configs`` are those after each WORKDIR, by position. A folder has no bytes, so that sizes stay as they
    are. BuildKit makes folders with mode 755 for the user of that moment: what they were found with keeps
    those to which it did something.
    """
    made = list(instructions)
    for position, config in configs.items():
        folder, owner = config.workdir.strip("/"), _owner(config.user)
        if made[position].layer != Layer(()):
            continue
        found_with = next((at for at in range(position + 1, len(made)) if _stores(made[at])), None)
        layer = made[found_with].layer if found_with is not None else None
        if found_with is None or layer is None:
            continue
        mine = tuple(_as_made(entry, owner) for entry in layer.entries if _leads_to(entry, folder))
        rest = tuple(
            entry
            for entry in layer.entries
            if not _leads_to(entry, folder) or entry != _as_made(entry, owner)
        )
        made[position] = replace(made[position], layer=Layer(mine))
        made[found_with] = replace(made[found_with], layer=replace(layer, entries=rest))
    return tuple(made)


def _stores(instruction: BuiltInstruction) -> bool:
    return instruction.layer is not None and bool(instruction.layer.entries)


def _owner(user: str) -> tuple[int, int] | None:
    """User and group by number; None for a name, which only the image can look up."""
    if user in ROOT:
        return 0, 0
    numbers = NUMBERS.fullmatch(user)
    return None if numbers is None else (int(numbers[1]), int(numbers[2] or numbers[1]))


def _as_made(folder: FileEntry, owner: tuple[int, int] | None) -> FileEntry:
    uid, gid = owner or (folder.uid, folder.gid)
    return msgspec.structs.replace(folder, mode=0o755, uid=uid, gid=gid)


def _leads_to(entry: FileEntry, folder: str) -> bool:
    return entry.kind is FileKind.DIRECTORY and f"{folder}/".startswith(f"{entry.path}/")
