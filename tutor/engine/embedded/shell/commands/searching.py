"""grep, for texts that mean themselves, and which."""

from __future__ import annotations

import errno
import posixpath
import re
from collections.abc import Iterator

from tutor.engine.embedded.shell.commands.call import Call
from tutor.engine.embedded.shell.commands.options import read
from tutor.engine.embedded.shell.streams import content_of
from tutor.engine.embedded.system.identity import READ
from tutor.engine.embedded.system.places import Refused
from tutor.engine.embedded.system.programs import NotExecutable, NotFound, program_of
from tutor.image import FileKind

PLAIN = re.compile(r"[\w \"'/:,;=@#%&!~<>_-]*", re.ASCII)
"""Patterns in which no character has a meaning of its own."""


def grep(call: Call) -> int:
    """Lines that hold a text; 0 when there are any, 1 when there are none, 2 where a file is not there."""
    given = read(call, "qFinvchH", "e", {"quiet": "q", "fixed-strings": "F", "ignore-case": "i"})
    operands = list(given.operands)
    pattern = given.values.get("e") or (operands.pop(0) if operands else "")
    if not pattern or not (given.has("F") or PLAIN.fullmatch(pattern)) or "\n" in pattern:
        raise call.refuse("such a pattern of grep is not computed")
    found = False
    status = 1
    headed = given.has("H") or (len(operands) > 1 and not given.has("h"))
    for name in operands or ["-"]:
        content = _content(call, name)
        if content is None:
            status = 2
            continue
        lines = [
            (number, line)
            for number, line in enumerate(
                content.split("\n")[: None if not content.endswith("\n") else -1], 1
            )
            if _holds(line, pattern, ignoring_case=given.has("i")) != given.has("v")
        ]
        found = found or bool(lines)
        if given.has("q"):
            continue
        start = f"{'(standard input)' if name == '-' else name}:" if headed else ""
        if given.has("c"):
            call.out(f"{start}{len(lines)}\n".encode("utf-8", "surrogateescape"))
            continue
        for number, line in lines:
            numbered = f"{number}:" if given.has("n") else ""
            call.out(f"{start}{numbered}{line}\n".encode("utf-8", "surrogateescape"))
    if found and (status != 2 or given.has("q")):
        return 0
    return status


def _holds(line: str, pattern: str, *, ignoring_case: bool) -> bool:
    return pattern.lower() in line.lower() if ignoring_case else pattern in line


def _content(call: Call, name: str) -> str | None:
    if name == "-":
        return call.state.stdin.decode("utf-8", "surrogateescape")
    try:
        entry = call.places.lookup(name)
        if not call.who.may(READ, entry):
            raise Refused(errno.EACCES)
    except Refused as refused:
        call.complain(f"{name}: {refused.words}")
        return None
    if entry.kind is not FileKind.FILE:
        raise call.refuse("what it says of a folder is not computed")
    content = content_of(call.files, call.contents, entry.path)
    if b"\0" in content:
        raise call.refuse("what it says of a binary file is not computed")
    return content.decode("utf-8", "surrogateescape")


def which(call: Call) -> int:
    """The files that names start; 1 where one starts nothing."""
    if any(name.startswith("-") for name in call.arguments):
        raise call.refuse("the options of which are not computed")
    status = 0 if call.arguments else 1
    for name in call.arguments:
        found = next(_startable(call, name), None)
        if found is None:
            status = 1
        else:
            call.out(f"{found}\n".encode("utf-8", "surrogateescape"))
    return status


def _startable(call: Call, name: str) -> Iterator[str]:
    for path in [name] if "/" in name else _candidates(call, name):
        try:
            program_of(path, call.places, None)
        except (NotFound, NotExecutable):
            continue
        yield path


def _candidates(call: Call, name: str) -> list[str]:
    return [posixpath.join(folder, name) for folder in call.env.get("PATH", "").split(":")]
