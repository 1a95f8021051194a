"""What every engine that can be provisioned has in common."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from . import cache
from .daemon import Daemon
from .shell import say
from .socket_api import EngineApi


class Provided(ABC):
    """A daemon of ours that tests use."""

    kind: ClassVar[str]
    name: str

    @property
    def home(self) -> Path:
        """The folder of everything that belongs to this daemon."""
        return cache.root() / "engines" / self.name

    @abstractmethod
    def prepare(self) -> None:
        """Install and lay out what the daemon needs; nothing happens where all is there."""

    @abstractmethod
    def daemon(self) -> Daemon:
        """The program, described; it need not be installed yet."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether somebody answers at the daemon's address."""

    @abstractmethod
    def describe(self) -> dict[str, str]:
        """What the tests need to know to use it."""

    def clear(self) -> None:  # noqa: B027 - most leave nothing behind
        """Tidy up what an earlier run of the daemon left behind; it does not run now."""

    def running(self) -> bool:
        """Whether our daemon runs and answers."""
        return self.daemon().runs() and self.answers()

    def up(self) -> None:
        """Start the daemon, unless it runs just so."""
        with cache.lock(self.name):
            self.prepare()
            if self.daemon().up_to_date() and self.answers():
                return
            say(f"starting {self.name}")
            self.daemon().stop()
            self.clear()
            self.daemon().start(self.answers)

    def down(self) -> bool:
        """End the daemon if we started it; True when it ran."""
        with cache.lock(self.name):
            ran = self.daemon().stop()
            self.clear()
            return ran


class ProvidedEngine(Provided):
    """A daemon that builds images and runs containers."""

    SOCKET: ClassVar[str]

    @property
    def api(self) -> EngineApi:
        """Its API."""
        return EngineApi(self.home / self.SOCKET)

    def answers(self) -> bool:
        return self.api.version() is not None

    def describe(self) -> dict[str, str]:
        return {"kind": self.kind, "host": f"unix://{self.api.socket}", "version": self.api.version() or ""}
