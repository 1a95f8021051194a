"""Small images, with ELF facts in place of ELF files."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.engine import Cancel, RunRequest, RunResult
from tutor.engine.embedded.catalogue.format import Chunk, Provenance, RecordedRun
from tutor.engine.embedded.contents import Contents, digest_of
from tutor.engine.embedded.running import Image, run
from tutor.image import Elf, FileEntry, FileKind, FileTree, ImageConfig

LOADER = "/lib64/ld-linux-x86-64.so.2"
LOADER_PATH = LOADER[1:]
PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PROVENANCE = Provenance("2026-08-01", "Docker 28.5.2", "Distill 0.1.0")
PROGRAM_BYTES = 10_000

STATIC = Elf(None, (), "amd64")
DYNAMIC = Elf(LOADER, ("libc.so.6",), "amd64")
LIBRARY = Elf(None, (), "amd64")
LIBC = Elf(LOADER, ("ld-linux-x86-64.so.2",), "amd64")


class Facts:
    """What is known of contents, and the runs that are recorded."""

    def __init__(self, *runs: RecordedRun) -> None:
        self.elves: dict[str, Elf] = {}
        self.recorded = runs

    def head(self, digest: str) -> bytes | None:
        return None

    def elf(self, digest: str) -> Elf | None:
        return self.elves.get(digest)

    def runs(self, program_digest: str) -> tuple[RecordedRun, ...]:
        return tuple(run for run in self.recorded if run.program == program_digest)


class Files:
    """An image in the making."""

    def __init__(self, *runs: RecordedRun) -> None:
        self.facts = Facts(*runs)
        self.contents = Contents(self.facts)
        self.entries: list[FileEntry] = []

    def elf(self, path: str, elf: Elf = STATIC, mode: int = 0o755, uid: int = 0, gid: int = 0) -> Files:
        digest = digest_of(path.rpartition("/")[2].encode())
        self.facts.elves[digest] = elf
        entry = FileEntry(path, FileKind.FILE, mode, PROGRAM_BYTES, uid, gid, digest=digest)
        self.entries.append(entry)
        return self

    def text(self, path: str, text: str, mode: int = 0o755, uid: int = 0, gid: int = 0) -> Files:
        content = text.encode()
        entry = FileEntry(
            path, FileKind.FILE, mode, len(content), uid, gid, digest=self.contents.add(content)
        )
        self.entries.append(entry)
        return self

    def folder(self, path: str, mode: int = 0o755, uid: int = 0, gid: int = 0) -> Files:
        self.entries.append(FileEntry(path, FileKind.DIRECTORY, mode, 0, uid, gid))
        return self

    def link(self, path: str, target: str) -> Files:
        self.entries.append(FileEntry(path, FileKind.SYMLINK, 0o777, target=target))
        return self

    def unknown(self, path: str) -> Files:
        self.entries.append(
            FileEntry(
                path, FileKind.FILE, 0o755, PROGRAM_BYTES, digest=digest_of(b"unknown " + path.encode())
            )
        )
        return self

    def image(self, *command: str, env: tuple[str, ...] = (PATH,), **config) -> Image:
        return Image(FileTree.of(self.entries), ImageConfig(env=env, cmd=command or None, **config))

    def run(self, *arguments: str, config: Mapping[str, object] | None = None, **request) -> RunResult:
        """The result of the arguments in an image that has no command of its own."""
        options = {name: request.pop(name) for name in ("on_output", "cancel", "replay") if name in request}
        options.setdefault("cancel", Cancel())
        image = self.image(**(config or {}))
        asked = RunRequest("image", arguments, **request)
        return run(image, asked, self.contents, self.facts, **options)


def digest(path: str) -> str:
    """The digest of what ``Files.elf`` puts at a path."""
    return digest_of(path.rpartition("/")[2].encode())


def recording(path: str, **more) -> RecordedRun:
    """A run of the program that ``Files.elf`` puts at a path."""
    said = more.pop("says", b"Result: 3\n")
    fields = {
        "argv": (),
        "stdin": b"",
        "env": {},
        "needs": {},
        "network": None,
        "exit_code": 0,
        "seconds": 0.2,
        "output": (Chunk(0.1, "stdout", said),),
        "provenance": PROVENANCE,
    }
    return RecordedRun(program=digest(path), **(fields | more))
