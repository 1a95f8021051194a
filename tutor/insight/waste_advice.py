"""Advice on bytes that the final image carries and does not show."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.image.size import human
from tutor.insight.advised import Advice, Case
from tutor.insight.explanation import Waste

LAYERS = "layers-remember"
OWNERS = "no-shell-no-root"


def avoidable_waste(case: Case) -> Sequence[Advice]:
    """What a line hid that another line had stored; what the base stored cannot be mended."""
    found = []
    for waste in case.explanation.waste:
        if not waste.ships:
            continue
        owners = [case.dockerfile.instruction_at(line) for line in waste.of_lines]
        keywords = {owner.keyword for owner in owners if owner is not None}
        if "FROM" not in keywords:
            found.append(_advice(waste, keywords))
    return found


def _advice(waste: Waste, keywords: set[str]) -> Advice:
    lines = ", ".join(map(str, waste.of_lines))
    of = f"line {lines}" if len(waste.of_lines) == 1 else f"lines {lines}"
    copied = keywords <= {"COPY", "ADD"}
    first = f"/{waste.paths[0]}" if waste.paths else "a file"
    what = first if waste.files == 1 else f"{first} and {waste.files - 1} more"
    bytes_ = human(waste.bytes)
    lesson = LAYERS
    if waste.how == "deleted":
        title = (
            "Leave out of the COPY what is deleted later"
            if copied
            else "Delete files in the RUN that makes them"
        )
        because = f"Line {waste.line} deletes {what} of {of}: {bytes_} that the image keeps, unseen."
    elif waste.how == "metadata only":
        title = (
            "Set owner and mode in COPY (--chown, --chmod)"
            if copied
            else "Set owner and mode where files are made"
        )
        because = (
            f"Line {waste.line} changes only mode, owner or time of {what} of {of}: {bytes_} stored twice."
        )
        lesson = OWNERS if copied else LAYERS
    elif waste.how == "moved":
        title = "Put files where they belong at once"
        because = f"Line {waste.line} moves {what} of {of}: {bytes_} stored twice."
    else:
        title = "Store files once"
        because = f"Line {waste.line} stores {what} anew: {bytes_} of {of} stay in the image, unseen."
    return Advice(title, because, waste.line, waste.bytes, estimated=False, lesson=lesson)
