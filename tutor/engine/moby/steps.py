"""Which instruction a BuildKit vertex stands for, by the name that the front end gives it.

``[build 2/5] RUN …``, ``[stage-1 1/1] COPY …`` for an unnamed stage among several, ``[2/5] …`` in a file of
one unnamed stage, ``[linux/arm64 build 2/5] …`` with a platform.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.dockerfile import BaseKind, Dockerfile, Instruction, Stage
from tutor.engine.moby.inner_context import CONTEXT_STAGE, CONTEXT_TAR, PREFIX

NAMED = re.compile(
    r"\[(?:(?P<where>\S[^\]]*?)\s+)?\s*(?P<number>\d+)/(?P<total>\d+)\] (?P<text>.*)", re.DOTALL
)
UNNAMED_STAGE = re.compile(r"(?:stage|distill)-(\d+)")
"""BuildKit's name for a stage without one, and ours."""

OUR_NAME = re.compile(rf"^\[(\S+/\S+ )?{PREFIX}(?=\d)")

COUNTED = ("RUN", "COPY", "ADD", "WORKDIR")
"""The instructions that the front end counts in ``2/5``, besides FROM an image and ONBUILD triggers."""

OUR_WORDS = {
    "[internal] load remote build context": "load build context",
    f"[{CONTEXT_STAGE} 1/1] ADD {CONTEXT_TAR} /": "unpack build context",
    "copy /context /": "unpack build context",
    "exporting to image": "export image",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an instruction stands: the stage's index, and the instruction's within its stage."""

    stage: int
    position: int


class Steps:
    """The instructions of one Dockerfile, looked up by vertex names."""

    def __init__(self, dockerfile: Dockerfile) -> None:
        self.dockerfile = dockerfile
        self._stages = dockerfile.stages
        # BuildKit's name table: of two stages with one name the later counts.
        self._by_name = {stage.name.lower(): stage for stage in dockerfile.stages if stage.name}

    def place(self, name: str) -> Place | None:
        """The instruction behind a vertex; None for those that stand for none (loading, exporting)."""
        found = NAMED.match(name)
        stage = self._stage(found["where"] or "") if found else None
        if found is None or stage is None:
            return None
        position = _position(stage, int(found["number"]), int(found["total"]), found["text"])
        return Place(stage.index, position)

    def instruction(self, place: Place) -> Instruction:
        return self._stages[place.stage].instructions[place.position]

    def _stage(self, where: str) -> Stage | None:
        """``where`` may begin with a platform, which no stage's name can look like: it holds a slash."""
        words = [word for word in where.split() if "/" not in word]
        if not words:
            return self._stages[0] if len(self._stages) == 1 else None
        named = self._by_name.get(words[-1].lower())
        if named is not None:
            return named
        number = UNNAMED_STAGE.fullmatch(words[-1])
        return self._stages[int(number[1])] if number and int(number[1]) < len(self._stages) else None


def text_of(name: str) -> str:
    """How a step is shown that is no instruction's: the vertex's name, or our words for it."""
    return OUR_WORDS.get(name, name)


def as_written(name: str) -> str:
    """The name of an instruction's step as the learner's text makes it, where another one was sent."""
    name = OUR_NAME.sub(r"[\1stage-", name, count=1)
    return name.replace(f"--from={CONTEXT_STAGE} ", "", 1).replace(f",from={CONTEXT_STAGE}", "")


def _position(stage: Stage, number: int, total: int, text: str) -> int:
    """Counted from the end, where ONBUILD triggers of the base cannot shift anything."""
    counted = [at for at, instruction in enumerate(stage.instructions) if instruction.keyword in COUNTED]
    before = total - len(counted)
    # ``WORKDIR /`` is counted in the total, yet makes no step and takes no number.
    stepping = [at for at in counted if not _makes_no_step(stage.instructions[at])]
    index = number - before - 1
    if stage.base.kind is BaseKind.IMAGE and text.startswith("FROM "):
        return 0
    if index < 0:
        return 0
    keyword = text.split(None, 1)[0].upper() if text else ""
    same = [at for at in stepping if stage.instructions[at].keyword == keyword]
    likely = stepping[index] if index < len(stepping) else len(stage.instructions) - 1
    if not same or likely in same:
        return likely
    return min(same, key=lambda at: abs(at - likely))


def _makes_no_step(instruction: Instruction) -> bool:
    return instruction.keyword == "WORKDIR" and instruction.expanded == ("/",)
