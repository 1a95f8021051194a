"""What the kernel makes of a file that is to be executed."""

from __future__ import annotations

from dataclasses import dataclass, field

from tutor.engine.embedded.contents import HEAD_BYTES, Contents
from tutor.engine.embedded.running.view import DENIED, EXECUTE, TOO_MANY_LINKS, Unreachable, View, may
from tutor.engine.errors import NotRecorded
from tutor.image import Elf, FileEntry, FileKind

MACHINE = "amd64"
HOST_DECIDES = ("386",)
"""Machines whose programs run on some hosts only."""

ELF_MAGIC = b"\x7fELF"
ELF_HEADER_BYTES = 64
ELF_KIND_OFFSET = 16
RUNNABLE_KINDS = (2, 3)
SCRIPT = b"#!"
SCRIPT_LINE_BYTES = 255
MOST_INTERPRETERS = 5

FORMAT = "exec format error"
TOO_SHORT = "input/output error"
CORRUPTED = "accessing a corrupted shared library"


class CannotExecute(Exception):  # noqa: N818 - reads as what it is
    """The kernel does not execute the file; ``words`` is its error, ``entry`` the file it balked at."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Process:
    """What runs after exec: the ELF file, the path that leads to it, and its whole command line.

    ``interpreters`` are digests by path of what ``#!`` and the ELF header named on the way.
    """

    path: str
    entry: FileEntry
    argv: tuple[str, ...]
    elf: Elf
    interpreters: dict[str, str] = field(default_factory=dict)


def execute(view: View, contents: Contents, path: str, argv: tuple[str, ...]) -> Process:
    """Execute the file at ``path`` with this command line.

    Raises CannotExecute, NotRecorded where the content of a file decides and is not known.
    """
    interpreters: dict[str, str] = {}
    for _ in range(MOST_INTERPRETERS + 1):
        entry = _opened(view, path)
        elf = contents.elf(entry.digest)
        if elf is not None:
            _check(view, contents, elf, entry)
            if elf.interpreter is not None:
                interpreters[elf.interpreter] = view.find(elf.interpreter).digest or ""
            return Process(path, entry, argv, elf, interpreters)
        words = _interpreter(contents.head(entry.digest), entry)
        path, argv = words[0], (*words, path, *argv[1:])
        interpreters[path] = _opened(view, path).digest or ""
    raise CannotExecute(TOO_MANY_LINKS)


def _opened(view: View, path: str) -> FileEntry:
    try:
        entry = view.find(path)
    except Unreachable as problem:
        raise CannotExecute(problem.words) from None
    if entry.kind is not FileKind.FILE or not may(view.user, entry, EXECUTE):
        raise CannotExecute(DENIED)
    return entry


def _check(view: View, contents: Contents, elf: Elf, entry: FileEntry) -> None:
    head = contents.head(entry.digest) or b""
    kind = int.from_bytes(head[ELF_KIND_OFFSET : ELF_KIND_OFFSET + 2], "little")
    if (head and kind not in RUNNABLE_KINDS) or (elf.machine != MACHINE and elf.machine not in HOST_DECIDES):
        raise CannotExecute(FORMAT)
    if elf.machine != MACHINE:
        raise NotRecorded(
            f"/{entry.path}",
            reason=f"it is a program for {elf.machine}, which some machines run and some do not",
        )
    if elf.interpreter == "":
        raise NotRecorded(f"/{entry.path}", reason="the loader that it names is not known")
    if elf.interpreter is not None:
        _check_loader(contents, _opened(view, elf.interpreter))


def _check_loader(contents: Contents, loader: FileEntry) -> None:
    if loader.size < ELF_HEADER_BYTES:
        raise CannotExecute(TOO_SHORT)
    elf = contents.elf(loader.digest)
    if elf is None and contents.head(loader.digest) is None:
        raise NotRecorded(
            f"/{loader.path}", reason="its content is not known, and it is the program's loader"
        )
    if elf is None or elf.machine != MACHINE:
        raise CannotExecute(CORRUPTED)


def _interpreter(head: bytes | None, entry: FileEntry) -> tuple[str, ...]:
    """The interpreter of a script, and the one argument that the first line may give it."""
    if head is None or (head.startswith(ELF_MAGIC) and len(head) == HEAD_BYTES):
        raise NotRecorded(f"/{entry.path}", reason="its content is not known, so neither is what it would do")
    if not head.startswith(SCRIPT):
        raise CannotExecute(FORMAT)
    line, newline, _ = head[len(SCRIPT) : SCRIPT_LINE_BYTES].partition(b"\n")
    words = line.strip(b" \t").replace(b"\t", b" ").split(b" ", 1)
    cut = not newline and len(head) > SCRIPT_LINE_BYTES and len(words) == 1
    if not words[0] or cut:
        raise CannotExecute(FORMAT)
    return tuple(word.strip(b" ").partition(b"\0")[0].decode("utf-8", "surrogateescape") for word in words)
