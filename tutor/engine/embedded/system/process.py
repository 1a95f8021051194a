"""What a RUN starts with and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from tutor.engine.embedded.catalogue.format import (
    Chunk,
    CommandIndex,
    CommandKey,
    Provenance,
    RecordedCommand,
)
from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.errors import NotRecorded
from tutor.image import FileTree


class AnImage(Protocol):
    """A recorded base image, as far as a shell looks at it."""

    @property
    def tree(self) -> FileTree: ...


class Recordings(Protocol):
    """The catalogue, as far as a shell looks into it."""

    def commands(self, tool: str) -> tuple[CommandIndex, ...]: ...

    def command(self, index: CommandIndex) -> RecordedCommand: ...

    def image_names(self) -> tuple[str, ...]: ...

    def image(self, name: str) -> AnImage | None: ...


@dataclass
class Process:
    """What a RUN starts with; ``files`` and ``contents`` take what it does.

    ``env`` is the config's environment, without what the engine adds (HOME). ``folder`` is absolute.
    ``user`` is the config's text, ``shell`` what the shell form is given to. ``on_output`` hears each piece
    of output once, in order.
    """

    files: Filesystem
    contents: Contents
    catalogue: Recordings
    env: dict[str, str]
    folder: str
    user: str
    shell: tuple[str, ...]
    on_output: Callable[[Chunk], None]


@dataclass(frozen=True)
class Ran:
    """How a RUN ended. ``seconds`` is the recorded time of its recorded commands; computing counts 0.0."""

    exit_code: int
    seconds: float = 0.0
    recordings: tuple[Provenance, ...] = ()


class CannotStart(Exception):  # noqa: N818 - reads as what it is
    """The engine could not start the process; ``message`` has its words.

    ``exit_code`` is 1 where the runtime tells it as the end of the process, and then the message is output
    of the step, too, and has been told; None where the builder refuses before.
    """

    def __init__(self, message: str, exit_code: int | None = 1) -> None:
        super().__init__(message)
        self.message = message
        self.exit_code = exit_code


class UnknownCommand(NotRecorded):
    """A simple command that nobody recorded.

    ``argv`` is as the shell would start it, ``env`` all of its environment, ``folder`` absolute. ``key`` is
    what a recording of it is found by, None for what cannot be recorded. ``before`` is the shell text that
    comes before it in this RUN, without its last ``&&``: it can be run on its own; None where the command
    stands inside of something (a pipe, a loop) and has no such text. ``out`` is the absolute path
    that stands for ``{out}`` in a recording, None when nothing does. ``anywhere`` is the key of a recording
    that turns out to tell no folder, None where there is none.
    """

    def __init__(
        self,
        argv: tuple[str, ...],
        *,
        reason: str,
        env: dict[str, str],
        folder: str,
        key: CommandKey | None = None,
        before: str | None = None,
        near: tuple[str, ...] = (),
        out: str | None = None,
        anywhere: CommandKey | None = None,
    ) -> None:
        super().__init__(" ".join(argv), reason=reason, near=near)
        self.argv = argv
        self.env = env
        self.folder = folder
        self.key = key
        self.before = before
        self.out = out
        self.anywhere = anywhere
