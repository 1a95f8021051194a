"""Which engine is there, and what was tried to find out."""

from __future__ import annotations

import os
from dataclasses import dataclass

from tutor.engine.errors import EngineNotFound
from tutor.engine.protocol import Engine

CHOICE_VARIABLE = "DISTILL_ENGINE"
"""What ``auto`` means for a person who always wants the same engine."""

BUILDER_VARIABLE = "DISTILL_BUILDER"
"""``classic`` builds with Docker's old builder although BuildKit is there."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A place where an engine was looked for; ``advice`` is the next thing to do, empty when all is well."""

    where: str
    outcome: str
    advice: str


@dataclass(frozen=True, slots=True)
class Connection:
    """The first engine that answered, or None, and every place that was tried, in order."""

    engine: Engine | None
    tried: tuple[Tried, ...]

    def require(self) -> Engine:
        """The engine. Raises EngineNotFound with all that was tried."""
        if self.engine is not None:
            return self.engine
        lines = "".join(f"\n  {tried.where}: {tried.outcome}" for tried in self.tried)
        advice = " ".join(dict.fromkeys(tried.advice for tried in self.tried if tried.advice))
        if chosen := os.environ.get(CHOICE_VARIABLE):
            advice += f" {CHOICE_VARIABLE} is set to {chosen}: unset it to look everywhere."
        raise EngineNotFound(f"No engine answers. Tried:{lines}", advice=advice)


def connect(choice: str = "auto", *, builder: str | None = None) -> Connection:
    """Find an engine: ``auto``, ``live``, ``docker``, ``podman``, ``embedded``, or the URL of a socket.

    ``live`` is Docker, then Podman; ``auto`` is the same and ends with the embedded engine, so it always
    finds one. A choice by name is not replaced by another engine. ``builder`` ``"classic"`` forces Docker's
    old builder. Never raises: a place that does not answer within two seconds is told in
    ``Connection.tried``.
    """
    if choice == "auto":
        choice = os.environ.get(CHOICE_VARIABLE, "") or "auto"
    builder = builder or os.environ.get(BUILDER_VARIABLE) or None
    tried: list[Tried] = []
    engine: Engine | None = None
    if choice in ("auto", "live", "docker") or "://" in choice:
        from tutor.engine.moby.finding import find

        engine = find("auto" if choice == "live" else choice, builder, tried)
    elif choice not in ("podman", "embedded"):
        tried.append(
            Tried(
                choice,
                "this is no engine that is known",
                "Use auto, docker, podman, embedded or unix:///path/to/a.sock.",
            )
        )
    if engine is None and choice in ("auto", "live", "podman"):
        from tutor.engine.podman.finding import find as find_podman

        engine = find_podman(choice, tried)
    if engine is None and choice in ("auto", "embedded"):
        from tutor.engine.embedded.finding import find as find_embedded

        engine = find_embedded(tried)
    return Connection(engine, tuple(tried))
