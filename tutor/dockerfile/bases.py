"""What a FROM names: an earlier stage, ``scratch``, or an image."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tutor.dockerfile.expansion import ExpansionError, expand
from tutor.dockerfile.model import Base, BaseKind, Instruction
from tutor.dockerfile.platforms import trouble_with_platform
from tutor.dockerfile.reference import trouble_with_reference
from tutor.dockerfile.variables import Expanded, Scope

NAMED_FROM_WORDS = 3
"""``FROM base AS name`` has three words, ``FROM base`` one."""


@dataclass(frozen=True, slots=True)
class ReadBase:
    """A stage's base, the stage's own name, and how FROM expanded."""

    base: Base
    name: str | None
    expanded: Expanded


def read_base(instruction: Instruction, outer: Scope, stages: Mapping[str, int]) -> ReadBase:
    """Resolve a FROM; ``stages`` maps the names of the stages above it to their numbers."""
    words = instruction.words
    name = words[2].lower() if len(words) == NAMED_FROM_WORDS else None
    written = words[0] if words else ""
    platform, refused, missing = platform_of(instruction, outer)
    resolved = ""
    try:
        expansion = expand(written, outer.values, outer.escape)
        resolved = expansion.text
        missing = (*missing, *(name for name in expansion.missing if name not in outer.declared))
    except ExpansionError as error:
        refused = refused or str(error)
    else:
        refused = refused or trouble_with_base(written, resolved, stages)
    expanded = Expanded(
        instruction,
        (resolved or written, *words[1:]),
        missing,
        tuple(outer.values),
        refused if words else None,
    )
    return ReadBase(base_of(written, resolved, platform, stages), name, expanded)


def platform_of(instruction: Instruction, outer: Scope) -> tuple[str | None, str | None, tuple[str, ...]]:
    """The platform, BuildKit's complaint about it, and the variables that it lacks."""
    written = instruction.flag("platform")
    if not written:
        return None, None, ()
    try:
        expansion = expand(written, outer.values, outer.escape)
    except ExpansionError as error:
        return written, str(error), ()
    missing = tuple(name for name in expansion.missing if name not in outer.declared)
    if not expansion.text:
        return None, f"empty platform value from expression {written}", missing
    return expansion.text, trouble_with_platform(expansion.text, written), missing


def trouble_with_base(written: str, resolved: str, stages: Mapping[str, int]) -> str | None:
    if not resolved:
        return f"base name ({written}) should not be blank"
    if resolved in stages or resolved == "scratch":
        return None
    why = trouble_with_reference(resolved)
    return f'failed to parse stage name "{resolved}": {why}' if why else None


def base_of(written: str, resolved: str, platform: str | None, stages: Mapping[str, int]) -> Base:
    if resolved in stages:
        return Base(BaseKind.STAGE, written, resolved, stages[resolved], platform)
    if resolved == "scratch":
        return Base(BaseKind.SCRATCH, written, resolved, None, platform)
    kind = BaseKind.UNKNOWN if trouble_with_reference(resolved) else BaseKind.IMAGE
    return Base(kind, written, resolved, None, platform)
