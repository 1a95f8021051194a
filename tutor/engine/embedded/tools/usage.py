"""What a tool says about one start of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tutor.engine.embedded.tools.situation import Situation


@dataclass(frozen=True)
class Usage:
    """All that the outcome depends on; the fields are those of ``CommandKey``.

    ``any_folder`` is None where only a recording tells: what wrote the name of its folder nowhere does the
    same in every other one. ``tool`` is the name to file it under where several programs are one. ``out`` is
    the absolute path that stands for ``{out}``, None when nothing does.
    """

    argv: tuple[str, ...]
    any_folder: bool | None = False
    out: str | None = None
    tool: str = ""
    env: dict[str, str] = field(default_factory=dict)
    programs: dict[str, str] = field(default_factory=dict)
    inputs: dict[str, str] = field(default_factory=dict)


Tool = Callable[[Situation], Usage]
