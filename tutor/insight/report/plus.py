"""Says what one image is beside another: ``B is A plus …``."""

from __future__ import annotations

from tutor.image import Comparison
from tutor.image.comparing import weight_of
from tutor.image.kinds import tally
from tutor.image.size import human

MOST_KINDS = 3


def plus(one: str, other: str, found: Comparison) -> str:
    """What ``other`` is beside ``one``, in one sentence; ``found`` is the way from the one to the other."""
    has = [_part(found, "added"), _part(found, "changed")]
    with_more = " and ".join(part for part in has if part)
    without = _part(found, "removed")
    if not with_more and not without:
        return f"{other} is {one}: no path differs."
    sentence = f"{other} is {one}"
    if with_more:
        sentence += f" plus {with_more}"
    if without:
        sentence += f"{',' if with_more else ''} without {without}"
    return f"{sentence}."


def _part(found: Comparison, name: str) -> str:
    part = {"added": found.added, "changed": found.changed, "removed": found.removed}[name]
    if not len(part):
        return ""
    what = f"{part.files} {'changed file' if name == 'changed' else 'file'}{'' if part.files == 1 else 's'}"
    if not part.files:
        others = "changed path" if name == "changed" else "path"
        return f"{len(part)} {others}{'' if len(part) == 1 else 's'} without bytes"
    size = human(sum(weight_of(entry) for entry in part))
    kinds = [f"{human(size)} {kind.title}" for kind, (_, size) in tally(part).items() if size][:MOST_KINDS]
    if name == "changed" or not kinds:
        return f"{what} of {size}"
    if len(kinds) == 1:
        return f"{what} of {kinds[0]}"
    return f"{what} of {size} ({', '.join(kinds)})"
