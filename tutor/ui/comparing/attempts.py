"""The learner's builds of a lesson, one after the other."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tutor.ui.comparing.side import Side

if TYPE_CHECKING:
    from tutor.course.attempt import Attempt
    from tutor.course.kept import KeptStage


@dataclass(frozen=True, slots=True)
class AttemptFigure:
    """One build: when (seconds since 1970), how large what shipped became, how many goals were green.

    ``size`` is None where nothing was built; ``state`` is the attempt's, in one word.
    """

    number: int
    id: int
    started_at: float
    state: str
    size: int | None
    passed: int
    goals: int
    engine: str
    stages: tuple[tuple[int, str, int | None], ...] = ()
    """Number, name and size of every stage that was built."""
    final: int = 0
    text: str = ""
    """The Dockerfile that was built."""
    today: bool = False
    """Whether it is of the day on which it is told of."""

    @property
    def built(self) -> bool:
        return self.state == "built"

    @property
    def side(self) -> Side:
        """What it shipped."""
        about = " · ".join(part for part in ("" if self.today else self.when, self.told) if part)
        return Side("attempt", str(self.id), f"build {self.number}, {self._shortly}", about, self.size)

    @property
    def when(self) -> str:
        """The local day and time at which it began."""
        at = time.localtime(self.started_at)
        return time.strftime("today %H:%M" if self.today else "%d %b %H:%M", at)

    @property
    def _shortly(self) -> str:
        """The time of a build of today, the day of another one."""
        return time.strftime("%H:%M" if self.today else "%d %b", time.localtime(self.started_at))

    @property
    def told(self) -> str:
        goals = f"{self.passed} of {self.goals} goals" if self.goals else ""
        return goals if self.built else self.state

    @property
    def stage_sides(self) -> tuple[Side, ...]:
        """Its other stages."""
        return tuple(
            Side("attempt", f"{self.id}:{index}", f"build {self.number} · {name}", "a stage of it", size)
            for index, name, size in self.stages
            if index != self.final
        )


class KeptTrees(Protocol):
    """Who keeps the files of attempts, as ``tutor.course.kept.KeptImages`` does."""

    def attempts(self) -> frozenset[int]: ...

    def stages(self, attempt: int) -> tuple[KeptStage, ...]: ...


def attempt_figures(attempts: Iterable[Attempt], now: float) -> tuple[AttemptFigure, ...]:
    """All attempts that came to an end, oldest first, numbered from 1; ``now`` is seconds since 1970."""
    ended = [one for one in attempts if one.state.value != "running" and one.id is not None]
    return tuple(_figure(number, one, now) for number, one in enumerate(ended, 1))


def _figure(number: int, one: Attempt, now: float) -> AttemptFigure:
    report = one.report or {}
    stages = tuple(
        (stage["index"], stage.get("name") or f"stage-{stage['index']}", stage.get("size"))
        for stage in report.get("stages", ())
        if stage.get("built")
    )
    final = report.get("final") or 0
    size = next((held for index, _, held in stages if index == final), None)
    return AttemptFigure(
        number,
        one.id or 0,
        one.started_at,
        one.state.value,
        one.final_bytes if one.final_bytes is not None else size if one.state.value == "built" else None,
        len(one.passed),
        len(one.verdicts),
        one.engine,
        stages,
        final,
        one.dockerfile,
        time.localtime(one.started_at)[:3] == time.localtime(now)[:3],
    )
