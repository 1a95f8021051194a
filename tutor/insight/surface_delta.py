"""What became of the attack surface."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.image import Surface


@dataclass(frozen=True, slots=True)
class Turnover:
    """What of one sort is gone and what is new, by name, in order."""

    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of the score: positive ``points`` are for a smaller surface, negative for a larger one."""

    sentence: str
    points: int


@dataclass(frozen=True, slots=True)
class SurfaceDelta:
    """From one surface to another; ``score`` is the sum of the points of all ``reasons``."""

    shells: Turnover
    package_managers: Turnover
    packages: Turnover
    setuid: Turnover
    interpreters: Turnover
    compilers: Turnover
    user_before: str
    user_after: str
    root_before: bool
    root_after: bool
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        return sum(reason.points for reason in self.reasons)


def surface_delta(before: Surface, after: Surface) -> SurfaceDelta:
    """What an attacker would miss, or find anew, after going from one image to the other."""
    nothing = Turnover()
    return SurfaceDelta(
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        before.user,
        after.user,
        before.runs_as_root,
        after.runs_as_root,
        (),
    )
