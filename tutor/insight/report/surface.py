"""The attack surface, and what became of it, in the documents."""

from __future__ import annotations

import msgspec

from tutor.image import Surface
from tutor.image.showing import encodable
from tutor.insight.surface_change import SurfaceDelta, Turnover


class PackageRow(msgspec.Struct, frozen=True):
    """An installed package."""

    name: str
    version: str
    manager: str


class SetuidRow(msgspec.Struct, frozen=True):
    """A regular file with the setuid or setgid bit; ``mode`` is octal."""

    path: str
    mode: str


class SurfaceRow(msgspec.Struct, frozen=True):
    """What an attacker who got in would find; ``user`` is empty for the default, which is root."""

    shells: list[str]
    package_managers: list[str]
    packages: list[PackageRow]
    setuid: list[SetuidRow]
    interpreters: list[str]
    compilers: list[str]
    user: str
    runs_as_root: bool
    notes: list[str] = []


class TurnoverRow(msgspec.Struct, frozen=True):
    """What of one sort is only before (``gone``) and only after (``new``)."""

    gone: list[str]
    new: list[str]


class ReasonRow(msgspec.Struct, frozen=True):
    """A part of the score: positive points for a smaller surface, negative for a larger one."""

    sentence: str
    points: int


class SurfaceDeltaRow(msgspec.Struct, frozen=True):
    """From one surface to another; ``score`` is the sum of the points of the reasons."""

    shells: TurnoverRow
    package_managers: TurnoverRow
    packages: TurnoverRow
    setuid: TurnoverRow
    interpreters: TurnoverRow
    compilers: TurnoverRow
    user_before: str
    user_after: str
    root_before: bool
    root_after: bool
    score: int
    reasons: list[ReasonRow]


def surface_row(surface: Surface) -> SurfaceRow:
    """The row of a surface."""
    return SurfaceRow(
        shells=_texts(surface.shells),
        package_managers=_texts(surface.package_managers),
        packages=[PackageRow(encodable(p.name), encodable(p.version), p.manager) for p in surface.packages],
        setuid=[SetuidRow(encodable(e.path), f"{e.mode:04o}") for e in surface.setuid],
        interpreters=_texts(surface.interpreters),
        compilers=_texts(surface.compilers),
        user=encodable(surface.user),
        runs_as_root=surface.runs_as_root,
        notes=_texts(surface.notes),
    )


def surface_delta_row(delta: SurfaceDelta) -> SurfaceDeltaRow:
    """The row of a difference."""
    return SurfaceDeltaRow(
        shells=_turnover(delta.shells),
        package_managers=_turnover(delta.package_managers),
        packages=_turnover(delta.packages),
        setuid=_turnover(delta.setuid),
        interpreters=_turnover(delta.interpreters),
        compilers=_turnover(delta.compilers),
        user_before=encodable(delta.user_before),
        user_after=encodable(delta.user_after),
        root_before=delta.root_before,
        root_after=delta.root_after,
        score=delta.score,
        reasons=[ReasonRow(encodable(reason.sentence), reason.points) for reason in delta.reasons],
    )


def _turnover(turnover: Turnover) -> TurnoverRow:
    return TurnoverRow(_texts(turnover.gone), _texts(turnover.new))


def _texts(texts: tuple[str, ...]) -> list[str]:
    return [encodable(text) for text in texts]
