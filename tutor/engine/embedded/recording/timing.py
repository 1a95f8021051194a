"""When output came, told by who listened from outside."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tutor.engine.embedded.catalogue.format import Chunk


def within(seconds: float, output: Iterable[Chunk]) -> tuple[Chunk, ...]:
    """The output moved forward so that it all came before the process ended.

    Whoever listens begins before the process does, and hears late.
    """
    chunks = tuple(output)
    late = max((chunk.at for chunk in chunks), default=0.0) - seconds
    if late <= 0:
        return chunks
    return tuple(msgspec.structs.replace(chunk, at=round(max(0.0, chunk.at - late), 3)) for chunk in chunks)
