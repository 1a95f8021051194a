"""A small lesson on disk, and builds as values, for the tests of the course."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tutor.course import Lesson
from tutor.course.goals import Scene
from tutor.course.manifest import load_lesson
from tutor.dockerfile import Stage, parse
from tutor.engine.cancel import Cancel
from tutor.engine.events import BuildEvent, Built
from tutor.engine.protocol import EngineInfo
from tutor.engine.request import BuildRequest, RunRequest
from tutor.engine.result import BuildResult, BuiltInstruction, RunResult, StageImage
from tutor.image import FileEntry, FileKind, FileTree, HealthCheck, ImageConfig, Layer

TOML = """\
schema = 1
number = 3
slug = "a-second-from"
title = "A second FROM"
summary = "Build in one stage, ship from another."
app = "calculator"
minutes = 10
covers = ["S3"]
prerequisites = [1]
images = ["golang:1.27-trixie"]

[run]
stdin = "1 + 2\\n"

[[goals]]
id = "two-stages"
title = "Two stages"
check = "stages"
at_least = 2
why_not = "The Dockerfile has {stages}."

[[goals]]
id = "runs"
title = "It adds"
check = "runs"
stdout_contains = "Result: 3"
why_not = "It should print {expected}, but {happened}."

[[hints]]
text = "A nudge."

[[hints]]
text = "A pointer."

[[hints]]
text = "The way there."
diff = true

[[mistakes]]
file = "wrong/misspelt.Dockerfile"
title = "The stage's name is misspelt"
cause = "E1"
hint = "Compare the names."

[[mistakes]]
file = "wrong/one-stage.Dockerfile"
title = "Still one stage"
goal = "two-stages"
while_passed = ["runs"]
hint = "Write a second FROM."

[quiz]
question = "What ships?"
choices = ["All stages", "The last stage"]
answer = 1
explanation = "Only the last stage is the image."
"""

START = 'FROM golang:1.27-trixie\nCOPY . .\nRUN go build -o /calc\nCMD ["/calc"]\n'
SOLUTION = (
    "FROM golang:1.27-trixie AS build\nCOPY . .\nRUN go build -o /calc\n\n"
    'FROM scratch\nCOPY --from=build /calc /calc\nCMD ["/calc"]\n'
)


@dataclass
class LessonFolder:
    """A course with one lesson, complete and right until a test spoils it."""

    root: Path
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder = self.root / "lessons" / "03-a-second-from"
        for name, text in {
            "lesson.toml": TOML,
            "lesson.md": "A stage is a FROM.\n\n## After\n\nOnly the last one ships.\n",
            "Dockerfile": START,
            "solution.Dockerfile": SOLUTION,
            "wrong/misspelt.Dockerfile": SOLUTION.replace("--from=build", "--from=biuld"),
            "wrong/one-stage.Dockerfile": "# one\n" + START,
        }.items():
            self.write(name, text)
        app = self.root / "sample_apps" / "calculator"
        (app / "inner").mkdir(parents=True)
        (app / "main.go").write_text("package main\n")
        (app / "inner" / "calc.go").write_text("package inner\n")

    @property
    def toml(self) -> Path:
        return self.folder / "lesson.toml"

    @property
    def app(self) -> Path:
        return self.root / "sample_apps" / "calculator"

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def edit(self, old: str, new: str) -> None:
        text = self.toml.read_text()
        assert text.count(old) >= 1, f"{old!r} is not in the lesson"
        self.toml.write_text(text.replace(old, new, 1))

    def load(self) -> Lesson:
        return load_lesson(self.folder, self.root / "sample_apps")


def file(path: str, size: int = 10, mode: int = 0o644) -> FileEntry:
    return FileEntry(path, FileKind.FILE, mode, size)


def program(path: str, size: int = 10) -> FileEntry:
    return file(path, size, 0o755)


def symlink(path: str, target: str) -> FileEntry:
    return FileEntry(path, FileKind.SYMLINK, 0o777, target=target)


@dataclass
class Image:
    """What a test says of a stage; everything else follows."""

    files: Iterable[FileEntry] | None = ()
    size: int | None = None
    entrypoint: tuple[str, ...] | None = None
    cmd: tuple[str, ...] | None = None
    env: tuple[str, ...] = ()
    workdir: str = ""
    user: str = ""
    skipped: str | None = None
    documents: Mapping[str, bytes] = field(default_factory=dict)
    image: str | None = None
    layers: Iterable[Layer] | None = None
    """What each instruction stored, FROM included."""
    history: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    healthcheck: HealthCheck | None = None


def built(text: str, *images: Image, notes: tuple[str, ...] = ()) -> BuildResult:
    """The result of building ``text``, whose stages came out as ``images``."""
    stages = parse(text).stages
    assert len(stages) == len(images), "one image a stage"
    return BuildResult(
        "Test 1.0",
        "BuildKit",
        tuple(stage_image(stage, image) for stage, image in zip(stages, images, strict=True)),
        final=len(stages) - 1,
        seconds=1.5,
        notes=notes,
    )


def stage_image(stage: Stage, image: Image) -> StageImage:
    index, name, base = stage.index, stage.name, stage.base.written
    if image.skipped is not None:
        return StageImage(index, name, base, built=False, skipped_because=image.skipped, instructions=())
    tree = None if image.files is None else FileTree.of(image.files)
    return StageImage(
        index,
        name,
        base,
        built=True,
        skipped_because=None,
        instructions=tuple(_instructions(stage, image)),
        size=image.size if image.size is not None or tree is None else tree.total_bytes,
        image=image.image,
        config=ImageConfig(
            entrypoint=image.entrypoint,
            cmd=image.cmd,
            env=image.env,
            workdir=image.workdir,
            user=image.user,
            ports=image.ports,
            labels=image.labels,
            healthcheck=image.healthcheck,
        ),
        files=tree,
        documents=image.documents,
        history=image.history,
    )


def _instructions(stage: Stage, image: Image) -> Iterator[BuiltInstruction]:
    if image.layers is None:
        return
    for one, layer in zip(stage.instructions, image.layers, strict=True):
        lines = one.lines
        yield BuiltInstruction(
            lines.first, lines.last, one.keyword, one.text, True, adds=layer.bytes, hides=0, layer=layer
        )


def scene(text: str, *images: Image, baseline: int | None = None, notes: tuple[str, ...] = ()) -> Scene:
    return Scene(parse(text), built(text, *images, notes=notes), baseline)


class PreparedEngine:
    """Yields what a test prepared and notes what it was asked: only the order of things is tested with it."""

    def __init__(
        self,
        events: Iterable[BuildEvent | Exception] = (),
        *,
        runs: Callable[[RunRequest], RunResult] = lambda _: RunResult(0, b"Result: 3\n"),
        head: bytes = b"",
    ) -> None:
        self.events = list(events)
        self.runs = runs
        self.head = head
        self.requests: list[BuildRequest] = []
        self.ran: list[RunRequest] = []
        self.read: list[tuple[str, str]] = []
        self.before_build: Callable[[], None] = lambda: None

    @classmethod
    def building(cls, text: str, *images: Image, **more: object) -> PreparedEngine:
        return cls([Built(built(text, *images))], **more)

    @property
    def info(self) -> EngineInfo:
        return EngineInfo("docker", "Test", "1.0", "BuildKit", "nowhere")

    def build(self, request: BuildRequest, cancel: Cancel) -> Iterator[BuildEvent]:
        self.requests.append(request)
        self.before_build()
        for event in self.events:
            if isinstance(event, Exception):
                raise event
            yield event

    def run(self, request: RunRequest, cancel: Cancel, on_output: object = None) -> RunResult:
        self.ran.append(request)
        return self.runs(request)

    def image_of(self, request: BuildRequest, stage: int) -> str:
        return f"{request.name}:{stage}"

    def read_file(self, image: str, path: str, limit: int = 65_536) -> bytes:
        self.read.append((image, path))
        return self.head
