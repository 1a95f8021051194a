"""Finding an engine without holding up the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from tutor.engine import Connection
    from tutor.engine.protocol import Engine

Connect = Callable[[str], "Connection"]
Listeners = Callable[[], frozenset[str]]

EMBEDDED_BADGE = "embedded · recorded"
_SOUGHT = {
    "auto": "Looking for Docker and Podman …",
    "docker": "Looking for Docker …",
    "podman": "Looking for Podman …",
    "embedded": "The embedded engine starts …",
}
_TIMES_TO_KNOCK = 3
"""An engine that is starting accepts connections some time before it answers."""


@dataclass(frozen=True, slots=True)
class EngineState:
    """What is known of the engine: still looking, found, or what was tried.

    ``tried`` are (where, outcome, advice) in words; ``choice`` is what ``connect`` takes.
    """

    looking: bool = True
    engine: Engine | None = None
    tried: tuple[tuple[str, str, str], ...] = ()
    choice: str = "auto"

    @property
    def sought(self) -> str:
        """What is looked for, in a sentence."""
        return _SOUGHT.get(self.choice, "Looking for the engine that you chose …")

    @property
    def embedded(self) -> bool:
        """Whether it is the one that is built in."""
        return self.engine is not None and self.engine.info.kind == "embedded"

    @property
    def name(self) -> str:
        """``Docker 28.5.2 · BuildKit``, ``embedded · recorded``, or why there is none."""
        if self.engine is not None:
            info = self.engine.info
            return EMBEDDED_BADGE if self.embedded else f"{info.title} · {info.builder}"
        if not self.looking:
            return "no engine"
        return (
            "looking for an engine …" if self.choice == "auto" else self.sought[0].lower() + self.sought[1:]
        )

    @property
    def advice(self) -> str:
        """The first thing to do when there is no engine, one sentence."""
        for _, _, advice in self.tried:
            if advice:
                return advice
        return "Start Docker or Podman, then look again."


@dataclass
class EngineChecked(Message):
    """The search for an engine ended."""

    state: EngineState


@dataclass
class EngineAppeared(Message):
    """While the embedded engine is in use, a live one has come; ``title`` is its name with its version."""

    kind: str
    title: str


class EngineLink:
    """The app's one connection; who uses the engine holds ``lock``, as it serves one thread at a time.

    ``listeners`` takes the place of ``tutor.engine.listening.listeners``.
    """

    def __init__(
        self, choice: str, connect: Connect | None = None, listeners: Listeners | None = None
    ) -> None:
        self.choice = choice
        self.lock = threading.Lock()
        self._connect = connect
        self._listeners = listeners
        self._known: frozenset[str] | None = None if choice == "embedded" else frozenset()
        self._knocked = 0

    @property
    def live_choice(self) -> str:
        """Where a live engine is looked for: where the person said, else everywhere."""
        return "live" if self.choice in ("auto", "embedded") else self.choice

    def look(self, choice: str | None = None) -> EngineState:
        """Look for the engine, or for another ``choice``; blocks for as long as that takes, so only for a
        worker thread.
        """
        from tutor.engine.errors import EngineError

        choice = self.choice if choice is None else choice
        connect = self._connect
        try:
            if connect is None:
                from tutor.engine import connect as found_connect

                connect = found_connect
            connection = connect(choice)
        except EngineError as error:
            return EngineState(looking=False, tried=((choice, error.message, error.advice),))
        tried = tuple((one.where, one.outcome, one.advice) for one in connection.tried)
        return EngineState(looking=False, engine=connection.engine, tried=tried)

    def chosen(self) -> None:
        """The person chose an engine: what listens already when it is next asked is no newcomer."""
        self._known = None

    def newcomer(self) -> EngineAppeared | None:
        """A live engine that was not there before. Cheap as long as nobody new listens; blocks, likewise."""
        listeners = self._listeners
        if listeners is None:
            from tutor.engine.listening import listeners as found_listeners

            listeners = found_listeners
        before, now = self._known, listeners()
        self._known = now
        if before is None or now <= before:
            return None
        engine = self.look(self.live_choice).engine
        if engine is None:
            self._knocked += 1
            if self._knocked < _TIMES_TO_KNOCK:
                self._known = before
            return None
        info = engine.info
        engine.close()
        return EngineAppeared(info.kind, info.title)
