"""Bounds that an image has to keep, for a pipeline that must not let it grow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from tutor.image import Surface
from tutor.image.size import human

_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3, "t": 1000**4}
_BINARY = {"k": 1024, "m": 1024**2, "g": 1024**3, "t": 1024**4}
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([kmgt]?)(i?)b?", re.IGNORECASE)
_RATIO = re.compile(r"([^:=]+):([^:=]+)=\s*([0-9]+(?:\.[0-9]+)?)\s*%")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*%?")


class Kept(Enum):
    """How a bound stands."""

    KEPT = "kept"
    BROKEN = "broken"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Ratio:
    """``part`` has at most ``percent`` % of the bytes of ``whole``; both name stages or sides."""

    whole: str
    part: str
    percent: float

    def __str__(self) -> str:
        return f"{self.whole}:{self.part}={self.percent:g}%"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The bounds that were asked for; None and False ask for nothing. ``min_efficiency`` is in percent."""

    max_size: int | None = None
    max_ratio: tuple[Ratio, ...] = ()
    max_packages: int | None = None
    min_efficiency: float | None = None
    no_shell: bool = False
    no_setuid: bool = False
    no_secrets: bool = False
    nonroot: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """What the bounds are held against; None for what was not measured. ``sizes`` are bytes by name,
    ``secrets`` sentences about what looks like one. ``user_known`` is false where no config tells the user.
    """

    size: int | None
    surface: Surface | None
    efficiency: float | None = None
    sizes: Mapping[str, int | None] = field(default_factory=dict)
    secrets: tuple[str, ...] | None = None
    user_known: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """How one bound stands; ``bound`` is the option as it is written, ``because`` one sentence."""

    bound: str
    state: Kept
    because: str


def size_of(text: str) -> int:
    """``20MB``, ``1.5 GB``, ``16MiB``, ``4096`` as bytes. Raises ValueError."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no size: write 20MB, 1.5GB, 16MiB or a number of bytes.")
    figure, unit, binary = found.groups()
    units = _BINARY if binary and unit else _UNITS
    return int(float(figure) * units[unit.lower()])


def ratio_of(text: str) -> Ratio:
    """``build:final=5%``. Raises ValueError."""
    found = _RATIO.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no ratio: write build:final=5%, the larger stage first.")
    return Ratio(found[1].strip(), found[2].strip(), float(found[3]))


def percent_of(text: str) -> float:
    """``95%`` or ``95``. Raises ValueError."""
    found = _PERCENT.fullmatch(text.strip())
    if found is None or float(found[1]) > 100:
        raise ValueError(f"{text!r} is no share: write 95%.")
    return float(found[1])


def findings(asked: Thresholds, measured: Measured) -> tuple[Finding, ...]:
    """How each bound stands that was asked for, in the order of ``Thresholds``."""
    return tuple(_findings(asked, measured))


def _findings(asked: Thresholds, measured: Measured) -> Iterator[Finding]:
    if asked.max_size is not None:
        yield _size(asked.max_size, measured.size)
    for ratio in asked.max_ratio:
        yield _ratio(ratio, measured.sizes)
    surface = measured.surface
    if asked.max_packages is not None:
        yield _packages(asked.max_packages, surface)
    if asked.min_efficiency is not None:
        yield _efficient(asked.min_efficiency, measured.efficiency)
    if asked.no_shell:
        yield _none("--no-shell", None if surface is None else surface.shells, "shell")
    if asked.no_setuid:
        paths = None if surface is None else tuple(f"/{entry.path}" for entry in surface.setuid)
        yield _none("--no-setuid", paths, "setuid or setgid file")
    if asked.no_secrets:
        yield _no_secrets(measured)
    if asked.nonroot:
        yield (
            _nonroot(surface)
            if measured.user_known
            else Finding("--nonroot", Kept.UNKNOWN, "There is no config that tells the user.")
        )


def _no_secrets(measured: Measured) -> Finding:
    if measured.secrets:
        return Finding("--no-secrets", Kept.BROKEN, f"{'. '.join(measured.secrets)}.")
    if measured.secrets is None or measured.efficiency is None:
        return Finding("--no-secrets", Kept.UNKNOWN, "What its layers hide was not looked at.")
    return Finding("--no-secrets", Kept.KEPT, "Nothing looks like a secret.")


def _size(most: int, size: int | None) -> Finding:
    bound = f"--max-size {human(most)}"
    if size is None:
        return Finding(bound, Kept.UNKNOWN, "The size was not measured.")
    return Finding(bound, Kept.BROKEN if size > most else Kept.KEPT, f"It has {human(size)} ({size} bytes).")


def _ratio(ratio: Ratio, sizes: Mapping[str, int | None]) -> Finding:
    bound = f"--max-ratio {ratio}"
    for name in (ratio.whole, ratio.part):
        if name not in sizes:
            known = ", ".join(sizes) or "none here"
            return Finding(bound, Kept.UNKNOWN, f"Nothing is called {name}; the names are: {known}.")
        if sizes[name] is None:
            return Finding(bound, Kept.UNKNOWN, f"The size of {name} was not measured.")
    whole, part = sizes[ratio.whole] or 0, sizes[ratio.part] or 0
    if not whole:
        return Finding(bound, Kept.UNKNOWN, f"{ratio.whole} has no bytes, so there is no share of it.")
    share = part * 100 / whole
    because = f"{ratio.part} has {human(part)}, {share:.1f} % of the {human(whole)} of {ratio.whole}."
    return Finding(bound, Kept.BROKEN if share > ratio.percent else Kept.KEPT, because)


def _packages(most: int, surface: Surface | None) -> Finding:
    bound = f"--max-packages {most}"
    if surface is None:
        return Finding(bound, Kept.UNKNOWN, "The files were not measured.")
    count = len(surface.packages)
    because = f"It has {count} package{'' if count == 1 else 's'}."
    if count > most:
        return Finding(bound, Kept.BROKEN, because)
    if surface.notes:  # There may be more than were read.
        return Finding(bound, Kept.UNKNOWN, " ".join(surface.notes))
    return Finding(bound, Kept.KEPT, because)


def _efficient(least: float, efficiency: float | None) -> Finding:
    bound = f"--min-efficiency {least:g}%"
    if efficiency is None:
        return Finding(bound, Kept.UNKNOWN, "The layers are not known.")
    because = f"{efficiency * 100:.1f} % of the bytes in its layers show in its files."
    return Finding(bound, Kept.BROKEN if efficiency * 100 < least else Kept.KEPT, because)


def _none(bound: str, found: tuple[str, ...] | None, what: str) -> Finding:
    if found is None:
        return Finding(bound, Kept.UNKNOWN, "The files were not measured.")
    if not found:
        return Finding(bound, Kept.KEPT, f"It has no {what}.")
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return Finding(bound, Kept.BROKEN, f"It has a {what}: {', '.join(found[:3])}{more}.")


def _nonroot(surface: Surface | None) -> Finding:
    if surface is None:
        return Finding("--nonroot", Kept.UNKNOWN, "The config is not known.")
    who = surface.user or "root, by default"
    return Finding("--nonroot", Kept.BROKEN if surface.runs_as_root else Kept.KEPT, f"It runs as {who}.")
