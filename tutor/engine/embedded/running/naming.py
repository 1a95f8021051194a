"""The places of a program in what it writes, so that a recording holds wherever it lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from tutor.engine.embedded.catalogue.format import Chunk

SHORTEST_FOLDER = 3
"""``/a`` may stand anywhere by chance; such a folder is told from no other word."""


def nameless(output: Iterable[Chunk], names: Mapping[str, str]) -> tuple[Chunk, ...]:
    """Output with marks where the places stood."""
    pairs = [(place.encode("utf-8", "surrogateescape"), _mark(name)) for name, place in _told(names)]
    return tuple(msgspec.structs.replace(chunk, data=_replaced(chunk.data, pairs)) for chunk in output)


def named(output: Iterable[Chunk], names: Mapping[str, str]) -> tuple[Chunk, ...]:
    """Output with the places in it."""
    pairs = [
        (_mark(name), (place if place != "/" else "").encode("utf-8", "surrogateescape"))
        for name, place in names.items()
    ]
    return tuple(msgspec.structs.replace(chunk, data=_replaced(chunk.data, pairs)) for chunk in output)


def nameless_text(text: str, names: Mapping[str, str]) -> str:
    """A text with marks where the places stood."""
    return nameless([_chunk(text)], names)[0].data.decode("utf-8", "surrogateescape")


def named_text(text: str, names: Mapping[str, str]) -> str:
    """A text with the places in it."""
    return named([_chunk(text)], names)[0].data.decode("utf-8", "surrogateescape")


def _chunk(text: str) -> Chunk:
    return Chunk(0.0, "stdout", text.encode("utf-8", "surrogateescape"))


def tells(data: bytes, names: Mapping[str, str]) -> bool:
    """Whether a text holds one of the places; of the root folder nobody knows."""
    places = [place for place in names.values() if len(place) >= SHORTEST_FOLDER]
    return any(place.encode("utf-8", "surrogateescape") in data for place in places)


def _told(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The longest place first: a script lies in its folder."""
    long = [(name, place) for name, place in names.items() if len(place) >= SHORTEST_FOLDER]
    return sorted(long, key=lambda pair: -len(pair[1]))


def _mark(name: str) -> bytes:
    return b"\0" + name.strip("{}").encode() + b"\0"


def _replaced(data: bytes, pairs: Iterable[tuple[bytes, bytes]]) -> bytes:
    for old, new in pairs:
        data = data.replace(old, new)
    return data
