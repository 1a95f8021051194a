"""What became of the attack surface."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
    """From one surface to another; programs and files are absolute paths, packages names.

    ``score`` is the sum of the points of all ``reasons``: 0 for no change, above it for less to attack. A
    package is a name, whatever its version.
    """

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


@dataclass(frozen=True, slots=True)
class _Weight:
    """``last`` points when nothing of a sort is left, or the first of it is new, else ``some``
    for any change of number.
    """

    one: str
    many: str
    last: int
    some: int
    matters: str


WEIGHTS = {
    "shells": _Weight("shell", "shells", 3, 1, "whoever gets in finds no command line"),
    "package_managers": _Weight("package manager", "package managers", 2, 1, "nothing can be installed"),
    "interpreters": _Weight("interpreter", "interpreters", 1, 0, "no script of a stranger runs"),
    "compilers": _Weight("compiler", "compilers", 2, 1, "nothing can be compiled in place"),
    "setuid": _Weight("setuid file", "setuid files", 2, 1, "nothing lends the rights of another user"),
    "packages": _Weight("package", "packages", 2, 1, "there is no package to have a known hole"),
}
"""What counts how much, and why; a user that is not root counts ``NO_ROOT`` points."""

NO_ROOT = 3

Names = Callable[[Surface], Iterable[str]]
SORTS: dict[str, Names] = {
    "shells": lambda surface: surface.shells,
    "package_managers": lambda surface: surface.package_managers,
    "packages": lambda surface: (package.name for package in surface.packages),
    "setuid": lambda surface: (f"/{entry.path}" for entry in surface.setuid),
    "interpreters": lambda surface: surface.interpreters,
    "compilers": lambda surface: surface.compilers,
}


def surface_delta(before: Surface, after: Surface) -> SurfaceDelta:
    """What an attacker would miss, or find anew, after going from one image to the other."""
    turnovers: dict[str, Turnover] = {}
    reasons: list[Reason] = []
    for sort, names in SORTS.items():
        old, new = set(names(before)), set(names(after))
        turnovers[sort] = Turnover(tuple(sorted(old - new)), tuple(sorted(new - old)))
        reasons += _reasons(WEIGHTS[sort], len(old), len(new))
    if before.runs_as_root and not after.runs_as_root:
        reasons.append(Reason(f"the user is {after.user}, no longer root", NO_ROOT))
    elif after.runs_as_root and not before.runs_as_root:
        reasons.append(Reason(f"the user is root, no longer {before.user}", -NO_ROOT))
    return SurfaceDelta(
        **turnovers,
        user_before=before.user,
        user_after=after.user,
        root_before=before.runs_as_root,
        root_after=after.runs_as_root,
        reasons=tuple(reasons),
    )


def _reasons(weight: _Weight, before: int, after: int) -> Iterator[Reason]:
    told = f"{_count(before, weight)} before, {_count(after, weight)} now"
    if before and not after:
        yield Reason(f"{told}: {weight.matters}", weight.last)
    elif after and not before:
        yield Reason(told, -weight.last)
    elif before != after and weight.some:
        yield Reason(told, weight.some if after < before else -weight.some)


def _count(number: int, weight: _Weight) -> str:
    return f"{number or 'no'} {weight.one if number == 1 else weight.many}"
