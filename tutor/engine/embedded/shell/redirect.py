"""Redirections of one command."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from tutor.engine.embedded.shell.dialect import Dialect
from tutor.engine.embedded.shell.expand import single
from tutor.engine.embedded.shell.state import State
from tutor.engine.embedded.shell.streams import Dropped, IntoFile, Sink, content_of, create
from tutor.engine.embedded.shell.syntax import NotUnderstood, Redirect
from tutor.engine.embedded.system.identity import READ, WRITE
from tutor.engine.embedded.system.places import Refused
from tutor.image import FileKind


class BadRedirect(Exception):  # noqa: N818 - reads as what it is
    """A file cannot be opened; ``words`` are the shell's own."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.words = words
        self.status = status


@contextmanager
def redirected(state: State, redirects: tuple[Redirect, ...]) -> Iterator[None]:
    """The streams of a command as its redirections have them, until it ends. Raises BadRedirect."""
    saved = state.stdin, state.out, state.err
    try:
        for redirect in redirects:
            _apply(state, redirect)
        yield
    finally:
        state.stdin, state.out, state.err = saved


def _apply(state: State, redirect: Redirect) -> None:
    if redirect.document is not None:
        state.stdin = single(redirect.document.content, state, tilde=False).encode("utf-8", "surrogateescape")
        return
    name = single(redirect.word, state)
    if redirect.operator == "<":
        state.stdin = _read(state, name)
        return
    if redirect.operator == ">&" and redirect.fd in (1, 2) and name in ("1", "2"):
        sink = state.out if name == "1" else state.err
    elif redirect.operator in (">", ">>") and redirect.fd in (1, 2):
        sink = _open(state, name, append=redirect.operator == ">>")
    else:
        raise NotUnderstood(f"the redirection {redirect.fd}{redirect.operator}{name}")
    if redirect.fd == 1:
        state.out = sink
    else:
        state.err = sink


def _open(state: State, name: str, *, append: bool) -> Sink:
    if name == "/dev/null":
        return Dropped()
    if name in ("/dev/stdout", "/dev/stderr"):
        return state.out if name == "/dev/stdout" else state.err
    places, process = state.places, state.process
    try:
        path = places.find(name)
        entry = places.entry(path)
        if name.endswith("/") and entry is None:
            raise Refused(errno.EISDIR)
        if entry is None:
            places.may_change(path)
            who = state.identity
            create(process.files, process.contents, path, uid=who.uid, gid=who.gid, mode=0o666 & ~state.umask)
        elif entry.kind is FileKind.DIRECTORY:
            raise Refused(errno.EISDIR)
        elif entry.kind is not FileKind.FILE:
            raise NotUnderstood(f"writing to {name}")
        elif not state.identity.may(WRITE, entry):
            raise Refused(errno.EACCES)
    except Refused as refused:
        raise _bad(state, name, refused, creating=True) from refused
    return IntoFile(process.files, process.contents, path, append=append)


def _read(state: State, name: str) -> bytes:
    if name == "/dev/null":
        return b""
    try:
        entry = state.places.lookup(name)
        if not state.identity.may(READ, entry):
            raise Refused(errno.EACCES)
    except Refused as refused:
        raise _bad(state, name, refused, creating=False) from refused
    if entry.kind is not FileKind.FILE:
        raise NotUnderstood(f"reading from {name}")
    return content_of(state.process.files, state.process.contents, entry.path)


def _bad(state: State, name: str, refused: Refused, *, creating: bool) -> BadRedirect:
    if state.dialect is Dialect.BASH:
        return BadRedirect(f"{name}: {refused.words}", 1)
    words = refused.words
    # These shells say "nonexistent directory" for a file in the place of a folder, too.
    if refused.number in (errno.ENOENT, errno.ENOTDIR) or (refused.number == errno.ENOTDIR and creating):
        if state.dialect is Dialect.DASH:
            words = "Directory nonexistent" if creating else "No such file"
        else:
            words = "nonexistent directory" if creating else "no such file"
    verb = "create" if creating else "open"
    if state.dialect is Dialect.DASH:
        return BadRedirect(f"cannot {verb} {name}: {words}", 2)
    return BadRedirect(f"can't {verb} {name}: {words}", 1)
