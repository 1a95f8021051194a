"""Writing a recorded folder: atomic, in order, and the same bytes for the same recordings."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import msgspec

from tutor.engine.embedded.catalogue.format import (
    CommandIndex,
    CommandKey,
    Manifest,
    Provenance,
    RecordedCommand,
    RecordedHealth,
    RecordedImage,
    RecordedLayer,
    RecordedRun,
    RecordedRuns,
    RunIndex,
)
from tutor.engine.embedded.catalogue.names import full_name
from tutor.engine.embedded.catalogue.packing import (
    COMMANDS,
    LAYERS,
    MANIFEST,
    RUNS,
    SUFFIX,
    compressed,
    content_of,
    layer_file,
    pack,
    read_manifest,
    runs_file,
    unpack,
)

WORTH_IT = 0.7
"""A command is packed on another one when that takes no more than this part of its own size."""

NOBODY = Provenance("", "", "")


class Writer:
    """Adds recordings to a folder; what is recorded again takes the place of the older one.

    Every call but ``pack_together`` leaves the folder whole at any time: files first, the manifest last. An
    image's older names go to the new one. ``tidy`` removes files that nothing in the manifest names.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._manifest = read_manifest(folder) if (folder / MANIFEST).exists() else Manifest()

    @property
    def manifest(self) -> Manifest:
        return self._manifest

    def add_image(self, image: RecordedImage, layers: Iterable[RecordedLayer]) -> None:
        """A base image with those of its layers that may be new."""
        for layer in layers:
            self._write(layer_file(layer.diff_id), pack(layer))
        taken = set(map(full_name, image.names))
        images = [image]
        for other in self._manifest.images:
            names = tuple(name for name in other.names if full_name(name) not in taken)
            if names:
                images.append(msgspec.structs.replace(other, names=names))
        self._save(images=tuple(sorted(images, key=lambda each: each.names)))

    def add_command(self, key: CommandKey, command: RecordedCommand, provenance: Provenance) -> CommandIndex:
        """A command under its key."""
        file = command_file(key)
        others = [other for other in self._manifest.commands if other.file != file]
        others = [self._alone(other) if other.on == file else other for other in others]
        self._write(file, pack(command))
        index = CommandIndex(key, file, provenance)
        self._save(commands=tuple(sorted([index, *others], key=_order_of_command)))
        return index

    def add_run(self, run: RecordedRun) -> None:
        """A run of a program; it replaces one with the same program, arguments, input and circumstances.

        What a server was asked before stays, but for what is asked again.
        """
        file = runs_file(run.program)
        known = {index.program: index for index in self._manifest.runs}
        before = unpack(self._folder, file, RecordedRuns).runs if run.program in known else ()
        others = [other for other in before if _asked(other) != _asked(run)]
        for same in before:
            if _asked(same) == _asked(run):
                run = _with_answers_of(same, run)
        self._write(file, pack(RecordedRuns(tuple(sorted([run, *others], key=_asked)))))
        known[run.program] = RunIndex(run.program, file)
        self._save(runs=tuple(known[program] for program in sorted(known)))

    def tidy(self) -> tuple[Path, ...]:
        """Remove the files that no recording needs any more; which they were."""
        named = {layer_file(diff_id) for image in self._manifest.images for diff_id in image.layers}
        named.update(index.file for index in self._manifest.commands)
        named.update(index.file for index in self._manifest.runs)
        files = [
            file for part in (LAYERS, COMMANDS, RUNS) for file in (self._folder / part).glob(f"*{SUFFIX}")
        ]
        stale = [file for file in files if f"{file.parent.name}/{file.name}" not in named]
        for file in stale:
            file.unlink()
        return tuple(sorted(stale))

    def pack_together(self) -> None:
        """Pack commands that did nearly the same on the first of them.

        What comes of it depends only on the recordings, not on the order in which they were made. It must not
        be interrupted: files are written before the manifest that tells how to read them.
        """
        contents = {
            index.file: content_of(unpack(self._folder, index.file, RecordedCommand, index.on))
            for index in self._manifest.commands
        }
        alone: dict[str, list[str]] = {}
        packed: list[tuple[CommandIndex, bytes]] = []
        for index in self._manifest.commands:
            first = alone.setdefault(index.key.tool, [])
            content = contents[index.file]
            ways = [("", compressed(content)), *((on, compressed(content, contents[on])) for on in first)]
            on, best = min(ways, key=lambda way: len(way[1]))
            if len(best) > WORTH_IT * len(ways[0][1]):
                on, best = ways[0]
                first.append(index.file)
            packed.append((msgspec.structs.replace(index, on=on), best))
        for index, content in packed:
            self._write(index.file, content)
        self._save(commands=tuple(index for index, _ in packed))

    def _alone(self, index: CommandIndex) -> CommandIndex:
        """The same command in a file that needs no other."""
        self._write(index.file, pack(unpack(self._folder, index.file, RecordedCommand, index.on)))
        return msgspec.structs.replace(index, on="")

    def _save(self, **changed: object) -> None:
        self._manifest = msgspec.structs.replace(self._manifest, **changed)
        text = msgspec.json.format(msgspec.json.encode(self._manifest, order="deterministic"), indent=1)
        self._write(MANIFEST, text + b"\n")

    def _write(self, file: str, content: bytes) -> None:
        path = self._folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_bytes() == content:
            return
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(content)
        beside.replace(path)


def command_file(key: CommandKey) -> str:
    """Where a command lies in its folder: one file a key."""
    digest = sha256(msgspec.json.encode(key, order="deterministic")).hexdigest()
    return f"{COMMANDS}/{key.tool}-{digest[:16]}{SUFFIX}"


def _order_of_command(index: CommandIndex) -> tuple[str, tuple[str, ...], str, str]:
    return (index.key.tool, index.key.argv, index.key.folder, index.file)


def _asked(run: RecordedRun) -> bytes:
    """All but what came of it; in order by program and arguments."""
    question = msgspec.structs.replace(
        run, exit_code=0, seconds=0.0, output=(), provenance=NOBODY, answers=(), health=()
    )
    return msgspec.json.encode(question, order="deterministic")


def _with_answers_of(old: RecordedRun, new: RecordedRun) -> RecordedRun:
    """A server's run with what an older recording of it was asked."""
    answers = {(each.port, each.path, each.of): each for each in (*old.answers, *new.answers)}
    health = {msgspec.json.encode(_check(each)): each for each in (*old.health, *new.health)}
    return msgspec.structs.replace(
        new,
        answers=tuple(answers[key] for key in sorted(answers)),
        health=tuple(health[key] for key in sorted(health)),
    )


def _check(health: RecordedHealth) -> RecordedHealth:
    """A check without what came of it."""
    return msgspec.structs.replace(health, exit_code=0, log="", seconds=0.0)
