"""``test`` and ``[``."""

from __future__ import annotations

import re

from tutor.engine.embedded.shell.dialect import Dialect
from tutor.engine.embedded.shell.state import State
from tutor.engine.embedded.shell.syntax import NotUnderstood
from tutor.engine.embedded.system.identity import EXECUTE, READ, WRITE
from tutor.image import FileKind

KINDS = {
    "-f": FileKind.FILE,
    "-d": FileKind.DIRECTORY,
    "-p": FileKind.FIFO,
    "-S": FileKind.SOCKET,
    "-b": FileKind.BLOCK_DEVICE,
    "-c": FileKind.CHARACTER_DEVICE,
}
ACCESS = {"-r": READ, "-w": WRITE, "-x": EXECUTE}
BITS = {"-u": 0o4000, "-g": 0o2000, "-k": 0o1000}
NUMBERS = {
    "-eq": lambda a, b: a == b,
    "-ne": lambda a, b: a != b,
    "-lt": lambda a, b: a < b,
    "-le": lambda a, b: a <= b,
    "-gt": lambda a, b: a > b,
    "-ge": lambda a, b: a >= b,
}


class _Unexpected(Exception):  # noqa: N818 - the shell's complaint
    """A word that is no operator."""


class _Wrong(Exception):  # noqa: N818 - the shell's complaint
    """The shell's own complaint."""


def test(state: State, words: list[str]) -> int:
    """0 for true, 1 for false, 2 where the shell complains."""
    arguments = words[1:]
    if words[0] == "[":
        if not arguments or arguments[-1] != "]":
            start = "[: missing ]" if state.dialect is Dialect.DASH else "missing ]"
            if state.dialect is Dialect.BASH:
                start = "[: missing `]'"
            state.complain(start, without_folder=True)
            return 2
        arguments = arguments[:-1]
    try:
        return 0 if _either(state, arguments) else 1
    except _Unexpected as wrong:
        state.complain(f"{words[0]}: {wrong}: unexpected operator")
        return 2
    except _Wrong as wrong:
        if state.dialect is Dialect.DASH:
            state.complain(f"{words[0]}: Illegal number: {wrong}")
        elif state.dialect is Dialect.BASH:
            state.complain(f"{words[0]}: {wrong}: integer expression expected")
        else:
            state.complain(f"{wrong}: bad number", without_folder=True)
        return 2


def _either(state: State, arguments: list[str]) -> bool:
    if len(arguments) > 4 or (len(arguments) == 3 and arguments[1] in ("-a", "-o")):
        for operator, join in (("-o", any), ("-a", all)):
            if operator in arguments[1:-1]:
                at = arguments.index(operator, 1)
                return join([_either(state, arguments[:at]), _either(state, arguments[at + 1 :])])
        raise NotUnderstood("this `test`")
    if (
        arguments[:1] == ["!"]
        and len(arguments) > 1
        and not (len(arguments) == 3 and _is_binary(arguments[1]))
    ):
        return not _either(state, arguments[1:])
    if len(arguments) <= 1:
        return bool(arguments and arguments[0])
    if len(arguments) == 2:
        return _unary(state, *arguments)
    if len(arguments) == 3 and _is_binary(arguments[1]):
        if arguments[1] == "==" and state.dialect is Dialect.DASH:
            raise _Unexpected(arguments[0])
        return _binary(*arguments)
    raise NotUnderstood("this `test`")


def _is_binary(word: str) -> bool:
    return word in ("=", "==", "!=") or word in NUMBERS


def _unary(state: State, operator: str, name: str) -> bool:  # noqa: PLR0911 - one a kind of question
    if operator in ("-n", "-z"):
        return bool(name) == (operator == "-n")
    if operator in ("-L", "-h"):
        entry = state.places.exists(name, follow=False)
        return entry is not None and entry.kind is FileKind.SYMLINK
    entry = state.places.exists(name)
    if operator in KINDS:
        return entry is not None and entry.kind is KINDS[operator]
    if operator == "-e":
        return entry is not None
    if operator in ACCESS:
        return entry is not None and state.identity.may(ACCESS[operator], entry)
    if operator in BITS:
        return entry is not None and bool(entry.mode & BITS[operator])
    if operator == "-s" and (entry is None or entry.kind is FileKind.FILE):
        return entry is not None and entry.size > 0
    raise NotUnderstood(f"`test {operator}`")


def _binary(left: str, operator: str, right: str) -> bool:
    if operator in NUMBERS:
        return bool(NUMBERS[operator](_number(left), _number(right)))
    return (left == right) == (operator != "!=")


def _number(text: str) -> int:
    if not re.fullmatch(r"\s*[+-]?\d+\s*", text):
        raise _Wrong(text)
    return int(text)
