"""The learner's first build of a lesson beside the one that passed, in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.cli.printing import table
from tutor.cli.telling.words import NOT_MEASURED, share
from tutor.image.size import human

if TYPE_CHECKING:
    from tutor.course.improvement import Change, Improvement


def told(found: Improvement) -> str:
    """A table of what changed; of a first build that passed only its figures."""
    which = "the first build that succeeded" if found.failed_first else "your first build"
    if found.at_once:
        lines = [f"You passed with {which}:"]
        rows = [(f"  {one.what}", _figure(one, one.after)) for one in found.changes]
        return "\n".join([*lines, table(rows, right=frozenset({1}))])
    head = ("  ", f"attempt {found.first.number}", f"attempt {found.last.number}", "")
    changes = [
        (f"  {one.what}", _figure(one, one.before), _figure(one, one.after), _share(one))
        for one in found.changes
    ]
    lines = [f"From {which} to this one:", table([head, *changes], right=frozenset({1, 2}))]
    return "\n".join([*lines, f"  {found.user}"] if found.user else lines)


def _figure(one: Change, number: int | None) -> str:
    if number is None:
        return NOT_MEASURED
    return human(number) if one.unit == "bytes" else f"{number:,}"


def _share(one: Change) -> str:
    if one.unit != "bytes" or one.before is None or one.after is None:
        return ""
    told = share(one.after, one.before)
    return f"{told} of it" if told else ""
