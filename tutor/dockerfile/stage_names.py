"""Where a text names its stages, and how one is renamed everywhere; rows and columns are 0-based."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tutor.dockerfile.arguments import STAGE_NAME
from tutor.dockerfile.blocks import Block

_TOKEN = re.compile(r"\S+")
_MOUNTED = re.compile(r"(?:(?<==)|(?<=,))from=([^,\s]+)", re.IGNORECASE)
_RESERVED = ("scratch", "context")


class RenameError(ValueError):
    """A stage cannot be called that; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that names stage ``stage``, or at which a FROM opens it (``opens``: the end of its base)."""

    row: int
    start: int
    end: int
    stage: int
    kind: Literal["name", "opens", "base", "copy", "mount"]

    def holds(self, row: int, column: int) -> bool:
        return self.row == row and self.start <= column <= self.end


@dataclass(frozen=True, slots=True)
class _Token:
    row: int
    start: int
    text: str

    def part(self, start: int, end: int) -> tuple[int, int, int]:
        return self.row, self.start + start, self.start + end


def stage_spots(blocks: Sequence[Block]) -> tuple[Spot, ...]:
    """All places that name a stage, in order; each stage's FROM is one of them (``name`` or ``opens``)."""
    opened = [_from_tokens(block) for block in blocks if block.keyword == "FROM"]
    names = [(tokens[2].text.lower() if len(tokens) > 2 else None) for tokens in opened]
    spots: list[Spot] = []
    number = -1
    for block in blocks:
        if block.keyword == "FROM":
            number += 1
            spots += _of_from(opened[number], number, names)
        elif block.keyword in ("COPY", "RUN", "ONBUILD") and number >= 0:
            spots += _of_sources(block, number, names)
    return tuple(spots)


def spot_at(spots: Sequence[Spot], row: int, column: int) -> Spot | None:
    """The spot under a cursor, else the FROM of its row."""
    under = next((spot for spot in spots if spot.kind != "opens" and spot.holds(row, column)), None)
    return under or next((spot for spot in spots if spot.row == row and _is_start(spot)), None)


def start_of(spots: Sequence[Spot], stage: int) -> Spot:
    """The place in a stage's FROM that names it, or where a name would stand."""
    return next(spot for spot in spots if spot.stage == stage and _is_start(spot))


def renamed(lines: Sequence[str], spots: Sequence[Spot], stage: int, name: str) -> list[str]:
    """The lines when a stage is called ``name`` wherever it is named; a stage without a name gets one.

    Raises RenameError.
    """
    check_name(lines, spots, stage, name)
    changed = list(lines)
    for spot in sorted(spots, key=lambda one: (one.row, one.start), reverse=True):
        if spot.stage == stage:
            line = changed[spot.row]
            written = f"{line[spot.start : spot.end]} AS {name}" if spot.kind == "opens" else name
            changed[spot.row] = line[: spot.start] + written + line[spot.end :]
    return changed


def check_name(lines: Sequence[str], spots: Sequence[Spot], stage: int, name: str) -> None:
    """Raise RenameError when a stage cannot be called ``name``."""
    if not name:
        raise RenameError("A stage's name cannot be empty.")
    if name.lower() in _RESERVED:
        raise RenameError(f"{name} has a meaning of its own: no stage can be called that.")
    if not STAGE_NAME.match(name.lower()):
        raise RenameError("A name begins with a letter; letters, digits, - _ and . may follow.")
    if name != name.lower():
        raise RenameError(f"Write it in small letters: {name.lower()}")
    for spot in spots:
        other = spot.kind == "name" and spot.stage != stage
        if other and lines[spot.row][spot.start : spot.end].lower() == name:
            raise RenameError(f"Another stage, in line {spot.row + 1}, is called {name} already.")


def _is_start(spot: Spot) -> bool:
    return spot.kind in ("name", "opens")


def _tokens(block: Block) -> Iterator[_Token]:
    for offset, line in enumerate(block.lines[: block.head]):
        if not line.lstrip().startswith("#"):
            text = line.rstrip(" \t").removesuffix(block.escape) if offset < block.head - 1 else line
            for found in _TOKEN.finditer(text):
                yield _Token(block.first - 1 + offset, found.start(), found[0])


def _from_tokens(block: Block) -> list[_Token]:
    """A FROM's base, its AS and its name, as far as they are there."""
    return [token for token in list(_tokens(block))[1:] if not token.text.startswith("--")]


def _of_from(tokens: list[_Token], number: int, names: list[str | None]) -> Iterator[Spot]:
    if not tokens:
        return
    base = tokens[0]
    earlier = [n for n in range(number) if names[n] == base.text.lower()]
    if earlier:
        yield Spot(*base.part(0, len(base.text)), earlier[-1], "base")
    if len(tokens) > 2:
        yield Spot(*tokens[2].part(0, len(tokens[2].text)), number, "name")
    else:
        yield Spot(*base.part(0, len(base.text)), number, "opens")


def _of_sources(block: Block, number: int, names: list[str | None]) -> Iterator[Spot]:
    words = list(_tokens(block))
    if words and words[0].text.upper() == "ONBUILD":
        words.pop(0)
    keyword = words.pop(0).text.upper() if words else ""
    for token in words:
        if not token.text.startswith("--"):
            return
        if keyword == "COPY" and token.text.startswith("--from="):
            stage = _stage(token.text[7:], number, names, numbers=True)
            if stage is not None:
                yield Spot(*token.part(7, len(token.text)), stage, "copy")
        elif keyword == "RUN" and token.text.startswith("--mount="):
            for found in _MOUNTED.finditer(token.text):
                stage = _stage(found[1], number, names, numbers=False)
                if stage is not None:
                    yield Spot(*token.part(found.start(1), found.end(1)), stage, "mount")


def _stage(name: str, number: int, names: list[str | None], *, numbers: bool) -> int | None:
    if numbers and name.isdecimal():
        return int(name) if int(name) < number else None
    same = [n for n, known in enumerate(names) if known == name.lower()]
    return same[-1] if same else None
