"""Walks a whole file from top to bottom with the variables that hold at each instruction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tutor.dockerfile.bases import ReadBase, read_base
from tutor.dockerfile.model import Base, BaseKind, Instruction
from tutor.dockerfile.platforms import local_platform, platform_values
from tutor.dockerfile.variables import DEFAULT_PATH, Expanded, Scope, expand_instruction

BaseEnv = Callable[[str], Mapping[str, str] | None]
"""The ENV of a base image by name; None when it is not known."""


@dataclass(frozen=True, slots=True)
class EvaluatedStage:
    """A stage with its base; ``body`` holds the instructions after the FROM."""

    start: ReadBase
    body: tuple[Expanded, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every instruction of a file after expansion."""

    preamble: tuple[Expanded, ...]
    stages: tuple[EvaluatedStage, ...]


def evaluate(
    preamble: Sequence[Instruction],
    stages: Sequence[Sequence[Instruction]],
    *,
    escape: str,
    build_args: Mapping[str, str],
    base_env: BaseEnv | None = None,
) -> Evaluation:
    """Expand a file; each of ``stages`` starts with its FROM."""
    walk = Walk(build_args, base_env, global_scope(escape, build_args))
    before = tuple(expand_instruction(one, walk.outer, build_args, None) for one in preamble)
    return Evaluation(before, tuple(walk.stage(index, stage) for index, stage in enumerate(stages)))


def global_scope(escape: str, build_args: Mapping[str, str]) -> Scope:
    """What a FROM sees before any ARG: the predefined platform arguments."""
    values = platform_values(local_platform())
    values.update((name, build_args[name]) for name in values if name in build_args)
    return Scope(values, declared=dict.fromkeys(values), escape=escape)


@dataclass(slots=True)
class Walk:
    build_args: Mapping[str, str]
    base_env: BaseEnv | None
    outer: Scope
    names: dict[str, int] = field(default_factory=dict)
    ends: list[Scope] = field(default_factory=list)
    """The scope that each stage ends with, which a stage built on it inherits."""

    def stage(self, index: int, instructions: Sequence[Instruction]) -> EvaluatedStage:
        start = read_base(instructions[0], self.outer, self.names)
        scope = self.scope_on(start.base)
        body = tuple(expand_instruction(one, scope, self.build_args, self.outer) for one in instructions[1:])
        self.ends.append(scope)
        if start.name is not None:
            self.names[start.name] = index
        return EvaluatedStage(start, body)

    def scope_on(self, base: Base) -> Scope:
        if base.stage is not None:
            return self.ends[base.stage].for_stage_above()
        known: Mapping[str, str] | None = {}
        if base.kind is not BaseKind.SCRATCH:
            known = self.base_env(base.name) if self.base_env else None
        values = {"PATH": DEFAULT_PATH, **(known or {})}
        workdir = "/" if base.kind is BaseKind.SCRATCH else None
        return Scope(values, base_known=known is not None, escape=self.outer.escape, workdir=workdir)
