"""One instruction carried out on a stage: what it does to the files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tutor.dockerfile import Instruction
from tutor.dockerfile.expansion import go_quoted
from tutor.dockerfile.mounts import Mount, lenient_mounts
from tutor.engine.embedded.cache import key_of
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.catalogue.format import Chunk, Provenance
from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.copying import Copy, CopyError, Origin, checksum, copy
from tutor.engine.embedded.copying.owners import owner_of
from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.embedded.history import command_of
from tutor.engine.embedded.mounting import mounted
from tutor.engine.embedded.shell import CannotStart, Process, run
from tutor.engine.embedded.stand import Stand
from tutor.engine.result import Origin as From
from tutor.image import FileTree
from tutor.image.config import DEFAULT_SHELL

OriginOf = Callable[[str | None, int], Origin]
"""What ``--from`` (None: the build context) means at a line."""


class StepFailed(Exception):  # noqa: N818 - reads as what it is
    """A step ended badly; the message is BuildKit's, ``exit_code`` that of a RUN's process."""

    def __init__(self, message: str, exit_code: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.exit_code = exit_code


@dataclass(slots=True)
class Work:
    """What a step did: its output with times, how long it took when it was recorded, and by which recordings.

    ``seconds`` is 0.0 for what is computed. ``failure`` is set when it ended badly.
    """

    key: str
    output: list[Chunk] = field(default_factory=list)
    seconds: float = 0.0
    recordings: tuple[Provenance, ...] = ()
    failure: StepFailed | None = None

    @property
    def origin(self) -> From:
        return "recorded" if self.recordings else "computed"


@dataclass(frozen=True, slots=True)
class Workbench:
    """What instructions take from."""

    catalogue: Catalogue
    contents: Contents
    origin_of: OriginOf


def work(instruction: Instruction, stand: Stand, files: Filesystem, bench: Workbench) -> Work:
    """Carry out RUN, COPY, ADD or WORKDIR on ``files``. Raises NotRecorded."""
    match instruction.keyword:
        case "RUN":
            return _run(instruction, stand, files, bench)
        case "WORKDIR":
            return _workdir(stand, files, bench)
        case _:
            return _copy(instruction, stand, files, bench)


def _workdir(stand: Stand, files: Filesystem, bench: Workbench) -> Work:
    """``stand`` has the new folder in its config already; BuildKit gives it to the user of that moment."""
    folder, user = stand.config.workdir, stand.config.user
    done = Work(key_of(stand.key, "WORKDIR", folder, *filter(None, [user])))
    try:
        path = files.real(folder)
        owner = None if files.is_directory(path) else owner_of(user, files, bench.contents)
        uid, gid = (0, 0) if owner is None else owner.over(0, 0)
        files.make_directories(path, uid=uid, gid=gid)
    except CopyError as error:
        done.failure = StepFailed(str(error))
    except NotADirectoryError as error:
        done.failure = StepFailed(f"mkdir /{error}: not a directory")
    return done


def _copy(instruction: Instruction, stand: Stand, files: Filesystem, bench: Workbench) -> Work:
    what = Copy.of(instruction, stand.config)
    origin = bench.origin_of(instruction.flag("from"), instruction.lines.first)
    done = Work("")
    try:
        seen = checksum(what, origin)
        copy(what, origin, files, bench.contents)
    except CopyError as error:
        done.failure = StepFailed(str(error))
        return done
    owner = (what.chown or "", what.chmod or "", str(what.link))
    done.key = key_of(stand.key, instruction.keyword, what.destination, *owner, seen)
    return done


def _run(instruction: Instruction, stand: Stand, files: Filesystem, bench: Workbench) -> Work:
    config = stand.config
    command = command_of(instruction, config)
    environment = stand.environment
    mounts = [flag.value for flag in instruction.flags if flag.name == "mount"]
    done = Work(
        key_of(
            stand.key,
            "RUN",
            *command,
            *(f"{name}={value}" for name, value in sorted(environment.items())),
            config.user,
            config.workdir,
            *mounts,
            *(_source(mount, bench, instruction) for mount in lenient_mounts(instruction.flags)),
        )
    )
    process = Process(
        files=files,
        contents=bench.contents,
        catalogue=bench.catalogue,
        env=environment,
        folder=config.workdir or "/",
        user=config.user,
        shell=config.shell or DEFAULT_SHELL,
        on_output=done.output.append,
    )
    named = f"process {go_quoted(' '.join(command))} did not complete successfully"
    line = instruction.lines.first
    try:
        with mounted(instruction, files, config.workdir, lambda mount: _tree_of(mount, bench, line)):
            ran = run(process, instruction)
    except CannotStart as error:
        refused = error.message if error.exit_code is None else f"exit code: {error.exit_code}"
        done.failure = StepFailed(f"{named}: {refused}", error.exit_code)
        return done
    except FileNotFoundError as error:
        done.failure = StepFailed(
            f'failed to compute cache key: failed to calculate checksum of ref mount: "{error}": not found'
        )
        return done
    done.seconds, done.recordings = ran.seconds, ran.recordings
    if ran.exit_code:
        done.failure = StepFailed(f"{named}: exit code: {ran.exit_code}", ran.exit_code)
    return done


def _tree_of(mount: Mount, bench: Workbench, line: int) -> FileTree:
    return bench.origin_of(mount.source_name, line).files


def _source(mount: Mount, bench: Workbench, instruction: Instruction) -> str:
    """What the cache key sees of a bind mount: all that it shows."""
    if mount.kind != "bind":
        return ""
    tree = _tree_of(mount, bench, instruction.lines.first)
    top = mount.source.strip("/")
    shown = [e for e in tree if not top or e.path == top or e.path.startswith(f"{top}/")]
    return key_of(
        *(f"{e.path} {e.kind.value} {e.mode:o} {e.uid}:{e.gid} {e.digest} {e.target}" for e in shown)
    )
