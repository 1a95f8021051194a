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


@dataclass(frozen=True, slots=True)
class EngineState:
    """What is known of the engine: still looking, found, or what was tried.

    ``tried`` are (where, outcome, advice) in words.
    """

    looking: bool = True
    engine: Engine | None = None
    tried: tuple[tuple[str, str, str], ...] = ()

    @property
    def name(self) -> str:
        """``Docker 28.5.2 · BuildKit``, or why there is none."""
        if self.engine is not None:
            info = self.engine.info
            return f"{info.title} · {info.builder}"
        return "looking for an engine …" if self.looking else "no engine"

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


class EngineLink:
    """The app's one connection; who uses the engine holds ``lock``, as it serves one thread at a time."""

    def __init__(self, choice: str, connect: Connect | None = None) -> None:
        self.choice = choice
        self.lock = threading.Lock()
        self._connect = connect

    def look(self) -> EngineState:
        """Look for the engine; blocks for as long as that takes, so only for a worker thread."""
        from tutor.engine.errors import EngineError

        connect = self._connect
        try:
            if connect is None:
                from tutor.engine import connect as found_connect

                connect = found_connect
            connection = connect(self.choice)
        except EngineError as error:
            return EngineState(looking=False, tried=((self.choice, error.message, error.advice),))
        tried = tuple((one.where, one.outcome, one.advice) for one in connection.tried)
        return EngineState(looking=False, engine=connection.engine, tried=tried)
