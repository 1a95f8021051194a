"""The same Dockerfile, cut so that every instruction ends a stage of its own.

What an instruction did is the difference between two neighbouring stages, and a stage's files can be listed
where they are. All steps keep their cache keys, so that building the cut file carries nothing out again.
That needs care:

- The order of a RUN's environment counts. BuildKit moves a variable that is set again to the end, but puts it
  back in its old place in the next stage, so every part sets ENV and ARG again, in the order of last setting.
- ONBUILD would go off between the parts, so it comes with the last.
- Where files of the context come from changes too: see ``inner_context``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tutor.dockerfile import BaseKind, Dockerfile, Instruction, Stage
from tutor.engine.moby.inner_context import (
    CONTEXT_LINES,
    PREFIX,
    from_inner_context,
    name_of,
    needs_root_context,
)

TOUCHING_FILES = ("RUN", "COPY", "ADD", "WORKDIR")
KEPT = ("ENV", "ARG", "USER", "SHELL")
"""Instructions that later steps depend on; CMD, LABEL and the like change no file and no later step."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """The files of a stage after one instruction; ``name`` is the stage of the cut file that holds them."""

    name: str
    stage: int
    position: int


@dataclass(frozen=True, slots=True)
class Split:
    """A cut Dockerfile.

    ``after`` gives for (stage, position) the number of the boundary that shows the files after that
    instruction, None where there are no files yet; what is missing has no boundary. ``needs_root_context``
    is true when an ADD takes files of the context: they must then also lie beside the inner tar.
    """

    text: str
    boundaries: tuple[Boundary, ...]
    after: Mapping[tuple[int, int], int | None]
    needs_root_context: bool


def split(dockerfile: Dockerfile, reached: Mapping[int, int], *, keep_syntax: bool = True) -> Split:
    """Cut the part of a file that was built.

    ``reached`` says how many instructions of each stage were carried out; stages that are not in it are left
    out.
    """
    cutter = _Cutter(dockerfile)
    for stage in dockerfile.stages:
        if reached.get(stage.index, 0) > 0:
            cutter.stage(stage, reached[stage.index])
    head = [f"# escape={dockerfile.directives.escape}"]
    if keep_syntax and dockerfile.directives.syntax:
        head.insert(0, f"# syntax={dockerfile.directives.syntax}")
    head += [instruction.source for instruction in dockerfile.preamble]
    return Split(
        text="\n".join([*head, *CONTEXT_LINES, *cutter.lines]) + "\n",
        boundaries=tuple(cutter.boundaries),
        after=cutter.after,
        needs_root_context=needs_root_context(dockerfile),
    )


@dataclass
class _Cutter:
    dockerfile: Dockerfile
    lines: list[str] = field(default_factory=list)
    boundaries: list[Boundary] = field(default_factory=list)
    after: dict[tuple[int, int], int | None] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    ends: dict[int, int | None] = field(default_factory=dict)
    bases: dict[tuple[str, str | None], int] = field(default_factory=dict)

    def stage(self, stage: Stage, reached: int) -> None:
        """Write one stage as a chain of stages."""
        instructions = stage.instructions[:reached]
        own_name = name_of(stage)
        parts = _parts(instructions)
        ends = parts.values()
        # What begins with nothing new needs no part for it.
        cuts = list(parts) if stage.base.kind is BaseKind.IMAGE else list(parts)[1:]
        part = _name_of_part(stage, 0, own_name, last=not cuts)
        here = self._begin(stage, part)
        environment: dict[str, str] = {}
        triggers: list[str] = []
        for position, instruction in enumerate(instructions):
            if position in cuts:
                before, part = part, _name_of_part(stage, position, own_name, last=position == cuts[-1])
                self.lines.append(f"FROM {before} AS {part}")
                self.lines += environment.values()
            if instruction.keyword in TOUCHING_FILES:
                self.lines.append(from_inner_context(instruction, self.names))
            elif instruction.keyword in KEPT:
                self.lines.append(instruction.source)
            if position in ends:
                here = self._boundary(part, stage.index, position)
            if instruction.keyword in ("ENV", "ARG"):
                _set_again(environment, instruction)
            elif instruction.keyword == "ONBUILD":
                triggers.append(instruction.source)
            self.after[stage.index, position] = here
        self.lines += triggers
        self.names[stage.index] = part
        self.ends[stage.index] = here

    def _begin(self, stage: Stage, part: str) -> int | None:
        """Write the FROM; the boundary that it starts with."""
        base = stage.base
        if base.kind is BaseKind.STAGE and base.stage is not None:
            self.lines.append(f"FROM {self.names[base.stage]} AS {part}")
            return self.ends[base.stage]
        platform = re.search(r"--platform=\S+", stage.instructions[0].source)
        flag = f"{platform[0]} " if platform else ""
        if base.kind is not BaseKind.IMAGE:
            self.lines.append(f"FROM {flag}{base.written} AS {part}")
            return None
        known = self.bases.get((base.name, base.platform))
        if known is None:
            # Under a name of its own, since ``part`` may be the stage's end already.
            base_name = f"{PREFIX}base-{stage.index}"
            self.lines += [f"FROM {flag}{base.written} AS {base_name}", f"FROM {base_name} AS {part}"]
            known = self._boundary(base_name, stage.index, 0)
            self.bases[base.name, base.platform] = known
        else:
            self.lines.append(f"FROM {flag}{base.written} AS {part}")
        return known

    def _boundary(self, name: str, stage: int, position: int) -> int:
        self.boundaries.append(Boundary(name, stage, position))
        return len(self.boundaries) - 1


def _parts(instructions: tuple[Instruction, ...]) -> dict[int, int]:
    """The positions that parts begin at, with those that they end at.

    Each part ends with an instruction that touches files. A WORKDIR goes with the next one: its folders can
    be told apart afterwards (``workdirs``), and every listing that is not needed saves a third of a second.
    """
    parts: dict[int, int] = {}
    begin = None
    touching = [at for at, found in enumerate(instructions) if found.keyword in TOUCHING_FILES]
    for at in touching:
        begin = at if begin is None else begin
        if instructions[at].keyword != "WORKDIR" or at == touching[-1]:
            parts[begin] = at
            begin = None
    return parts


def _name_of_part(stage: Stage, position: int, own_name: str, *, last: bool) -> str:
    """The last part keeps the stage's name, so that whoever refers to it still finds it."""
    return own_name if last else f"{PREFIX}{stage.index}-{position}"


def _set_again(environment: dict[str, str], instruction: Instruction) -> None:
    """Note what the next part has to repeat, in the order in which variables were last set."""
    if instruction.keyword == "ARG":
        environment.pop(instruction.source, None)
        environment[instruction.source] = instruction.source
        return
    for word in instruction.expanded:
        name = word.partition("=")[0]
        environment.pop(name, None)
        environment[name] = f'ENV {name}="${{{name}}}"'
