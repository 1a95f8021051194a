"""The JSON documents about packs of lessons."""

from __future__ import annotations

import msgspec


class PackLessonRow(msgspec.Struct, frozen=True):
    """A lesson of a pack; ``handle`` is what commands take for it, ``passed`` of ``goals`` are green."""

    handle: str
    slug: str
    title: str
    summary: str
    minutes: int
    goals: int
    passed: int


class PackRow(msgspec.Struct, frozen=True):
    """A pack; ``source`` is where it came from, ``fault`` why it cannot be read any more."""

    name: str
    folder: str
    source: str | None
    lessons: list[PackLessonRow]
    fault: str | None


class PackAdded(msgspec.Struct, frozen=True):
    """`distill lessons add`: the pack, what its lessons are called, whether it replaced one, and in how many
    places something is still to be written.
    """

    pack: str
    folder: str
    lessons: list[str]
    files: int
    renewed: bool
    unwritten: int = 0
    schema: int = 1


class PackRemoved(msgspec.Struct, frozen=True):
    """`distill lessons remove`: the pack, and where it was."""

    pack: str
    folder: str
    schema: int = 1
