"""What BuildKit tells of a build: ``moby.buildkit.v1.StatusResponse``, as typed values.

https://github.com/moby/buildkit/blob/master/api/services/control/control.proto
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tutor.engine.moby.wire import Value, fields


@dataclass(frozen=True, slots=True)
class Vertex:
    """A build step as it stands; ``started`` and ``completed`` are seconds since 1970, None when not yet."""

    digest: str
    name: str
    cached: bool
    started: float | None
    completed: float | None
    error: str


@dataclass(frozen=True, slots=True)
class Status:
    """How far a part of a step is, in bytes (``total`` 0 when unknown)."""

    id: str
    vertex: str
    current: int
    total: int
    completed: bool


@dataclass(frozen=True, slots=True)
class Log:
    """What a step's process wrote."""

    vertex: str
    stream: Literal["stdout", "stderr"]
    data: bytes


@dataclass(frozen=True, slots=True)
class Warned:
    """What the Dockerfile front end found; ``short`` is ``Rule: message (line n)``."""

    vertex: str
    short: str
    detail: tuple[str, ...]
    url: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Trace:
    """One message of the trace; vertexes come again whenever something about them changed."""

    vertexes: tuple[Vertex, ...] = ()
    statuses: tuple[Status, ...] = ()
    logs: tuple[Log, ...] = ()
    warnings: tuple[Warned, ...] = ()


def decode(message: bytes) -> Trace:
    """Read one StatusResponse. Raises MalformedMessage."""
    parts: dict[int, list[bytes]] = {1: [], 2: [], 3: [], 4: []}
    for number, value in fields(message):
        if number in parts and isinstance(value, bytes):
            parts[number].append(value)
    return Trace(
        tuple(_vertex(part) for part in parts[1]),
        tuple(_status(part) for part in parts[2]),
        tuple(_log(part) for part in parts[3]),
        tuple(_warned(part) for part in parts[4]),
    )


def _vertex(message: bytes) -> Vertex:
    known = dict(fields(message))
    return Vertex(
        digest=_text(known.get(1)),
        name=_text(known.get(3)),
        cached=bool(known.get(4, 0)),
        started=_time(known.get(5)),
        completed=_time(known.get(6)),
        error=_text(known.get(7)),
    )


def _status(message: bytes) -> Status:
    known = dict(fields(message))
    return Status(
        id=_text(known.get(1)),
        vertex=_text(known.get(2)),
        current=_number(known.get(4)),
        total=_number(known.get(5)),
        completed=8 in known,
    )


def _log(message: bytes) -> Log:
    known = dict(fields(message))
    data = known.get(4, b"")
    stream: Literal["stdout", "stderr"] = "stderr" if known.get(3) == 2 else "stdout"
    return Log(_text(known.get(1)), stream, data if isinstance(data, bytes) else b"")


def _warned(message: bytes) -> Warned:
    every = list(fields(message))
    known = dict(every)
    return Warned(
        vertex=_text(known.get(1)),
        short=_text(known.get(3)),
        detail=tuple(_text(value) for number, value in every if number == 4),
        url=_text(known.get(5)),
        line=_first_line(value for number, value in every if number == 7),
    )


def _first_line(ranges: Iterable[Value]) -> int | None:
    for found in ranges:
        start = dict(fields(found)).get(1) if isinstance(found, bytes) else None
        if isinstance(start, bytes):
            return _number(dict(fields(start)).get(1)) or None
    return None


def _text(value: Value | None) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _number(value: Value | None) -> int:
    """An int64 is a varint in two's complement."""
    if not isinstance(value, int):
        return 0
    return value - (1 << 64) if value >= 1 << 63 else value


def _time(value: Value | None) -> float | None:
    if not isinstance(value, bytes):
        return None
    known = dict(fields(value))
    return _number(known.get(1)) + _number(known.get(2)) / 1_000_000_000
