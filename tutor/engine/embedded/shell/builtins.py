"""The commands that a shell has in itself."""

from __future__ import annotations

import errno
import posixpath
from collections.abc import Callable

from tutor.engine.embedded.shell.dialect import Dialect
from tutor.engine.embedded.shell.printing import echo, printf
from tutor.engine.embedded.shell.state import Exit, State
from tutor.engine.embedded.shell.syntax import NotUnderstood
from tutor.engine.embedded.shell.testing import test
from tutor.engine.embedded.shell.words import is_name
from tutor.engine.embedded.system.identity import EXECUTE, whole_text
from tutor.engine.embedded.system.places import Refused
from tutor.engine.embedded.system.programs import NotExecutable, NotFound, program_of
from tutor.image import FileKind

Builtin = Callable[[State, list[str]], int]

SPECIAL = frozenset({":", "exit", "export", "set", "unset", "readonly", "exec", "eval", "trap", "shift", "."})
"""Those whose failure ends a POSIX shell."""


def cd(state: State, words: list[str]) -> int:
    arguments = [word for word in words[1:] if word not in ("--", "-L", "-P")]
    target = arguments[0] if arguments else state.variables.get("HOME", "")
    shown = target == "-"
    if shown:
        target = state.variables.get("OLDPWD", "")
    if not target:
        return 0
    new = posixpath.normpath(posixpath.join(state.folder, target))
    new = "/" + new.lstrip("/")
    try:
        entry = state.places.lookup(
            target if target.startswith("/") else posixpath.join(state.folder, target)
        )
        if entry.kind is not FileKind.DIRECTORY:
            raise Refused(errno.ENOTDIR)
        if not state.identity.may(EXECUTE, entry):
            raise Refused(errno.EACCES)
    except Refused as refused:
        if state.dialect is Dialect.DASH:
            state.complain(f"cd: can't cd to {target}")
            return 2
        if state.dialect is Dialect.BASH:
            state.complain(f"cd: {target}: {refused.words}")
            return 1
        state.complain(f"cd: line {state.line - 1}: can't cd to {target}: {refused.words}")
        return 2
    state.variables["OLDPWD"] = state.folder
    state.variables["PWD"] = new
    state.exported.add("PWD")
    if state.dialect is not Dialect.BASH or "OLDPWD" in state.env:
        state.exported.add("OLDPWD")
    state.folder = new
    if shown:
        state.out.write(f"{new}\n".encode())
    return 0


def pwd(state: State, words: list[str]) -> int:
    if len(words) > 1:
        raise NotUnderstood("pwd with arguments")
    state.out.write(f"{state.folder}\n".encode())
    return 0


def export(state: State, words: list[str]) -> int:
    if len(words) == 1 or words[1].startswith("-"):
        raise NotUnderstood(f"`{' '.join(words[:2])}`")
    for word in words[1:]:
        name, equals, value = word.partition("=")
        if not is_name(name):
            return _bad_name(state, words[0], word, name)
        if equals:
            state.assign(name, value)
        state.exported.add(name)
    return 0


def _bad_name(state: State, command: str, word: str, name: str) -> int:
    if state.dialect is Dialect.BASH:
        state.complain(f"{command}: `{word}': not a valid identifier")
        return 1
    where = f"line {state.line - 1}: " if state.dialect is Dialect.BUSYBOX else ""
    state.complain(f"{command}: {where}{name}: bad variable name")
    raise Exit(2)


def unset(state: State, words: list[str]) -> int:
    for word in words[1:]:
        if word == "-v":
            continue
        if not is_name(word):
            raise NotUnderstood(f"`unset {word}`")
        state.variables.pop(word, None)
        state.exported.discard(word)
    return 0


KNOWN_OPTIONS = {"errexit": "e", "nounset": "u", "xtrace": "x", "allexport": "a", "pipefail": "pipefail"}


def set_(state: State, words: list[str]) -> int:
    arguments = words[1:]
    while arguments:
        word = arguments.pop(0)
        if word[:1] not in ("-", "+") or word in ("-", "--"):
            raise NotUnderstood("`set` with arguments")
        for letter in word[1:]:
            if letter == "o":
                name = arguments.pop(0) if arguments else ""
                option = KNOWN_OPTIONS.get(name)
                if option is None or (option == "pipefail" and not _has_pipefail(state)):
                    raise NotUnderstood(f"`set -o {name}`")
            elif letter in "eux":
                option = letter
            else:
                raise NotUnderstood(f"`set -{letter}`")
            (state.options.add if word[0] == "-" else state.options.discard)(option)
    return 0


def _has_pipefail(state: State) -> bool:
    """dash has it since Debian 13; what an older one says is not known."""
    if state.dialect is not Dialect.DASH:
        return True
    release = whole_text(state.process.files, state.process.contents, "etc/debian_version") or ""
    return release.startswith("13")


def exit_(state: State, words: list[str]) -> int:
    if len(words) == 1:
        raise Exit(state.status)
    if words[1].isdecimal():
        raise Exit(int(words[1]) & 0xFF)
    if state.dialect is Dialect.BASH:
        state.complain(f"exit: {words[1]}: numeric argument required")
        raise Exit(2)
    where = f"line {state.line - 1}: " if state.dialect is Dialect.BUSYBOX else ""
    state.complain(f"exit: {where}Illegal number: {words[1]}")
    raise Exit(2)


def command(state: State, words: list[str]) -> int:
    """``command -v``: what a name would start."""
    if len(words) != 3 or words[1] != "-v":
        raise NotUnderstood(f"`{' '.join(words)}`")
    if words[2] in BUILTINS:
        state.out.write(f"{words[2]}\n".encode())
        return 0
    if state.dialect is Dialect.BUSYBOX:
        raise NotUnderstood("`command -v` of this shell")
    for folder in state.variables.get("PATH", "").split(":"):
        try:
            program_of(f"{folder}/{words[2]}", state.places, None)
        except (NotFound, NotExecutable):
            continue
        state.out.write(f"{folder}/{words[2]}\n".encode())
        return 0
    return 1 if state.dialect is Dialect.BASH else 127


def umask(state: State, words: list[str]) -> int:
    if len(words) == 1:
        state.out.write(f"{state.umask:04o}\n".encode())
        return 0
    if len(words) != 2 or not words[1].isdecimal() or set(words[1]) - set("01234567"):
        raise NotUnderstood("this `umask`")
    state.umask = int(words[1], 8) & 0o777
    return 0


def not_computed(state: State, words: list[str]) -> int:
    raise NotUnderstood(f"`{words[0]}`")


NOT_COMPUTED = (
    *(".", "alias", "break", "continue", "eval", "exec", "getopts", "hash", "local", "read", "readonly"),
    *("return", "shift", "times", "trap", "type", "ulimit", "wait"),
)

BUILTINS: dict[str, Builtin] = {
    **dict.fromkeys(NOT_COMPUTED, not_computed),
    ":": lambda state, words: 0,
    "true": lambda state, words: 0,
    "false": lambda state, words: 1,
    "[": test,
    "test": test,
    "cd": cd,
    "command": command,
    "echo": echo,
    "exit": exit_,
    "export": export,
    "printf": printf,
    "pwd": pwd,
    "set": set_,
    "umask": umask,
    "unset": unset,
}
