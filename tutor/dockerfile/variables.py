"""Which variables an instruction sees, and its words with their values put in."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from tutor.dockerfile.expansion import HEREDOC_BODY, PLAIN, ExpansionError, Quoting, expand
from tutor.dockerfile.heredocs import marker_of
from tutor.dockerfile.model import Flag, Heredoc, Instruction
from tutor.dockerfile.mounts import MountError, read_mount
from tutor.dockerfile.ports import PortError, read_port
from tutor.dockerfile.signals import is_signal

DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
"""What BuildKit takes for PATH where the base image sets none."""
REMOTE_SOURCE = re.compile(r"^(https?://|git@|git://|ssh://|github\.com/)")
OCTAL_MODE = re.compile(r"^[0-7]+$")
SYMBOLIC_MODE = re.compile(r"^[ugoa]*([-+=]([rwxXst]*|[ugo]))+(,[ugoa]*([-+=]([rwxXst]*|[ugo]))+)*$")
DIGEST = re.compile(r"^[a-zA-Z0-9=_-]+$")
DIGEST_LENGTHS = {"sha256": 64, "sha384": 96, "sha512": 128}
HIGHEST_MODE = 0o7777


class RefusedError(ValueError):
    """An expanded value is not acceptable; the message is BuildKit's."""


@dataclass(slots=True)
class Scope:
    """The variables at one point of a stage, or before the first FROM.

    ``environment`` is the part of ``values`` that ENV set. ``declared`` holds names of ARGs also when they
    have no value; ``base_known`` tells that the base image's own ENV is among ``values``, so that a missing
    name is missing for sure.
    """

    values: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    declared: dict[str, None] = field(default_factory=dict)
    base_known: bool = True
    escape: str = "\\"
    workdir: str | None = None
    """Where a stage stands; None when its base image decides that."""

    def for_stage_above(self) -> Scope:
        """What a stage built on this one starts with: there ENV wins again over an ARG of the same name."""
        return replace(
            self,
            values=self.values | self.environment,
            environment=dict(self.environment),
            declared=dict(self.declared),
        )


@dataclass(frozen=True, slots=True)
class Expanded:
    """An instruction's words after expansion.

    ``flags`` and ``heredocs`` are those of COPY and ADD after expansion, () where nothing changed.
    ``missing`` names the variables without a value that were never declared, ``known`` those that could have
    been meant. ``refused`` is BuildKit's complaint about a value. ``base_known`` is false where ``missing``
    may only be unknown to us because a base image defines it.
    """

    instruction: Instruction
    words: tuple[str, ...]
    missing: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    refused: str | None = None
    base_known: bool = True
    flags: tuple[Flag, ...] = ()
    heredocs: tuple[Heredoc, ...] = ()


@dataclass(slots=True)
class Expander:
    """Expands the words of one instruction and remembers what was missing."""

    scope: Scope
    missing: dict[str, None] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    heredocs: tuple[Heredoc, ...] = ()
    """Those of COPY and ADD after expansion."""

    def __call__(self, word: str, quoting: Quoting = PLAIN) -> str:
        escape = "\\" if quoting is HEREDOC_BODY else self.scope.escape
        try:
            result = expand(word, self.scope.values, escape, quoting)
        except ExpansionError as error:
            self.note(error.missing)
            raise
        self.note(result.missing)
        return result.text

    def note(self, missing: Iterable[str]) -> None:
        self.missing.update((name, None) for name in missing if name not in self.scope.declared)


def expand_instruction(
    instruction: Instruction, scope: Scope, build_args: Mapping[str, str], outer: Scope | None
) -> Expanded:
    """Expand one instruction and let ENV and ARG change ``scope``; ``outer`` holds the global ARGs.

    What cannot be expanded stays as written, with the reason in ``refused``.
    """
    expander = Expander(scope)
    known = tuple(scope.values)
    refused = None
    words = instruction.words
    try:
        if instruction.keyword == "ARG":
            words = declare(instruction, expander, build_args, outer)
        elif (reader := EXPANDING.get(instruction.keyword)) is not None:
            words = reader(instruction, expander)
    except (ExpansionError, RefusedError, PortError, MountError) as error:
        refused = str(error)
    return Expanded(
        instruction,
        words,
        tuple(expander.missing),
        known,
        refused,
        scope.base_known,
        expander.flags if expander.flags != instruction.flags else (),
        expander.heredocs if expander.heredocs != instruction.heredocs else (),
    )


def declare(
    instruction: Instruction, expander: Expander, build_args: Mapping[str, str], outer: Scope | None
) -> tuple[str, ...]:
    """ARG: each name gets the build argument, else its default, else the global value."""
    scope = expander.scope
    words = []
    for word in instruction.words:
        name, equals, default = word.partition("=")
        value = build_args.get(name)
        if value is None and equals:
            value = expander(default)
        elif value is None and outer is not None:
            value = outer.values.get(name)
        scope.declared[name] = None
        if value is not None:
            scope.values[name] = value
        words.append(name if value is None else f"{name}={value}")
    return tuple(words)


def environment(instruction: Instruction, expander: Expander) -> tuple[str, ...]:
    words = key_values(instruction, expander)
    for word in words:
        name, _, value = word.partition("=")
        expander.scope.values[name] = value
        expander.scope.environment[name] = value
    return words


def key_values(instruction: Instruction, expander: Expander) -> tuple[str, ...]:
    words = []
    for word in instruction.words:
        name, _, value = word.partition("=")
        words.append(f"{expander(name)}={expander(value)}")
    return tuple(words)


def working_directory(instruction: Instruction, expander: Expander) -> tuple[str, ...]:
    words = every_word(instruction, expander)
    scope = expander.scope
    for path in words:
        if path.startswith("/") or scope.workdir is not None:
            scope.workdir = posixpath.normpath(posixpath.join(scope.workdir or "/", path))
    return words


def every_word(instruction: Instruction, expander: Expander) -> tuple[str, ...]:
    return tuple(expander(word) for word in instruction.words)


def copied(instruction: Instruction, expander: Expander) -> tuple[str, ...]:
    for flag in instruction.flags:
        value = expander(flag.value) if flag.name in ("chown", "chmod", "exclude") else flag.value
        if flag.name == "chmod":
            check_mode(value)
        expander.flags += (Flag(flag.name, value),)
    words = tuple(word if marker_of(word) else expander(word) for word in instruction.words)
    for heredoc in instruction.heredocs:
        content = expander(heredoc.content, HEREDOC_BODY) if heredoc.expand else heredoc.content
        expander.heredocs += (replace(heredoc, content=content),)
    checksum = instruction.flag("checksum")
    if checksum:
        if not all(REMOTE_SOURCE.match(word) for word in words[:-1]):
            raise RefusedError("checksum requires HTTP(S) or Git sources")
        check_digest(expander(checksum))
    return words


def check_digest(value: str) -> None:
    algorithm, colon, digest = value.partition(":")
    if not colon or not DIGEST.match(digest):
        raise RefusedError("invalid checksum digest format")
    if algorithm not in DIGEST_LENGTHS:
        raise RefusedError("unsupported digest algorithm")
    if len(digest) != DIGEST_LENGTHS[algorithm]:
        raise RefusedError("invalid checksum digest length")


def check_mode(value: str) -> None:
    if OCTAL_MODE.match(value):
        if int(value, 8) <= HIGHEST_MODE:
            return
    elif not value or SYMBOLIC_MODE.match(value):
        return
    why = "it should be octal string and between 0 and 07777"
    raise RefusedError(f"invalid chmod parameter: '{value}'. {why}")


def exposed(instruction: Instruction, expander: Expander) -> tuple[str, ...]:
    """One word may become several ports; BuildKit does not tell of undefined variables here."""
    scope = expander.scope
    words = tuple(
        port for word in instruction.words for port in expand(word, scope.values, scope.escape).words
    )
    for word in sorted(words):
        read_port(word)
    return words


def volumes(instruction: Instruction, expander: Expander) -> tuple[str, ...]:
    words = every_word(instruction, expander)
    if any(not word for word in words):
        raise RefusedError("VOLUME specified can not be an empty string")
    return words


def stop_signal(instruction: Instruction, expander: Expander) -> tuple[str, ...]:
    words = every_word(instruction, expander)
    for word in words:
        if not is_signal(word):
            raise RefusedError(f"invalid signal: {word}")
    return words


def run(instruction: Instruction, expander: Expander) -> tuple[str, ...]:
    """RUN's line is the shell's to expand; only its mounts are BuildKit's."""
    for flag in instruction.flags:
        if flag.name == "mount":
            mount = read_mount(flag.value, expander)
            at_workdir = not mount.target and mount.kind in ("bind", "cache", "tmpfs")
            if at_workdir and expander.scope.workdir == "/":
                raise MountError('invalid mount target "/"')
    return instruction.words


EXPANDING: dict[str, Callable[[Instruction, Expander], tuple[str, ...]]] = {
    "ADD": copied,
    "COPY": copied,
    "ENV": environment,
    "EXPOSE": exposed,
    "LABEL": key_values,
    "RUN": run,
    "STOPSIGNAL": stop_signal,
    "USER": every_word,
    "VOLUME": volumes,
    "WORKDIR": working_directory,
}
"""The instructions whose words BuildKit expands; the shell or nobody expands those of the others."""
