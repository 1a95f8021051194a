"""Small origins and stages, and what a COPY line stores in them."""

from __future__ import annotations

from tutor.dockerfile import parse
from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.copying import Copy, CopyError, Origin, copy
from tutor.engine.embedded.filesystem import Filesystem
from tutor.image import FileEntry, FileKind, FileTree, ImageConfig

CONTENTS = Contents()
PASSWD = b"root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1::/:/bin/false\nmail:x:8:12::/:/bin/false\n"
GROUP = b"root:x:0:\ndaemon:x:1:\nmail:x:12:\nwww-data:x:33:\n"


def file(path: str, content: bytes = b"", mode: int = 0o644, uid: int = 0, gid: int = 0, same_as=None):
    digest = CONTENTS.add(content)
    return FileEntry(path, FileKind.FILE, mode, len(content), uid, gid, same_as=same_as, digest=digest)


def folder(path: str, mode: int = 0o755, uid: int = 0, gid: int = 0):
    return FileEntry(path, FileKind.DIRECTORY, mode, uid=uid, gid=gid)


def link(path: str, target: str, uid: int = 0, gid: int = 0):
    return FileEntry(path, FileKind.SYMLINK, 0o777, uid=uid, gid=gid, target=target)


def tree(*entries: FileEntry) -> FileTree:
    return FileTree.of(entries)


CONTEXT = tree(
    file("a.txt", b"a"),
    folder("d", 0o700),
    file("d/x", b"x"),
    link("d/ls", "x"),
    folder("d/sub", 0o711),
    file("d/sub/y", b"yy", 0o4755),
    link("l", "a.txt"),
    link("ld", "d"),
    link("nowhere", "no"),
    folder("e"),
    link("e/lost", "no"),
)
STAGE = tree(
    folder("etc"),
    file("etc/passwd", PASSWD),
    file("etc/group", GROUP),
    folder("t", 0o1777, 3, 4),
    folder("t/sub", 0o750, 3, 4),
    link("lt", "/t"),
    link("lp", "/etc/passwd"),
    link("ln", "/none"),
    link("loop", "loop"),
)


def instruction(line: str, before: str = ""):
    return parse(f"FROM busybox AS s\nFROM busybox\n{before}{line}\n").stages[-1].instructions[-1]


def changed(line: str, *, context=CONTEXT, stage=STAGE, workdir="/", before="") -> Filesystem:
    """The stage after a COPY or ADD line."""
    into = Filesystem(stage)
    what = Copy.of(instruction(line, before), ImageConfig(workdir=workdir))
    copy(what, Origin(context), into, CONTENTS)
    return into


def stored(line: str, **more) -> dict[str, str]:
    """The layer of a line: each path with kind, mode, owner, and what it holds or leads to."""
    return {entry.path: described(entry) for entry in changed(line, **more).layer().entries}


def described(entry: FileEntry) -> str:
    words = [entry.kind.value, f"{entry.mode:o}", f"{entry.uid}:{entry.gid}"]
    if entry.kind is FileKind.FILE:
        words.append((CONTENTS.whole(entry.digest, entry.size) or b"").decode("utf-8", "replace"))
    if entry.target is not None:
        words.append(f"-> {entry.target}")
    if entry.same_as is not None:
        words.append(f"= {entry.same_as}")
    return " ".join(words).strip()


def refused(line: str, **more) -> str:
    """The message that a line ends with."""
    try:
        changed(line, **more)
    except CopyError as problem:
        return problem.message
    raise AssertionError(f"{line} went well")
