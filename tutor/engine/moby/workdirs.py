"""Folders that WORKDIR makes, where its layer was listed together with the next one's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from tutor.engine.result import BuiltInstruction
from tutor.image import FileEntry, FileKind, Layer


def folders_to_workdirs(
    instructions: Sequence[BuiltInstruction], folders: Mapping[int, str]
) -> tuple[BuiltInstruction, ...]:
    """Give every WORKDIR the folders that it made, and take them from the instruction they were found with.

    ``folders`` are the paths that WORKDIRs name, without their leading slash, by position. A folder has no
    bytes, so that sizes stay as they are. WORKDIR makes folders as root's and 755: what they were found with
    keeps those to which it did something.
    """
    made = list(instructions)
    for position, folder in folders.items():
        if made[position].layer != Layer(()):
            continue
        found_with = next((at for at in range(position + 1, len(made)) if _stores(made[at])), None)
        layer = made[found_with].layer if found_with is not None else None
        if found_with is None or layer is None:
            continue
        mine = tuple(_as_made(entry) for entry in layer.entries if _leads_to(entry, folder))
        rest = tuple(
            entry for entry in layer.entries if not _leads_to(entry, folder) or entry != _as_made(entry)
        )
        made[position] = replace(made[position], layer=Layer(mine))
        made[found_with] = replace(made[found_with], layer=replace(layer, entries=rest))
    return tuple(made)


def _stores(instruction: BuiltInstruction) -> bool:
    return instruction.layer is not None and bool(instruction.layer.entries)


def _as_made(folder: FileEntry) -> FileEntry:
    return msgspec.structs.replace(folder, mode=0o755, uid=0, gid=0)


def _leads_to(entry: FileEntry, folder: str) -> bool:
    return entry.kind is FileKind.DIRECTORY and f"{folder}/".startswith(f"{entry.path}/")
