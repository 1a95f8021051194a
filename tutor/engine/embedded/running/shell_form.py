"""``sh -c`` with one simple command: the shell starts a program and is gone."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Literal

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.running.container import Container
from tutor.engine.embedded.running.kernel import FORMAT, CannotExecute, execute
from tutor.engine.embedded.running.starting import Ended, Started, load
from tutor.engine.embedded.running.view import (
    DENIED,
    EXECUTE,
    NOT_A_FOLDER,
    NOT_THERE,
    Unreachable,
    View,
    may,
)
from tutor.engine.errors import NotRecorded
from tutor.image import FileEntry, FileKind

Shell = Literal["dash", "busybox"]

WORD = re.compile(r"""(?:[\w./:,@%+=-]|'[^'\n]*'|"[^"$`\\\n]*")+""", re.ASCII)
SIMPLE = re.compile(rf"[ \t]*(?:{WORD.pattern}[ \t]*)*", re.ASCII)
ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=", re.ASCII)

OWN_WORDS = re.compile(
    r"[.:\[]|alias|bg|break|builtin|case|cd|chdir|command|continue|do|done|echo|elif|else|esac|eval|exit|export"
    r"|false|fc|fg|fi|for|function|getopts|hash|help|history|if|in|jobs|kill|let|local|printf|pwd|read|readonly"
    r"|return|set|shift|source|test|then|time|times|trap|true|type|ulimit|umask|unalias|unset|until|wait|while"
)
"""What a shell does itself, or reads as grammar."""

NOT_FOUND, NOT_EXECUTABLE = 127, 126
FATAL_SIGNAL = 128


def through_shell(started: Started, container: Container, contents: Contents) -> Started | None:
    """The program that the shell which has been started becomes; None when it does anything else.

    Raises Ended when the shell cannot start it, NotRecorded where its words for that are not known.
    """
    shell = shell_of(started, container.view)
    if shell is None or len(started.argv) != 3 or started.argv[1] != "-c":
        return None
    words = _words(started.argv[2])
    if words is None:
        return None
    if not words:
        raise Ended(0, "")
    replaces = words[0] == "exec" and len(words) > 1
    if replaces:
        words = words[1:]
    elif words[0] == "exec" or OWN_WORDS.fullmatch(words[0]):
        return None
    speaker = Speaker(shell, started.argv[0], words[0], replaces=replaces)
    return become(words, container, contents, speaker)


def become(words: tuple[str, ...], container: Container, contents: Contents, speaker: Speaker) -> Started:
    """The program that a shell starts with these words. Raises Ended, NotRecorded."""
    path, entry = _look_up(container.view, words[0], container.env["PATH"], speaker)
    try:
        process = execute(container.view, contents, path, words)
    except CannotExecute as problem:
        raise speaker.says(problem.words, entry, contents) from None
    return load(container, contents, entry or process.entry, words, process)


def shell_of(started: Started, view: View) -> Shell | None:
    """Which shell it is that runs, None for other programs and for shells that are not computed."""
    entry = started.process.entry
    folder, _, name = entry.path.rpartition("/")
    if name == "dash":
        return "dash"
    beside = view.files.get(posixpath.join(folder, "busybox"))
    if beside is not None and beside.digest == entry.digest:
        return "busybox" if posixpath.basename(started.process.argv[0]) in ("sh", "ash") else None
    return None


def _words(line: str) -> tuple[str, ...] | None:
    """The words of a line that is one simple command, quotes removed; None for all else."""
    if not SIMPLE.fullmatch(line):
        return None
    words = [found.group() for found in WORD.finditer(line)]
    if words and ASSIGNMENT.match(words[0]):
        return None
    return tuple("".join(_unquoted(word)) for word in words)


def _unquoted(word: str) -> Iterator[str]:
    for part in re.findall(r"""'[^']*'|"[^"]*"|[^'"]+""", word):
        yield part[1:-1] if part[0] in "'\"" else part


def _look_up(view: View, name: str, path: str, speaker: Speaker) -> tuple[str, FileEntry | None]:
    if "/" in name:
        try:
            return name, view.find(name)
        except Unreachable:
            return name, None
    denied = False
    for folder in path.split(":"):
        candidate = posixpath.join(folder, name)
        try:
            entry = view.find(candidate)
        except Unreachable as problem:
            denied = denied or problem.words == DENIED
            continue
        if entry.kind is FileKind.FILE and may(view.user, entry, EXECUTE):
            return candidate, entry
        denied = True
    raise speaker.finds_none(denied=denied)


class Speaker:
    """A shell's words for what it cannot start."""

    def __init__(self, shell: Shell, own_name: str, command: str, *, replaces: bool, line: int = 1) -> None:
        self._shell = shell
        self._command = command
        self._replaces = replaces
        self._prefix = f"{own_name}: " if shell == "busybox" else f"{own_name}: {line}: "
        if replaces:
            self._prefix += "exec: "

    def says(self, words: str, entry: FileEntry | None, contents: Contents) -> Exception:
        """What comes of the kernel's refusal."""
        if words in (NOT_THERE, NOT_A_FOLDER):
            return self._ended(NOT_FOUND, "not found")
        if words == DENIED and not self._replaces:
            return self._ended(NOT_EXECUTABLE, "Permission denied")
        # A shell takes a text for a script; dash looks before, busybox does not.
        program = entry is not None and contents.elf(entry.digest) is not None
        if words == FORMAT and program and self._shell == "dash" and not self._replaces:
            return self._ended(NOT_EXECUTABLE, "Exec format error")
        return self._unknown()

    def finds_none(self, *, denied: bool) -> Exception:
        """What comes of a search that met nothing to execute."""
        if not denied:
            return self._ended(NOT_FOUND, "not found")
        if self._shell == "dash" and not self._replaces:
            return self._ended(NOT_FOUND, "Permission denied")
        return self._unknown()

    def _ended(self, exit_code: int, complaint: str) -> Exception:
        if self._replaces and self._shell == "busybox":
            return self._unknown()
        return Ended(exit_code, f"{self._prefix}{self._command}: {complaint}\n")

    def _unknown(self) -> NotRecorded:
        return NotRecorded(
            self._command, reason="the shell cannot start it, and how it says so was not recorded"
        )
