"""How far each instruction of a running build is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tutor.engine.events import BuildEvent, StepId

_COUNT = re.compile(r"^\[[^\]]*\] +")
"""BuildKit tells stage and number before the instruction: ``[build 2/4] RUN make``."""


@dataclass(frozen=True, slots=True)
class StepState:
    """A build step that stands for an instruction; ``seconds`` counts once it is finished."""

    text: str
    phase: Literal["running", "finished", "failed"]
    cached: bool = False
    seconds: float = 0.0

    @property
    def keyword(self) -> str:
        """The instruction's keyword in upper case."""
        return _COUNT.sub("", self.text).split(" ", 1)[0].upper()


_NOTHING: Mapping[int, StepState] = MappingProxyType({})
_NOWHERE: Mapping[StepId, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LiveSteps:
    """The steps of a build so far, by the first line of their instruction.

    A fold over the build's events: ``steps = steps.after(event)``.
    """

    by_line: Mapping[int, StepState] = field(default_factory=lambda: _NOTHING)
    line_of: Mapping[StepId, int] = field(default_factory=lambda: _NOWHERE)

    def after(self, event: BuildEvent) -> LiveSteps:
        """The steps when ``event`` has happened; the same object when it changes none of them."""
        from tutor.engine.events import Built, Cancelled, Failed, StepFailed, StepFinished, StepStarted

        match event:
            case StepStarted(step=step, text=text, line=line) if line is not None:
                started = replace(self, line_of=MappingProxyType({**self.line_of, step: line}))
                return started._with(line, StepState(text, "running"))
            case StepFinished(step=step, cached=cached, seconds=seconds) if step in self.line_of:
                line = self.line_of[step]
                return self._with(line, StepState(self.by_line[line].text, "finished", cached, seconds))
            case StepFailed(step=step) if step in self.line_of:
                line = self.line_of[step]
                return self._with(line, StepState(self.by_line[line].text, "failed"))
            case Built() | Failed() | Cancelled():
                return self.stopped()
            case _:
                return self

    def stopped(self) -> LiveSteps:
        """The steps when the build is over, however it ended: none is running any more."""
        if all(state.phase != "running" for state in self.by_line.values()):
            return self
        left = {line: state for line, state in self.by_line.items() if state.phase != "running"}
        return replace(self, by_line=MappingProxyType(left))

    def _with(self, line: int, state: StepState) -> LiveSteps:
        return replace(self, by_line=MappingProxyType({**self.by_line, line: state}))


NO_STEPS = LiveSteps()
