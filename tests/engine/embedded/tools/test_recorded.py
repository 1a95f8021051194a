"""Recorded commands: what makes two runs the same, and what a recording does to a stage."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tutor.dockerfile import parse
from tutor.engine.embedded.catalogue.format import (
    Chunk,
    CommandIndex,
    CommandKey,
    Provenance,
    RecordedCommand,
)
from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.embedded.shell import Process, UnknownCommand, key_of, run
from tutor.image import FileEntry, FileKind, FileTree

PROVENANCE = Provenance("2026-11-24", "Docker 28.5.2", "Distill 0.1.0")
MAIN = b"package main\n\nfunc main() {}\n"
BINARY = b"\x7fELF calc"


@dataclass
class Stage:
    """A Go image with a module in /src, and a catalogue in memory."""

    contents: Contents = field(default_factory=Contents)
    entries: list[FileEntry] = field(default_factory=list)
    found: list[tuple[CommandIndex, RecordedCommand]] = field(default_factory=list)
    env: dict[str, str] = field(
        default_factory=lambda: {"PATH": "/usr/local/go/bin:/usr/bin", "GOPATH": "/go"}
    )
    folder: str = "/src"
    chunks: list[Chunk] = field(default_factory=list)

    def put(self, path: str, content: bytes, mode: int = 0o644) -> None:
        digest = self.contents.add(content)
        self.entries.append(FileEntry(path, FileKind.FILE, mode, len(content), digest=digest))

    def process(self) -> Process:
        self.files = Filesystem(FileTree.of(self.entries))
        return Process(
            self.files,
            self.contents,
            self,
            dict(self.env),
            self.folder,
            "",
            ("/bin/sh", "-c"),
            self.chunks.append,
        )

    def key(self, line: str) -> CommandKey:
        key = key_of(self.process(), tuple(line.split()))
        assert key is not None
        return key

    def record(self, line: str, **fields: object) -> CommandKey:
        what = {
            "exit_code": 0,
            "seconds": 2.5,
            "output": (),
            "stores": (),
            "removes": (),
            "heads": {},
            "elves": {},
        }
        index = CommandIndex(self.key(line), "a file", PROVENANCE)
        self.found.append((index, RecordedCommand(**what | fields)))
        return index.key

    def run(self, line: str):
        return run(self.process(), parse(f"FROM base\nRUN {line}\n").stages[0].instructions[1])

    def missed(self, line: str) -> UnknownCommand:
        with pytest.raises(UnknownCommand) as unknown:
            self.run(line)
        return unknown.value

    def commands(self, tool: str) -> tuple[CommandIndex, ...]:
        return tuple(index for index, _ in self.found if index.key.tool == tool)

    def command(self, index: CommandIndex) -> RecordedCommand:
        return next(command for known, command in self.found if known is index)

    def image_names(self) -> tuple[str, ...]:
        return ()

    def image(self, name: str) -> None:
        return None


@pytest.fixture
def golang() -> Stage:
    stage = Stage()
    for path in ("usr/local/go/bin/go", "usr/bin/gcc", "usr/bin/dash", "usr/bin/apt-get", "usr/bin/dpkg"):
        stage.put(path, path.encode(), 0o755)
    stage.entries.append(FileEntry("bin", FileKind.SYMLINK, 0o777, target="usr/bin"))
    stage.entries.append(FileEntry("usr/bin/sh", FileKind.SYMLINK, 0o777, target="dash"))
    stage.put("etc/passwd", b"root:x:0:0:root:/root:/bin/bash\n")
    stage.put("etc/group", b"root:x:0:\n")
    stage.put("var/lib/dpkg/status", b"Package: libc6\n")
    stage.put("src/go.mod", b"module example.com/calc\n")
    stage.put("src/main.go", MAIN)
    stage.put("src/main_test.go", b"package main\n")
    return stage


def test_the_key_of_a_build(golang):
    digest = golang.contents.add
    assert golang.key("go build -o /calc .") == CommandKey(
        tool="go",
        argv=("go", "build", "-o={out}", "."),
        folder="/src",
        any_folder=False,
        env={"GOPATH": "/go", "HOME": "/root"},
        programs={"go": digest(b"usr/local/go/bin/go"), "gcc": digest(b"usr/bin/gcc")},
        inputs={"go.mod": digest(b"module example.com/calc\n"), "go.sum": "", "main.go": digest(MAIN)},
    )


@pytest.mark.parametrize(
    "line",
    [
        "go build -o /elsewhere/calc",
        "go build -o calc ./...",
        "go build -o=/usr/ .",
        "go build",
        "/usr/local/go/bin/go build .",
    ],
)
def test_where_a_build_puts_its_program_makes_no_difference(golang, line):
    assert golang.key(line) == golang.key("go build -o /calc .")


def test_the_order_of_flags_makes_no_difference(golang):
    one, other = "go build -trimpath -ldflags=-s -o /calc .", "go build -ldflags -s -o /x -trimpath ."
    assert golang.key(one) == golang.key(other)


def test_the_folder_counts_unless_the_paths_are_trimmed(golang):
    here = golang.key("go build"), golang.key("go build -trimpath")
    golang.folder = "/app"
    for path, content in (("go.mod", b"module example.com/calc\n"), ("main.go", MAIN)):
        golang.put(f"app/{path}", content)
    there = golang.key("go build"), golang.key("go build -trimpath")
    assert here[0] != there[0]
    assert here[1] == there[1]


def test_packages_of_a_module_with_several_are_told_apart(golang):
    golang.put("src/sub/sub.go", b"package sub\n")
    assert golang.key("go build -o /calc ./...") != golang.key("go build -o /calc .")


def test_a_recording_is_put_onto_the_stage(golang):
    digest = golang.contents.add(BINARY)
    stores = (
        FileEntry("{out}", FileKind.FILE, 0o755, len(BINARY), digest=digest),
        FileEntry("root/.cache", FileKind.DIRECTORY, 0o755),
        FileEntry("{folder}/note", FileKind.FILE, 0o644, 0, digest=golang.contents.add(b"")),
    )
    output = (Chunk(0.25, "stderr", b"go: building\n"),)
    golang.record("go build -o /calc .", stores=stores, output=output)
    ran = golang.run("mkdir_ 2>/dev/null; go build -o /out/bin/calc && echo built")
    assert (ran.exit_code, ran.seconds, ran.recordings) == (0, 2.5, (PROVENANCE,))
    stored = {
        entry.path: (entry.kind.value, f"{entry.mode:o}", entry.size)
        for entry in golang.files.layer().entries
    }
    assert stored["out/bin/calc"] == ("f", "755", len(BINARY))
    assert stored["out"] == stored["out/bin"] == stored["root/.cache"] == ("d", "755", 0)
    assert "src/note" in stored
    assert golang.chunks == [Chunk(0.25, "stderr", b"go: building\n"), Chunk(2.5, "stdout", b"built\n")]


def test_a_recorded_failure_stops_the_chain(golang):
    golang.record("go vet .", exit_code=1)
    ran = golang.run("go vet ./... && touch_nothing")
    assert (ran.exit_code, golang.chunks) == (1, [])


def test_a_recording_deletes_and_may_be_silenced(golang):
    golang.record("go clean", removes=("{folder}/main.go", "nope"), output=(Chunk(0.0, "stdout", b"x"),))
    golang.run("go clean > /log")
    assert golang.files.get("src/main.go") is None
    assert golang.files.get("log").size == 1
    assert golang.chunks == []


def test_a_changed_source_is_told(golang):
    golang.record("go build -o /calc .")
    golang.put("src/main.go", MAIN + b"// changed\n")
    missed = golang.missed("go build -o /calc .")
    assert missed.reason == "main.go was changed since it was recorded"
    assert missed.near == ()


def test_a_new_source_and_a_test_file(golang):
    golang.record("go build -o /calc .")
    golang.put("src/main_test.go", b"package main // changed\n")
    assert golang.run("go build -o /calc .").exit_code == 0
    golang.put("src/extra.go", b"package main\n")
    assert golang.missed("go build").reason == "extra.go was not there when it was recorded"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("CGO_ENABLED=0 go build", "it is not recorded with CGO_ENABLED=0"),
        ("go build -race", "it is not recorded with these arguments"),
        ("cp_ || cd / && go build -C src", "it is not recorded with these arguments"),
        ("GOPATH= go build", "it is recorded with GOPATH=/go only"),
    ],
)
def test_what_differs_is_told(golang, line, reason):
    golang.record("go build -o /calc .")
    assert golang.missed(line).reason == reason


def test_another_version_of_the_tool_is_told(golang):
    golang.record("go build")
    golang.put("usr/local/go/bin/go", b"newer", 0o755)
    assert golang.missed("go build").reason == "it is recorded with another version of go"


def test_another_folder_is_told(golang):
    golang.record("go build")
    golang.folder = "/app"
    golang.put("app/main.go", MAIN)
    golang.put("app/go.mod", b"module example.com/calc\n")
    assert golang.missed("go build").reason == "it is recorded in /src, not in /app"


def test_what_is_near_is_told_once_and_only_of_these_files(golang):
    for folder in ("/app", "/work", "/src"):
        golang.put(f"{folder[1:]}/go.mod", b"module example.com/calc\n")
        golang.put(f"{folder[1:]}/main.go", MAIN)
        golang.folder = folder
        golang.record("go list -json ./...")
    golang.folder = "/app"
    assert golang.missed("go list -deps ./...").near == ("go list -json ./...",)
    golang.folder = "/other"
    golang.put("other/go.mod", b"module example.com/mine\n")
    golang.put("other/main.go", b"package main\n\nfunc main() { panic(1) }\n")
    assert golang.missed("go list -deps ./...").near == ()


def test_nothing_of_a_tool_is_recorded(golang):
    missed = golang.missed("cd /usr && apt-get update")
    assert (missed.reason, missed.near, missed.before) == ("no run of it is recorded", (), "cd /usr")


def test_the_build_cache_counts_by_its_names(golang):
    before = golang.key("go build")
    golang.put("root/.cache/go-build/00/a", b"v1 time")
    first = golang.key("go build")
    golang.put("root/.cache/go-build/00/a", b"v1 other time")
    assert before != first == golang.key("go build")


def test_embedded_files_count(golang):
    golang.put("src/main.go", MAIN + b"//go:embed page.html\n")
    golang.put("src/page.html", b"one")
    before = golang.key("go build")
    golang.put("src/page.html", b"two")
    assert golang.key("go build") != before


def test_apt_get_does_not_mind_the_order_of_its_flags(golang):
    one = golang.key("apt-get install -y --no-install-recommends curl git")
    assert one == golang.key("apt-get --no-install-recommends install curl git --yes")
    assert one.argv == ("apt-get", "install", "--no-install-recommends", "-y", "curl", "git")
    assert one.any_folder
    assert one != golang.key("apt-get install -y --no-install-recommends git")


def test_the_lists_are_fetched_whatever_is_installed(golang):
    before = golang.key("apt-get update")
    golang.put("var/lib/dpkg/status", b"Package: git\n")
    assert golang.key("apt-get update") == before
    assert "/var/lib/dpkg/status" in golang.key("apt-get upgrade").inputs


def test_apt_get_depends_on_what_is_installed_and_on_its_lists(golang):
    before = golang.key("apt-get install -y git")
    assert before.inputs == {"/var/lib/dpkg/status": golang.contents.add(b"Package: libc6\n")}
    golang.put("var/lib/apt/lists/archive.example_main", b"Package: git\n")
    assert set(golang.key("apt-get install -y git").inputs) == {"/var/lib/dpkg/status", "/var/lib/apt/lists/"}


def test_ldd_depends_on_the_program_and_its_libraries(golang):
    golang.put("usr/bin/ldd", b"ldd", 0o755)
    golang.put("calc", BINARY, 0o755)
    key = golang.key("ldd /calc")
    assert (key.argv, key.any_folder) == (("ldd", "/calc"), True)
    assert key.inputs == {"/calc": golang.contents.add(BINARY), "/etc/ld.so.cache": ""}


def test_any_other_program_depends_on_all_that_it_may_see(golang):
    golang.put("calc", BINARY, 0o755)
    golang.record("/calc 1 + 2", output=(Chunk(0.0, "stdout", b"3\n"),))
    golang.run("/calc 1 + 2")
    assert golang.chunks == [Chunk(0.0, "stdout", b"3\n")]
    golang.put("src/notes", b"new")
    assert golang.missed("/calc 1 + 2").reason == "the working folder was changed since it was recorded"


def test_a_program_without_its_loader_is_not_found(golang, monkeypatch):
    from tutor.image import Elf

    golang.put("calc", BINARY, 0o755)
    monkeypatch.setattr(
        golang.contents, "elf", lambda digest: Elf("/lib64/ld-linux-x86-64.so.2", (), "amd64")
    )
    ran = golang.run("/calc")
    assert (ran.exit_code, golang.chunks[0].data) == (127, b"/bin/sh: 1: /calc: not found\n")
