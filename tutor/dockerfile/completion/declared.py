"""Stages and variables that the text declares before a place, read without parsing all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.dockerfile.blocks import Block
from tutor.dockerfile.words import quoted_words, split_flags

_NAME = re.compile(r"[A-Za-z_]\w*")
PLATFORM_ARGS = tuple(
    f"{whose}{what}" for whose in ("TARGET", "BUILD") for what in ("PLATFORM", "OS", "ARCH", "VARIANT")
)
"""BuildKit's own: known in FROM lines, and in a stage once ``ARG NAME`` is there."""


@dataclass(frozen=True, slots=True)
class NamedStage:
    """A stage by its FROM: ``number`` counts from 0, ``name`` is None without one; ``block`` is its index."""

    number: int
    name: str | None
    base: str
    block: int

    @property
    def label(self) -> str:
        return self.name or str(self.number)


@dataclass(frozen=True, slots=True)
class Variable:
    """An ARG or ENV, with its value as written; "" without one."""

    name: str
    keyword: str
    value: str


def stages_before(blocks: Sequence[Block]) -> list[NamedStage]:
    """The stages that begin in these blocks, in order."""
    stages: list[NamedStage] = []
    for index, block in enumerate(blocks):
        if block.keyword == "FROM":
            _, rest = split_flags(block.meaning[4:])
            words = rest.split()
            named = len(words) >= 3 and words[1].lower() == "as"
            stages.append(
                NamedStage(len(stages), words[2] if named else None, words[0] if words else "", index)
            )
    return stages


def variables_before(blocks: Sequence[Block], *, in_from: bool = False) -> list[Variable]:
    """The variables that count behind these blocks, the newest first.

    In a FROM line these are the ARGs above the first FROM. In a stage they are its own and those of the
    stages that it starts from.
    """
    stages = stages_before(blocks)
    if in_from or not stages:
        found = list(_declared(blocks[: stages[0].block] if stages else blocks))
        found += [Variable(name, "ARG", "") for name in PLATFORM_ARGS] if in_from else []
        return _newest(found if in_from else found[::-1])
    newest: list[Variable] = []
    stage: NamedStage | None = stages[-1]
    end = len(blocks)
    while stage is not None:
        newest += reversed(list(_declared(blocks[stage.block + 1 : end])))
        base = stage.base.lower()
        lower = next(
            (one for one in reversed(stages[: stage.number]) if (one.name or "").lower() == base), None
        )
        end = stages[lower.number + 1].block if lower is not None else 0
        stage = lower
    return _newest(newest)


def _declared(blocks: Sequence[Block]) -> Iterator[Variable]:
    for block in blocks:
        if block.keyword in ("ARG", "ENV"):
            words = quoted_words(block.meaning[3:], block.escape)
            if block.keyword == "ENV" and words and "=" not in words[0]:
                words = (f"{words[0]}={' '.join(words[1:])}",)
            for word in words:
                name, _, value = word.partition("=")
                if _NAME.fullmatch(name):
                    yield Variable(name, block.keyword, value)


def _newest(variables: list[Variable]) -> list[Variable]:
    by_name: dict[str, Variable] = {}
    for variable in variables:
        by_name.setdefault(variable.name, variable)
    return list(by_name.values())
