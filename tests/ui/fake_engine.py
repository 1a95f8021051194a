"""An engine for the tests of the screens that makes believable stages in no time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

from tutor.dockerfile import Instruction, Stage, graph_of, parse
from tutor.engine.cancel import Cancel
from tutor.engine.causes import recognise
from tutor.engine.events import (
    BuildEvent,
    Built,
    Cancelled,
    Failed,
    StepFailed,
    StepFinished,
    StepOutput,
    StepStarted,
)
from tutor.engine.protocol import Cleaned, EngineInfo, OnOutput
from tutor.engine.request import BuildRequest, RunRequest
from tutor.engine.result import BuildFailure, BuildResult, BuiltInstruction, RunResult, StageImage
from tutor.image import FileEntry, FileKind, FileTree, ImageConfig, config_after

FILE, DIRECTORY, LINK = FileKind.FILE, FileKind.DIRECTORY, FileKind.SYMLINK


def _file(path: str, size: int, mode: int = 0o644) -> FileEntry:
    return FileEntry(path, FILE, mode, size)


GOLANG = (
    FileEntry("bin", LINK, 0o777, target="usr/bin"),
    _file("usr/bin/bash", 1_298_416, 0o755),
    _file("usr/bin/dash", 129_736, 0o755),
    FileEntry("usr/bin/sh", LINK, 0o777, target="dash"),
    _file("usr/bin/apt-get", 51_624, 0o755),
    _file("usr/bin/git", 4_117_216, 0o755),
    _file("usr/lib/gcc/x86_64-linux-gnu/14/cc1", 33_402_600, 0o755),
    _file("usr/lib/x86_64-linux-gnu/libc.so.6", 2_003_408, 0o755),
    _file("usr/lib/git-core/git", 4_117_216, 0o755),
    _file("usr/local/go/bin/go", 15_304_912, 0o755),
    _file("usr/local/go/pkg/tool/linux_amd64/compile", 28_504_112, 0o755),
    _file("usr/local/go/src/all.a", 198_000_000),
    _file("usr/share/doc/everything", 557_000_000),
    _file("var/lib/dpkg/status", 178_112),
    FileEntry("tmp", DIRECTORY, 0o1777),
)
SOURCES = (_file("src/go.mod", 31), _file("src/main.go", 1_902), _file("src/main_test.go", 1_144))
CACHE = (_file("root/.cache/go-build/00/pack", 34_604_032),)
CALC = _file("calc", 2_389_104, 0o755)

EMBEDDED = EngineInfo("embedded", "Embedded engine", "0.1.0", "embedded", "built in")
INFO = EngineInfo("docker", "Docker", "28.5.2", "BuildKit", "unix:///var/run/docker.sock", store="overlay2")


PROVENANCE = ("golang:1.27-trixie was recorded on Docker 28.5.2 on 2026-11-20.",)


class FakeEngine:
    """Builds what the lessons ask for; a RUN waits for ``hold`` where it is set, or for the cancel."""

    def __init__(self, info: EngineInfo = INFO) -> None:
        self.info = info
        self.closed = False
        self.run_error: Exception | None = None
        self.hold: threading.Event | None = None
        self.requests: list[BuildRequest] = []
        self.runs: list[RunRequest] = []
        self.error: Exception | None = None
        self.output = b"Result: 3\n"

    def build(self, request: BuildRequest, cancel: Cancel) -> Iterator[BuildEvent]:
        self.requests.append(request)
        if self.error is not None:
            raise self.error
        dockerfile = parse(request.dockerfile)
        skipped = graph_of(dockerfile).skipped(None)
        done: list[StageImage] = []
        failure: BuildFailure | None = None
        for stage in dockerfile.stages:
            if stage.index in skipped or failure:
                done.append(_unbuilt(stage, skipped.get(stage.index)))
                continue
            files: dict[str, FileEntry] = {}
            config = ImageConfig()
            steps: list[BuiltInstruction] = []
            for number, one in enumerate(stage.instructions):
                step = f"{stage.index}.{number}"
                yield StepStarted(
                    step, f"[{stage.label} {number + 1}] {one.text}", stage.index, one.lines.first
                )
                if one.keyword == "RUN":
                    yield StepOutput(
                        step, "stderr", b"\x1b[32mgo: downloading\x1b[0m nothing\nbuilding ...\rbuilt\n"
                    )
                    if self.hold is not None:
                        with cancel.hook(self.hold.set):
                            self.hold.wait(10)
                    if cancel.thrown:
                        yield Cancelled()
                        return
                message = _added(one, stage, files, done)
                if isinstance(message, str):
                    yield StepFailed(step, message)
                    names = [other.name for other in dockerfile.stages if other.name]
                    cause = recognise(message, known_stages=names)
                    failure = BuildFailure(message, one.lines.first, stage.index, cause)
                    break
                files |= {entry.path: entry for entry in message}
                if one.keyword != "FROM":
                    config = config_after(config, one)
                yield StepFinished(step, cached=number == 0, seconds=0.0 if number == 0 else 0.4)
                adds = sum(entry.size for entry in message)
                steps.append(_built(one, adds, cached=number == 0))
            if failure:
                steps += [_built(one, None, reached=False) for one in stage.instructions[len(steps) :]]
                done.append(StageImage(stage.index, stage.name, stage.base.name, False, None, tuple(steps)))
                continue
            tree = FileTree.of(files.values())
            size = sum(step.adds or 0 for step in steps)
            image = f"distill/{request.name}:{stage.index}"
            done.append(
                StageImage(
                    stage.index,
                    stage.name,
                    stage.base.name,
                    True,
                    None,
                    tuple(steps),
                    size,
                    image,
                    config,
                    tree,
                )
            )
        recorded = self.info.kind == "embedded"
        result = BuildResult(
            self.info.title, self.info.builder, tuple(done), len(done) - 1, 3.2, failure,
            provenance=PROVENANCE if recorded else (),
        )  # fmt: skip
        if recorded:
            result = replace(result, stages=tuple(map(_recorded, result.stages)))
        yield Failed(result) if failure else Built(result)

    def run(self, request: RunRequest, cancel: Cancel, on_output: OnOutput | None = None) -> RunResult:
        self.runs.append(request)
        if self.run_error is not None:
            raise self.run_error
        if on_output is not None:
            on_output("stdout", self.output)
        return RunResult(0, self.output, seconds=0.1)

    def image_of(self, request: BuildRequest, stage: int) -> str:
        return f"distill/{request.name}:{stage}"

    def digests(self, image, paths, cancel) -> dict[str, str]:
        return {}

    def read_file(self, image: str, path: str, limit: int = 65_536) -> bytes:
        raise FileNotFoundError(path)

    def clean(self, *, dry_run: bool = False, name: str | None = None) -> Cleaned:
        return Cleaned()

    def close(self) -> None:
        self.closed = True


def _recorded(stage: StageImage) -> StageImage:
    """Its commands as the embedded engine tells them."""
    return replace(
        stage,
        instructions=tuple(
            replace(one, origin="recorded" if one.keyword in ("FROM", "RUN") else "computed")
            for one in stage.instructions
        ),
    )


def _added(  # noqa: PLR0911  one answer an instruction
    one: Instruction, stage: Stage, files: dict[str, FileEntry], done: list[StageImage]
) -> tuple[FileEntry, ...] | str:
    """What an instruction adds, or the builder's message when it fails."""
    origin = one.flag("from")
    if one.keyword == "FROM":
        base = stage.base
        if base.stage is not None:
            return tuple(done[base.stage].files or ())
        return () if base.name == "scratch" else GOLANG
    if one.keyword == "COPY" and origin is not None:
        source = next((other for other in done if other.label == origin), None)
        if source is None or source.files is None:
            return (
                f"failed to resolve source metadata for docker.io/library/{origin}:latest: "
                "pull access denied, repository does not exist or may require authorization"
            )
        wanted = one.words[0].strip("/")
        entry = source.files.get(wanted)
        if entry is None:
            return f'failed to calculate checksum of ref abc::def: "/{wanted}": not found'
        return (_file(one.words[-1].strip("/") or wanted, entry.size, entry.mode),)
    if one.keyword == "COPY":
        return SOURCES
    if one.keyword == "RUN" and "go build" in one.text and "calc" not in files:
        return (*CACHE, CALC)
    return ()


def _built(
    one: Instruction, adds: int | None, *, cached: bool = False, reached: bool = True
) -> BuiltInstruction:
    return BuiltInstruction(
        one.lines.first,
        one.lines.last,
        one.keyword,
        one.text,
        reached,
        cached,
        0.0 if cached else 0.4,
        adds,
        0,
    )


def _unbuilt(stage: Stage, because: str | None) -> StageImage:
    steps = tuple(_built(one, None, reached=False) for one in stage.instructions)
    return StageImage(stage.index, stage.name, stage.base.name, False, because, steps)
