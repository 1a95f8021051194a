"""Which line of a Dockerfile a mistake belongs to that only showed when the image ran."""

from __future__ import annotations

from tutor.dockerfile import Dockerfile
from tutor.engine.causes import Cause

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
}
"""The instructions to look at for each, the likeliest first: what starts, its base, as whom it runs."""


def blamed_line(cause: Cause, dockerfile: Dockerfile, stage: int) -> int | None:
    """The first line of the last instruction of that kind in the stage, or in those that it is FROM; None
    where there is none, or no line is to blame (E8: a shell was asked for from outside).
    """
    if stage >= len(dockerfile.stages):
        return None
    for keyword in BLAMED.get(cause.key, ()):
        wanted = STARTS if keyword in STARTS else (keyword,)
        for each in dockerfile.chain(dockerfile.stages[stage]):
            found = [one for one in each.instructions if one.keyword in wanted]
            if found:
                return found[-1].lines.first
    return None
