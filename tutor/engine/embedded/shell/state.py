"""What a running shell knows: variables, options, folder, streams."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from typing import Literal

from tutor.engine.embedded.catalogue.format import Chunk, Provenance
from tutor.engine.embedded.shell.dialect import Dialect
from tutor.engine.embedded.shell.streams import Sink, Told
from tutor.engine.embedded.shell.syntax import NotUnderstood, Script
from tutor.engine.embedded.system.identity import Identity, accounts
from tutor.engine.embedded.system.places import Places
from tutor.engine.embedded.system.process import Process


class Exit(Exception):  # noqa: N818 - reads as what it is
    """The shell ends."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class Shared:
    """What all shells of one RUN share: the time that passed, in seconds, and which recordings were used."""

    process: Process
    seconds: float = 0.0
    recordings: list[Provenance] = field(default_factory=list)

    def say(self, stream: Literal["stdout", "stderr"]) -> Callable[[bytes], None]:
        return lambda data: self.process.on_output(Chunk(self.seconds, stream, data))


@dataclass
class State:
    """One shell; a subshell starts with a copy."""

    shared: Shared
    dialect: Dialect
    zero: str
    """The shell's own name in its messages."""
    identity: Identity
    variables: dict[str, str]
    exported: set[str]
    folder: str
    """Absolute."""
    stdin: bytes = b""
    options: set[str] = field(default_factory=set)
    status: int = 0
    line: int = 0
    """0 before there is a script."""
    umask: int = 0o022
    depth: int = 0
    """How deep inside of loops, pipes and the like; 0 is the script itself."""
    run_script: Callable[[State, Script], None] = lambda state, script: None

    def __post_init__(self) -> None:
        self.out: Sink = Told(self.shared.say("stdout"))
        self.err: Sink = Told(self.shared.say("stderr"))

    @property
    def process(self) -> Process:
        return self.shared.process

    @property
    def places(self) -> Places:
        return Places(self.process.files, self.identity, self.folder.strip("/"))

    @property
    def env(self) -> dict[str, str]:
        """What a started program gets."""
        return {name: value for name, value in self.variables.items() if name in self.exported}

    def subshell(self) -> State:
        """A copy that changes nothing here but files."""
        other = copy(self)
        other.variables = dict(self.variables)
        other.exported = set(self.exported)
        other.options = set(self.options)
        other.depth = self.depth + 1
        return other

    def value(self, name: str) -> str | None:
        special = {"?": str(self.status), "0": self.zero, "#": "0"}
        if name in special:
            return special[name]
        if name in ("$", "!", "-", "LINENO", "RANDOM", "PPID", "SECONDS"):
            raise NotUnderstood(f"${name}")
        return self.variables.get(name)

    def assign(self, name: str, value: str) -> None:
        if name == "IFS":
            raise NotUnderstood("IFS")
        self.variables[name] = value
        if "a" in self.options:
            self.exported.add(name)

    def must_be_set(self) -> bool:
        return "u" in self.options

    def home_of(self, user: str) -> str | None:
        if self.dialect is Dialect.BUSYBOX:
            return None
        known = accounts(self.process.files, self.process.contents)
        return next((one.home for one in known if one.name == user), None)

    def output_of(self, script: Script) -> str:
        """What a substitution's commands print, without the newlines at its end."""
        from tutor.engine.embedded.shell.streams import Kept

        inner = self.subshell()
        kept = Kept()
        inner.out = kept
        try:
            self.run_script(inner, script)
        except Exit as ended:
            inner.status = ended.status
        self.status = inner.status
        return kept.data.decode("utf-8", "surrogateescape").rstrip("\n")

    def complain(self, words: str, *, without_folder: bool = False) -> None:
        """Print one of the shell's own messages; some of busybox name the shell ``without_folder``."""
        if self.dialect is Dialect.DASH:
            start = f"{self.zero}: {self.line}: "
        elif self.dialect is Dialect.BASH:
            start = f"{self.zero}: line {self.line}: "
        else:
            start = f"{posixpath.basename(self.zero) if without_folder else self.zero}: "
        self.err.write(f"{start}{words}\n".encode("utf-8", "surrogateescape"))
