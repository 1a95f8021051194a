"""Recording what a command of a RUN does, from a real engine."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import msgspec

from tutor.dockerfile import Dockerfile, Instruction, Stage
from tutor.engine.cancel import Cancel
from tutor.engine.embedded.catalogue.format import Chunk, RecordedCommand
from tutor.engine.embedded.recording.archive import SavedLayer, packed_layer, read_saved
from tutor.engine.embedded.recording.cutting import GONE, OWN, PACKED, STATUS_FILE, Command, cut, packed
from tutor.engine.embedded.recording.images import Options
from tutor.engine.embedded.recording.keeping import MANIFEST, SCRIPT, Keeper, Sought, is_setting
from tutor.engine.embedded.recording.substitution import Unfit
from tutor.engine.embedded.recording.timing import within
from tutor.engine.errors import EngineError
from tutor.engine.events import Built, Failed, StepFinished, StepOutput, StepStarted
from tutor.engine.moby.engine import MobyEngine
from tutor.engine.moby.saving import layers_of, saved
from tutor.engine.request import BuildRequest
from tutor.image import FileEntry, FileKind, MalformedArchive
from tutor.image.surface import is_document

MOST_PROGRAMS_WITH_HEADS = 8
MOST_FILES_WITH_TEXTS = 64
"""A compiler's output is small and wanted whole; of a package installation only documents and settings."""

DIARY = ".npm/_logs/"

MOST_PACKED_BYTES = 512 * 1024 * 1024

OUT = "{out}"
FOLDER = "{folder}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a build the command stands."""

    request: BuildRequest
    dockerfile: Dockerfile
    stage: Stage
    instruction: Instruction


def record_command(
    real: MobyEngine,
    place: Place,
    command: Command,
    options: Options,
    *,
    out: str | None = None,
    any_folder: bool | None = False,
) -> tuple[RecordedCommand, bool]:
    """What ``command`` does on the real engine, and whether it does so in any folder.

    ``out`` is the absolute path that it writes its result to, stored as ``{out}``; with ``any_folder`` paths
    in its working folder are stored below ``{folder}``. With None that is so when it wrote the folder's name
    nowhere. Raises EngineError, Unfit.
    """
    text = cut(
        place.dockerfile, place.stage, place.instruction, command, options.before, nonce=str(time.time_ns())
    )
    request = replace(place.request, dockerfile=text, target=None, measure=False)
    folder = Sought(command.folder)
    keeper = Keeper(options.substitution, wanted=_is_read, programs=True, sought=folder)
    try:
        told, layer = _packed(real, request, place.stage.index, keeper)
    except EngineError as error:
        if isinstance(error, Unfit):
            raise
        told = _built(real, request, line=len(text.splitlines()))
        layer = _last_layer(real, told.image, keeper)
    names = {out.strip("/"): OUT} if out else {}
    if any_folder is None:
        for chunk in told.output:
            folder.look(chunk.data)
        any_folder = not folder.found
    if any_folder:
        names[command.folder.strip("/")] = FOLDER
    return recorded(layer, told, names, options), any_folder


@dataclass(slots=True)
class Told:
    """What an engine told of the last RUN of a build."""

    image: str = ""
    seconds: float = 0.0
    output: list[Chunk] = field(default_factory=list)


def _built(real: MobyEngine, request: BuildRequest, line: int) -> Told:
    told = Told()
    step, began = None, 0.0
    for event in real.build(request, Cancel()):
        match event:
            case StepStarted() if event.line == line:
                step, began = event.step, time.monotonic()
            case StepOutput() if event.step == step:
                told.output.append(Chunk(round(time.monotonic() - began, 3), event.stream, event.data))
            case StepFinished() if event.step == step:
                told.seconds = round(event.seconds, 3)
            case Failed():
                failure = event.result.failure
                said = f"{failure.message}\n{failure.log}" if failure is not None else ""
                raise EngineError(f"What comes before the command fails on {real.info.title}: {said}")
            case Built():
                told.image = str(event.result.final_stage.image)
    return told


def _packed(real: MobyEngine, request: BuildRequest, stage: int, keeper: Keeper) -> tuple[Told, SavedLayer]:
    """The command's layer as it was packed inside, which saves saving the whole image.

    Raises EngineError where that cannot be done.
    """
    text, line = packed(request.dockerfile, stage)
    told = _built(real, replace(request, dockerfile=text), line)
    content = real.read_file(told.image, f"/{PACKED}", MOST_PACKED_BYTES)
    gone = real.read_file(told.image, f"/{GONE}", MOST_PACKED_BYTES).decode("utf-8", "surrogateescape")
    if len(content) >= MOST_PACKED_BYTES:
        raise EngineError("What the command changed is too large to be packed.")
    try:
        return told, packed_layer(content, gone.splitlines(), keeper)
    except MalformedArchive as error:
        raise EngineError(f"What the command changed cannot be read: {error}.") from error


def _is_read(path: str) -> bool:
    """Whether anything looks into a file: a package manager's diary is for people, and tells too much."""
    return DIARY not in path


def _last_layer(real: MobyEngine, image: str, keeper: Keeper) -> SavedLayer:
    *others, wanted = layers_of(real.daemon, image)
    not_wanted = {diff_id.removeprefix("sha256:") for diff_id in others} - {wanted.removeprefix("sha256:")}

    def keeper_of(path: str) -> Keeper | None:
        return None if any(part.removesuffix(".tar") in not_wanted for part in path.split("/")) else keeper

    with saved(real.daemon, image) as stream:
        return read_saved(stream, keeper_of).layers[-1]


def recorded(layer: SavedLayer, told: Told, names: dict[str, str], options: Options) -> RecordedCommand:
    """The layer and the output as a recording. Raises Unfit."""
    if layer.layer is None or layer.kept is None:
        raise EngineError("The layer of the command is not in what the engine saved.")
    substitution = options.substitution
    status = next((entry for entry in layer.layer.entries if entry.path == STATUS_FILE), None)
    exit_code = int(layer.kept.heads.get(status.digest or "", b"")) if status is not None else 0
    own = {STATUS_FILE, *_folders_of(STATUS_FILE), *(path for path, name in names.items() if name == FOLDER)}
    entries = [
        substitution.in_entry(entry)
        for entry in layer.layer.entries
        if entry.path not in own and not OWN.fullmatch(entry.path)
    ]
    kept = _worth_keeping(entries, layer.kept)
    return RecordedCommand(
        exit_code=exit_code,
        seconds=told.seconds,
        output=tuple(
            msgspec.structs.replace(chunk, data=substitution.in_bytes(chunk.data, "the output"))
            for chunk in within(told.seconds, told.output)
        ),
        stores=tuple(_renamed(entry, names) for entry in entries),
        removes=tuple(_name(path, names) for path in (*layer.layer.whiteouts, *layer.layer.opaque)),
        heads={digest: head for digest, head in layer.kept.heads.items() if digest in kept},
        elves=layer.kept.elves,
    )


def _worth_keeping(entries: Iterable[FileEntry], kept: Keeper) -> set[str]:
    files = [entry for entry in entries if entry.kind is FileKind.FILE and entry.digest is not None]
    wanted = {entry.digest for entry in files if is_document(entry.path) or is_setting(entry.path)}
    wanted.update(digest for digest, head in kept.heads.items() if head.startswith(SCRIPT))
    wanted.update(entry.digest for entry in files if entry.path.endswith(MANIFEST))
    if len(kept.elves) <= MOST_PROGRAMS_WITH_HEADS:
        wanted.update(kept.elves)
    if len(files) <= MOST_FILES_WITH_TEXTS:
        wanted.update(entry.digest for entry in files if entry.digest not in kept.elves)
    return {digest for digest in wanted if digest is not None}


def _folders_of(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def _renamed(entry: FileEntry, names: dict[str, str]) -> FileEntry:
    same_as = None if entry.same_as is None else _name(entry.same_as, names)
    return msgspec.structs.replace(entry, path=_name(entry.path, names), same_as=same_as)


def _name(path: str, names: dict[str, str]) -> str:
    """The path with the longest beginning that has a name written by it."""
    for beginning in sorted(names, key=len, reverse=True):
        if path == beginning:
            return names[beginning]
        if path.startswith(f"{beginning}/"):
            return names[beginning] + path[len(beginning) :]
    return path
