"""Names and numbers of build steps, as BuildKit's front end gives them."""

from __future__ import annotations

from tutor.dockerfile import BaseKind, Dockerfile, Instruction, Stage
from tutor.engine.embedded.catalogue.names import full_name
from tutor.engine.result import STEPPING


class StepNames:
    """Counts the steps of one stage as they begin.

    ``triggers`` is how many ONBUILD triggers of the base make steps; they come first.
    """

    def __init__(self, dockerfile: Dockerfile, stage: Stage, triggers: int) -> None:
        own = sum(1 for instruction in stage.instructions if instruction.keyword in STEPPING)
        first = 1 if stage.base.kind is BaseKind.IMAGE else 0
        self._total = first + triggers + own
        self._next = 1
        name = stage.name or f"stage-{stage.index}"
        self._where = f"{name} " if len(dockerfile.stages) > 1 or stage.name else ""
        self._base = stage.base.name

    def of_base(self) -> str:
        """``[build 1/5] FROM docker.io/library/golang:1.27``."""
        return self._named(f"FROM {full_name(self._base)}")

    def of(self, instruction: Instruction) -> str:
        """``[build 2/5] WORKDIR /src``."""
        return self._named(instruction.text)

    def _named(self, text: str) -> str:
        number, self._next = self._next, self._next + 1
        return f"[{self._where}{number:>{len(str(self._total))}}/{self._total}] {text}"
