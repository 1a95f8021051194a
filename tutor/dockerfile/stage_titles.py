"""How a stage is called where it is told of: by its name, or as BuildKit does."""

from __future__ import annotations


def stage_title(label: str) -> str:
    """``build``; ``stage-1`` where ``label`` is the number of a stage without a name."""
    return f"stage-{label}" if label.isdecimal() else label


def the_stage(label: str) -> str:
    """``stage build`` or ``stage-1``, for a sentence."""
    return stage_title(label) if label.isdecimal() else f"stage {label}"


def this_stage(label: str) -> str:
    """``Stage build`` or ``Stage-1``, for the beginning of a sentence."""
    said = the_stage(label)
    return said[0].upper() + said[1:]
