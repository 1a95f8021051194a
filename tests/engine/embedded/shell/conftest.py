"""Small stages to run commands in: a Debian, and one that is nothing but busybox."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tutor.dockerfile import parse
from tutor.engine.embedded.catalogue.format import Chunk, CommandIndex, RecordedCommand
from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.embedded.shell import Process, Ran, run
from tutor.image import FileEntry, FileKind, FileTree

PATH = "/usr/local/go/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PASSWD = b"root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n" + (
    b"bin:x:2:2:bin:/bin:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"
)
GROUP = b"root:x:0:\ndaemon:x:1:\nbin:x:2:\nusers:x:100:\nnogroup:x:65534:\n"
COMMANDS = (
    *("cat", "chgrp", "chmod", "chown", "cp", "echo", "install"),
    *("ln", "ls", "mkdir", "mv", "rm", "rmdir", "touch"),
)

SETUP = (
    "cd /tmp && echo hi > f && mkdir d && echo x > d/a && chmod 600 d/a && ln -s a d/l"
    " && chown 5:6 f d/a && chmod 2750 d"
)
"""Files, folders and a link to work on."""


@dataclass
class Recorded:
    """A catalogue in memory."""

    found: list[tuple[CommandIndex, RecordedCommand]] = field(default_factory=list)

    def commands(self, tool: str) -> tuple[CommandIndex, ...]:
        return tuple(index for index, _ in self.found if index.key.tool == tool)

    def command(self, index: CommandIndex) -> RecordedCommand:
        return next(command for known, command in self.found if known is index)

    def image_names(self) -> tuple[str, ...]:
        return ()

    def image(self, name: str) -> None:
        return None


@dataclass(frozen=True)
class Outcome:
    """What a RUN printed and how it ended."""

    exit_code: int
    stdout: str
    stderr: str
    ran: Ran


@dataclass
class Stage:
    """A stage under construction; every ``run`` goes on where the last one stopped."""

    tree: FileTree
    contents: Contents
    catalogue: Recorded = field(default_factory=Recorded)
    env: dict[str, str] = field(default_factory=lambda: {"PATH": PATH})
    folder: str = "/"
    user: str = ""
    shell: tuple[str, ...] = ("/bin/sh", "-c")
    chunks: list[Chunk] = field(default_factory=list)

    def process(self, files: Filesystem | None = None) -> Process:
        return Process(
            files=files or Filesystem(self.tree),
            contents=self.contents,
            catalogue=self.catalogue,
            env=dict(self.env),
            folder=self.folder,
            user=self.user,
            shell=self.shell,
            on_output=self.chunks.append,
        )

    def run(self, line: str) -> Outcome:
        """Run what stands behind RUN."""
        self.chunks = []
        files = Filesystem(self.tree)
        instruction = parse(f"FROM base\nRUN {line}\n").stages[0].instructions[1]
        ran = run(self.process(files), instruction)
        self.layer = files.layer()
        self.tree = files.tree()
        return Outcome(ran.exit_code, self.said("stdout"), self.said("stderr"), ran)

    def said(self, stream: str) -> str:
        return b"".join(chunk.data for chunk in self.chunks if chunk.stream == stream).decode()

    def put(self, path: str, content: bytes = b"", mode: int = 0o644, uid: int = 0, gid: int = 0) -> None:
        """Add a file."""
        digest = self.contents.add(content)
        entry = FileEntry(path, FileKind.FILE, mode, len(content), uid, gid, digest=digest)
        self.tree = FileTree.of([*self.tree, entry])

    def read(self, path: str) -> str:
        """What a file holds."""
        entry = self.tree.resolve(path)
        assert entry is not None
        content = self.contents.whole(entry.digest, entry.size)
        assert content is not None
        return content.decode()

    def look(self, *paths: str) -> list[str]:
        """``path kind mode uid:gid size`` of what lies at and below these paths."""
        entries = [entry for entry in self.tree if _lies_in(entry.path, paths)]
        return [
            f"{entry.path} {entry.kind.value} {entry.mode:o} {entry.uid}:{entry.gid} {entry.size}"
            for entry in entries
        ]


def _lies_in(path: str, paths: tuple[str, ...]) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in paths)


def _stage(*more: FileEntry, contents: Contents) -> Stage:
    folders = [FileEntry(path, FileKind.DIRECTORY, 0o755) for path in ("dev", "proc", "sys", "usr/share")]
    private = [FileEntry("tmp", FileKind.DIRECTORY, 0o1777), FileEntry("root", FileKind.DIRECTORY, 0o700)]
    stage = Stage(FileTree.of([*folders, *private, *more]), contents)
    stage.put("etc/passwd", PASSWD)
    stage.put("etc/group", GROUP)
    return stage


@pytest.fixture
def debian() -> Stage:
    """dash, bash and coreutils where Debian has them; usr/share/doc has two files."""
    contents = Contents()
    links = [FileEntry("bin", FileKind.SYMLINK, 0o777, target="usr/bin")]
    links.append(FileEntry("usr/bin/sh", FileKind.SYMLINK, 0o777, target="dash"))
    stage = _stage(*links, contents=contents)
    for name in (*COMMANDS, "dash", "bash"):
        stage.put(f"usr/bin/{name}", name.encode(), 0o755)
    for name in ("useradd", "groupadd"):
        stage.put(f"usr/sbin/{name}", name.encode(), 0o755)
    for name in ("coreutils", "passwd"):
        stage.put(f"var/lib/dpkg/info/{name}.list")
    stage.put("usr/share/doc/a", b"a\n")
    stage.put("usr/share/doc/b/c", b"c\n")
    return stage


@pytest.fixture
def busybox() -> Stage:
    """One program under all its names."""
    stage = _stage(contents=Contents())
    for name in ("busybox", "sh", *COMMANDS):
        stage.put(f"bin/{name}", b"busybox", 0o755)
    return stage
