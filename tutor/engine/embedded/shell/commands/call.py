"""One start of a command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.embedded.shell.dialect import is_busybox
from tutor.engine.embedded.shell.state import State
from tutor.engine.embedded.system.identity import Identity
from tutor.engine.embedded.system.places import Places
from tutor.engine.errors import NotRecorded
from tutor.image import FileEntry


class Flavour(Enum):
    """Whose command it is."""

    COREUTILS = "coreutils"
    BUSYBOX = "busybox"


@dataclass
class Call:
    """A command with its arguments, and what it works on."""

    state: State
    program: FileEntry
    name: str
    arguments: list[str]
    env: dict[str, str]
    started_as: str
    """The name as it was written, perhaps with a path."""

    @property
    def files(self) -> Filesystem:
        return self.state.process.files

    @property
    def contents(self) -> Contents:
        return self.state.process.contents

    @property
    def places(self) -> Places:
        return self.state.places

    @property
    def who(self) -> Identity:
        return self.state.identity

    @property
    def umask(self) -> int:
        return self.state.umask

    @property
    def busybox(self) -> bool:
        return is_busybox(self.program, self.files)

    def out(self, data: bytes) -> None:
        self.state.out.write(data)

    def complain(self, words: str) -> int:
        """Print ``name: words`` to stderr; the status of a failure, 1."""
        self.state.err.write(f"{self.name}: {words}\n".encode("utf-8", "surrogateescape"))
        return 1

    def usage(self, words: str) -> int:
        """Complain about the arguments as coreutils do. Raises NotRecorded for busybox's long text."""
        if self.busybox:
            raise self.refuse("its usage text is not recorded")
        self.complain(words)
        self.state.err.write(f"Try '{self.started_as} --help' for more information.\n".encode())
        return 1

    def refuse(self, reason: str) -> NotRecorded:
        """What to raise for arguments that cannot be computed."""
        return NotRecorded(" ".join([self.name, *self.arguments]), reason=reason)

    def quoted(self, text: str) -> str:
        """A name in the quotes of the locale: curly ones in UTF-8."""
        locale = self.env.get("LC_ALL") or self.env.get("LC_CTYPE") or self.env.get("LANG") or "C"
        if locale.upper().replace("-", "") == "C.UTF8":
            return f"\u2018{text}\u2019"
        if locale not in ("C", "POSIX"):
            raise self.refuse(f"what it prints in the locale {locale} is not recorded")
        return f"'{text}'"


Command = Callable[[Call], int]
