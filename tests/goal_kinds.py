"""The guide's table of all kinds of goals: ``python -m tests.goal_kinds`` writes it anew from the code."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import msgspec

from tests.between import Marks
from tutor.course.goals import AnyCheck, Check

GUIDE = Marks(
    Path(__file__).parents[1] / "lessons" / "README.md",
    "<!-- kinds of goals: python -m tests.goal_kinds -->",
    "<!-- end of kinds -->",
)
HEADINGS = ("check", "it passes when", "keys, **needed** first", "facts for `why_not`")


def table() -> str:
    """All kinds by name."""
    rows = [_row(kind) for kind in sorted(get_args(AnyCheck), key=_name)]
    return "\n".join(["| " + " | ".join(HEADINGS) + " |", "|---|---|---|---|", *rows])


def _name(kind: type[Check]) -> str:
    return str(kind.__struct_config__.tag)


def _row(kind: type[Check]) -> str:
    fields = sorted(msgspec.structs.fields(kind), key=lambda field: not field.required)
    keys = [f"**`{field.encode_name}`**" if field.required else f"`{field.encode_name}`" for field in fields]
    facts = [f"`{{{fact}}}`" for fact in kind.facts]
    meaning = " ".join((kind.__doc__ or "").split("\n\n")[0].split()).replace("``", "`").rstrip(".")
    return f"| `{_name(kind)}` | {meaning} | {' '.join(keys)} | {' '.join(facts)} |"


if __name__ == "__main__":
    GUIDE.write(table())
