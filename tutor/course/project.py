"""A person's own project: any folder with a Dockerfile, edited in place."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from tutor.course.attempt import Attempt, AttemptState
from tutor.course.edited_file import EditedFile
from tutor.course.errors import NoDockerfile, WorkspaceError
from tutor.course.practising import Judged
from tutor.course.progress import Progress
from tutor.course.record import Record
from tutor.course.safe_file import sweep
from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineError
from tutor.engine.events import BuildEvent, Built, Cancelled, Failed
from tutor.engine.protocol import Engine, OnOutput
from tutor.engine.request import BuildRequest, Replay, RunRequest
from tutor.engine.result import RunResult
from tutor.home import expanded, home_folder


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a project is built with: a stage's name or number, None for the last, and build arguments."""

    target: str | None = None
    build_args: Mapping[str, str] = field(default_factory=dict)


class Project(EditedFile):
    """A folder with a Dockerfile. In that folder nothing is ever written but the Dockerfile."""

    @classmethod
    def open(
        cls,
        folder: Path,
        file: Path | None = None,
        *,
        home: Path | None = None,
        clock: Callable[[], float] = time.time,
    ) -> Project:
        """The project of a folder, with another Dockerfile than its own where ``file`` names one.

        Raises WorkspaceError with what to do where there is none.
        """
        try:
            folder = expanded(folder).resolve()
        except (OSError, RuntimeError) as error:
            raise WorkspaceError(f"{folder} cannot be found: {error}.") from error
        if not folder.is_dir():
            raise WorkspaceError(f"{folder} is not a folder.", advice="Name a folder with a Dockerfile.")
        path = folder / "Dockerfile" if file is None else expanded(file).absolute()
        if not path.is_file():
            raise _without_dockerfile(folder, path, named=file is not None)
        digest = sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:12]
        state = (home_folder() if home is None else home) / "state" / "projects" / digest
        project = cls(folder, path, state)
        with project._explained("cannot be opened"):
            state.mkdir(parents=True, exist_ok=True)
            sweep(state, now=clock())
        return project

    @property
    def key(self) -> str:
        """Under which attempts are recorded."""
        return f"project:{self.folder}"

    @property
    def name(self) -> str:
        """What the project's images are called."""
        said = "".join(c if c.isalnum() and c.isascii() else "-" for c in self.folder.name.lower())
        return f"project-{said.strip('-') or 'folder'}"

    def save(self, text: str) -> None:
        """Write the Dockerfile, whole or not at all; one with the same lines is left as it is."""
        # Line ends may be mixed in a file and are not in an editor: whoever only builds has changed nothing.
        seen = None if self._seen is None else self._decoded(self._seen)
        if seen is not None and self.dockerfile_path.is_file() and _lines(seen) == _lines(text):
            return
        super().save(text)

    def request(
        self, text: str, options: BuildOptions, *, use_cache: bool = True, replay: Replay = "instant"
    ) -> BuildRequest:
        """The build of a text in this folder."""
        return BuildRequest(
            dockerfile=text,
            context=self.folder,
            name=self.name,
            dockerfile_path=self.dockerfile_path,
            target=options.target,
            build_args=options.build_args,
            use_cache=use_cache,
            replay=replay,
        )

    def advice_for(self, error: OSError) -> str:
        match error:
            case PermissionError():
                return "Make it readable and writable for you."
            case FileNotFoundError():
                return "Something moved it away: bring it back, or open another folder."
        return "Free some space, or move away what has that name."


def build_project(
    project: Project,
    text: str,
    options: BuildOptions,
    *,
    engine: Engine,
    progress: Progress | None,
    cancel: Cancel,
    use_cache: bool = True,
    replay: Replay = "instant",
    clock: Callable[[], float] = time.time,
) -> Iterator[BuildEvent | Judged]:
    """Build a project; the attempt is on disk before the build starts.

    Yields the build's events as they come and ends with Judged, without verdicts, or with Cancelled. Raises
    what ``Engine.build`` raises, after noting it in the attempt, and ProgressError.
    """
    begun = Attempt(project.key, project.key, clock(), text, engine.info.title)
    record = Record.begun(begun, progress, clock)
    try:
        for event in engine.build(project.request(text, options, use_cache=use_cache, replay=replay), cancel):
            yield event
            if isinstance(event, Cancelled):
                record.stopped(AttemptState.CANCELLED)
            elif isinstance(event, Built | Failed):
                record.built(event.result)
                failure = event.result.failure
                causes = () if failure is None or failure.cause is None else (failure.cause,)
                yield Judged((), event.result, record.judged(()), None, causes)
    except EngineError:
        record.stopped(AttemptState.LOST)
        raise
    except BaseException:  # the caller let go of us, or Ctrl+C
        record.stopped(AttemptState.CANCELLED)
        raise


def run_project(
    request: BuildRequest,
    stage: int,
    *,
    engine: Engine,
    cancel: Cancel,
    arguments: tuple[str, ...] | None = None,
    stdin: bytes = b"",
    on_output: OnOutput | None = None,
) -> RunResult:
    """Run a stage that ``request`` built, without network or privilege. Raises EngineError."""
    image = engine.image_of(request, stage)
    asked = RunRequest(image=image, arguments=arguments or (), stdin=stdin, replay=request.replay)
    return engine.run(asked, cancel, on_output)


def _without_dockerfile(folder: Path, path: Path, *, named: bool) -> WorkspaceError:
    if named:
        return WorkspaceError(
            f"There is no Dockerfile at {path}.", advice="Name one that is there with --file."
        )
    others = sorted(one.name for one in folder.iterdir() if one.is_file() and _is_dockerfile(one.name))
    return NoDockerfile(folder, tuple(others))


def _is_dockerfile(name: str) -> bool:
    low = name.lower()
    return low == "containerfile" or low.startswith("dockerfile.") or low.endswith(".dockerfile")


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
