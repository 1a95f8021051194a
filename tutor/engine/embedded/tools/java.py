"""Java's compiler and its archiver."""

from __future__ import annotations

import posixpath
import re

from tutor.engine.embedded.tools.arguments import read
from tutor.engine.embedded.tools.inputs import ABSENT, digest_at, digest_below, digest_of_program, named
from tutor.engine.embedded.tools.situation import Situation
from tutor.engine.embedded.tools.usage import Usage

WITH_VALUE = frozenset(
    {
        *("-d", "-cp", "-classpath", "--class-path", "-sourcepath", "--source-path", "-source", "-target"),
        *("--release", "--source", "--target", "-encoding", "-s", "-h", "-processor", "--processor-path"),
        *("-p", "--module-path", "--add-modules", "-m", "--module", "--module-source-path"),
    }
)
PATHS = ("-cp", "-classpath", "--class-path", "-sourcepath", "--source-path", "-p", "--module-path")
NO_SOURCE = re.compile(r".*(?<!\.java)(?<!\.jar)")
VARIABLES = re.compile(r"JAVA_TOOL_OPTIONS|JDK_.*|CLASSPATH|LANG|LC_.*|TZ|SOURCE_DATE_EPOCH")
OUT = "{out}"


def javac(situation: Situation) -> Usage:
    """The sources that it is given, those beside them, and what is on its class path."""
    given = read(situation.arguments, WITH_VALUE, mixed=True)
    folder = given.value("-d")
    flags = tuple(_spelt(name, OUT if name == "-d" else value) for name, value in given.flags)
    path = None if folder is None else _real(situation, folder)
    inputs = {"sources": digest_below(situation.places.files, situation.folder, without=NO_SOURCE)}
    inputs |= named(situation, given.operands)
    on_path = [part for name in PATHS for part in (given.value(name) or "").split(":") if part]
    inputs |= named(situation, tuple(on_path))
    if path is not None:
        inputs |= _existing(situation, path)
    return Usage(
        argv=("javac", *flags, *sorted(given.operands)),
        any_folder=True if _only_tells(situation) else None,
        out=path,
        env=_environment(situation),
        programs=_programs(situation),
        inputs={} if _only_tells(situation) else inputs,
    )


def jar(situation: Situation) -> Usage:
    """What goes into the archive; where that one goes makes no difference."""
    words, out = _archive(situation)
    files = situation.places.files
    inputs = {}
    folder = situation.folder
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "-C" and rest:
            folder = posixpath.join(situation.folder, rest.pop(0))
            continue
        path = posixpath.normpath(posixpath.join(folder, word))
        if not word.startswith("-") and word != OUT and (entry := files.resolve(path)) is not None:
            held = digest_below(files, path) if files.is_directory(entry.path) else entry.digest
            inputs[f"{posixpath.relpath(path, situation.folder)}"] = held or ABSENT
    if out is not None:
        inputs |= _existing(situation, out)
    return Usage(
        argv=("jar", *words),
        any_folder=None,
        out=out,
        env=_environment(situation),
        programs=_programs(situation),
        inputs=inputs,
    )


def _archive(situation: Situation) -> tuple[tuple[str, ...], str | None]:
    """The words with ``{out}`` for the archive that is made, and where that is."""
    words = list(situation.arguments)
    letters = words[0].removeprefix("-") if words and not words[0].startswith("--") else ""
    creates = "c" in letters or "--create" in words or "-c" in words
    at = None
    if creates and "f" in letters:
        at = 1 + [letter for letter in letters if letter in "fem"].index("f")
    for number, word in enumerate(words):
        if word in ("--file", "-f"):
            at = number + 1
        elif word.startswith("--file="):
            words[number : number + 1] = ["--file", word.partition("=")[2]]
            at = number + 1
    if not creates or at is None or at >= len(words):
        return tuple(words), None
    path = _real(situation, words[at])
    words[at] = OUT
    return tuple(words), path


def _existing(situation: Situation, path: str) -> dict[str, str]:
    files = situation.places.files
    held = digest_below(files, path) if files.is_directory(path.strip("/")) else digest_at(files, path)
    return {OUT: held} if held else {}


def _real(situation: Situation, path: str) -> str:
    return "/" + situation.places.files.real(posixpath.join(situation.folder, path))


def _spelt(name: str, value: str | None) -> str:
    return name if value is None else f"{name}={value}"


def _only_tells(situation: Situation) -> bool:
    return all(word in ("-version", "--version", "-help", "--help") for word in situation.arguments)


def _programs(situation: Situation) -> dict[str, str]:
    return {
        situation.name: situation.program.digest or ABSENT,
        "java": digest_of_program(situation, "java"),
    }


def _environment(situation: Situation) -> dict[str, str]:
    return {name: value for name, value in situation.env.items() if VARIABLES.fullmatch(name)}
