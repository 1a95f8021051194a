"""What ``COPY --from`` and ``RUN --mount=from=`` name: an earlier stage or an image."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tutor.dockerfile.model import Instruction, Stage
from tutor.dockerfile.mounts import lenient_mounts

NUMBER = re.compile(r"^[-+]?[0-9]+$")


@dataclass(frozen=True, slots=True)
class Source:
    """Where an instruction takes files from other than the build context.

    ``stage`` is a stage's number, perhaps that of no stage or of a later one; None for the image ``name``.
    ``target`` is where a mount lies.
    """

    name: str
    stage: int | None
    reason: Literal["copy", "mount"]
    instruction: Instruction
    target: str = ""


def stage_numbers(stages: Sequence[Stage]) -> dict[str, int]:
    """Names to numbers over the whole file; of two stages with one name the later counts, as in BuildKit."""
    return {stage.name: stage.index for stage in stages if stage.name is not None}


def sources_of(instruction: Instruction, numbers: Mapping[str, int]) -> tuple[Source, ...]:
    """Every source of a COPY or a RUN, in the order in which they are written."""
    if instruction.keyword == "COPY":
        name = instruction.flag("from")
        if not name:
            return ()
        stage = int(name) if NUMBER.match(name) else numbers.get(name.lower())
        return (Source(name, stage, "copy", instruction),)
    if instruction.keyword == "RUN":
        return tuple(
            # A mount knows stages by name only: from=0 is an image called 0.
            Source(m.source_name, numbers.get(m.source_name.lower()), "mount", instruction, m.target)
            for m in lenient_mounts(instruction.flags)
            if m.source_name
        )
    return ()
