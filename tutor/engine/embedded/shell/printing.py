"""``echo`` and ``printf`` as each shell has them."""

from __future__ import annotations

import re

from tutor.engine.embedded.shell.dialect import Dialect
from tutor.engine.embedded.shell.state import State
from tutor.engine.embedded.shell.syntax import NotUnderstood

ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}
DIRECTIVE = re.compile(r"%([-+ #0]*)(\d*)(\.\d+)?([a-zA-Z%])")


def echo(state: State, words: list[str]) -> int:
    """dash always reads escapes and knows ``-n`` only; the others read them with ``-e``."""
    arguments = words[1:]
    newline, escapes = True, state.dialect is Dialect.DASH
    letters = "n" if state.dialect is Dialect.DASH else "neE"
    while arguments and re.fullmatch(f"-[{letters}]+", arguments[0]):
        if state.dialect is Dialect.DASH and arguments[0] != "-n":
            break
        for letter in arguments.pop(0)[1:]:
            newline = newline and letter != "n"
            escapes = letter == "e" or (escapes and letter != "E")
        if state.dialect is Dialect.DASH:
            break
    text = " ".join(arguments)
    stopped = False
    if escapes:
        text, stopped = unescaped(text, octal="0")
    state.out.write((text + ("\n" if newline and not stopped else "")).encode("utf-8", "surrogateescape"))
    return 0


def unescaped(text: str, *, octal: str = "") -> tuple[str, bool]:
    """The text with its backslash escapes read, and whether ``\\c`` cut it off.

    ``octal`` is what must stand before the digits of a number.
    """
    out = []
    at = 0
    while at < len(text):
        if text[at] != "\\" or at + 1 == len(text):
            out.append(text[at])
            at += 1
            continue
        letter = text[at + 1]
        if letter in ESCAPES:
            out.append(ESCAPES[letter])
            at += 2
        elif letter == "c" and octal:
            return "".join(out), True
        elif letter in "01234567xeE'\"c":
            raise NotUnderstood(f"the escape \\{letter}")
        else:
            out.append("\\" + letter)
            at += 2
    return "".join(out), False


def printf(state: State, words: list[str]) -> int:
    """%s, %b, %c, %d, %i, %u, %o, %x and %X; the format is used again while arguments are left."""
    if len(words) < 2:
        raise NotUnderstood("`printf` without a format")
    if words[1].startswith("-"):
        raise NotUnderstood(f"`printf {words[1]}`")
    form = unescaped(words[1])[0] if "\\" in words[1] else words[1]
    arguments = words[2:]
    out = ""
    while True:
        used = len(arguments)
        out += _once(form, arguments, state.dialect)
        if not arguments or len(arguments) == used:
            break
    state.out.write(out.encode("utf-8", "surrogateescape"))
    return 0


def _once(form: str, arguments: list[str], dialect: Dialect) -> str:
    def put(match: re.Match[str]) -> str:
        flags, width, precision, kind = match.groups()
        if kind == "%":
            return "%"
        value = arguments.pop(0) if arguments else None
        if kind in "sb":
            text = value or ""
            if kind == "b" and "\\" in text:
                text = unescaped(text)[0]
            return str(f"%{flags}{width}{precision or ''}s" % text)
        if kind == "c":
            return (value or "")[:1]
        if kind in "diuoxX":
            if value is None and dialect is not Dialect.BUSYBOX:
                value = "0"
            if value is None or not re.fullmatch(r"[+-]?(0|[1-9]\d*)", value):
                raise NotUnderstood(f"`printf` with the number {value or ''!r}")
            return str(f"%{flags}{width}{precision or ''}{kind}" % int(value))
        raise NotUnderstood(f"%{kind} of `printf`")

    if "%" in DIRECTIVE.sub("", form):
        raise NotUnderstood(f"`printf` with the format {form!r}")
    return DIRECTIVE.sub(put, form)
