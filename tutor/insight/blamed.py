"""Which line of a Dockerfile a mistake belongs to that only showed when the image ran."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from tutor.dockerfile import Dockerfile
from tutor.engine.causes import Cause
from tutor.engine.result import BuildResult, BuiltInstruction
from tutor.image import FileEntry

STARTS = ("CMD", "ENTRYPOINT")
BLAMED = {
    "E3": STARTS,
    "E4": ("FROM",),
    "E5": ("FROM",),
    "E6": ("FROM",),
    "E7": STARTS,
    "E9": ("CMD",),
    "E10": ("USER", "FROM"),
    "E12": ("FROM",),
    "E13": ("FROM",),
    "E14": ("FROM",),
    "E19": ("USER", "FROM"),
    "E20": ("HEALTHCHECK",),
    "E22": ("FROM",),
    "E23": ("USER", "FROM"),
    "E24": ("USER", "FROM"),
    "E25": STARTS,
    "E26": STARTS,
}
"""The instructions to look at for each, the likeliest first: what starts, its base, as whom it runs."""


BRINGS = ("COPY", "ADD", "WORKDIR")


def blamed_line(cause: Cause, dockerfile: Dockerfile, result: BuildResult) -> int | None:
    """The first line of the last instruction of that kind in the final stage, or in those that it is FROM;
    None where there is none, or no line is to blame (E8: a shell was asked for from outside).

    Where a user may not use what a COPY brought or a WORKDIR made (E10, E25), that is to blame: it set owner
    and mode.
    """
    stage = result.final
    if stage >= len(dockerfile.stages):
        return None
    brought = _brought(cause.path, dockerfile, result) if cause.key in ("E10", "E25") and cause.path else None
    if brought is not None:
        return brought.line
    for keyword in BLAMED.get(cause.key, ()):
        wanted = STARTS if keyword in STARTS else (keyword,)
        for each in dockerfile.chain(dockerfile.stages[stage]):
            found = [one for one in each.instructions if one.keyword in wanted]
            if found:
                return found[-1].lines.first
    return None


def _brought(path: str, dockerfile: Dockerfile, result: BuildResult) -> BuiltInstruction | None:
    """The COPY or WORKDIR that decided who owns what lies at a path, or the folder that it was to be made in;
    None where something else did.
    """
    final = result.final_stage
    config, files = final.config, final.files
    if files is None:
        return None
    at = posixpath.join("/", config.workdir if config else "", path).strip("/")
    entry = files.resolve(at)
    while entry is None and at:
        at = posixpath.dirname(at)
        entry = files.resolve(at) if at else None
    if entry is None:
        return None
    maker = None
    for one, stored in _stored(entry.path, dockerfile, result):
        if (stored.uid, stored.gid, stored.mode) != (entry.uid, entry.gid, entry.mode):
            break
        maker = one
    return maker if maker is not None and maker.keyword in BRINGS else None


def _stored(
    path: str, dockerfile: Dockerfile, result: BuildResult
) -> Iterator[tuple[BuiltInstruction, FileEntry]]:
    """Who stored a path in the final stage or in those that it is FROM, and how, the last one first."""
    for stage in dockerfile.chain(dockerfile.stages[result.final]):
        first = 0 if stage.base.stage is None else 1
        for one in reversed(result.stages[stage.index].instructions[first:]):
            if one.layer is not None:
                yield from ((one, entry) for entry in one.layer.entries if entry.path == path)
