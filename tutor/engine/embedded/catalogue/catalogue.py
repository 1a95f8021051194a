"""All that is recorded, read when it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tutor.engine.embedded.catalogue.format import (
    CommandIndex,
    RecordedCommand,
    RecordedElf,
    RecordedImage,
    RecordedLayer,
    RecordedRun,
    RecordedRuns,
)
from tutor.engine.embedded.catalogue.names import full_name, near, short_name
from tutor.engine.embedded.catalogue.packing import (
    ADVICE,
    MANIFEST,
    Unreadable,
    layer_file,
    read_manifest,
    unpack,
)
from tutor.image import Elf, FileTree, ImageConfig
from tutor.image.merge import stacked

BUILT_IN = Path(__file__).parent.parent / "recorded"
"""What comes with Distill: a folder for each group of lessons, whose layers are stored once for all."""


def built_in() -> tuple[Path, ...]:
    """The recorded folders that come with Distill, by name."""
    return tuple(sorted(manifest.parent for manifest in BUILT_IN.glob(f"*/{MANIFEST}")))


@dataclass(frozen=True, slots=True)
class Base:
    """A base image, ready to build on.

    ``image.layers`` is its identity, ``image.total_bytes`` its size.
    """

    name: str
    image: RecordedImage
    tree: FileTree
    config: ImageConfig


class Catalogue:
    """Base images by name, commands by tool, runs by program.

    Loading reads manifests only; layers and commands are read when they are asked for, and kept. What is
    damaged or of another version raises Unreadable, an EngineError.
    """

    def __init__(self) -> None:
        self._folders: dict[Path, None] = {}
        self._images: dict[str, tuple[Path, RecordedImage]] = {}
        self._commands: dict[str, dict[str, tuple[Path, CommandIndex]]] = {}
        self._runs: dict[str, list[tuple[Path, str]]] = {}
        self._read_runs: dict[str, tuple[RecordedRun, ...]] = {}
        self._bases: dict[tuple[Path, tuple[str, ...]], tuple[FileTree, ImageConfig]] = {}
        self._layers: dict[str, RecordedLayer] = {}
        self._read: dict[str, RecordedCommand] = {}
        self._heads: dict[str, bytes] = {}
        self._elves: dict[str, Elf] = {}

    @classmethod
    def load(cls, *folders: Path) -> Catalogue:
        """What these folders hold, later ones first in question; without any, what comes with Distill."""
        catalogue = cls()
        for folder in folders or built_in():
            catalogue.add(folder)
        return catalogue

    def add(self, folder: Path) -> None:
        """Put what a folder holds before all that is known so far; again after something was recorded."""
        manifest = read_manifest(folder)
        self._folders[folder] = None
        for image in manifest.images:
            for name in image.names:
                self._images[full_name(name)] = (folder, image)
        for index in reversed(manifest.commands):
            known = self._commands.setdefault(index.key.tool, {})
            known.pop(index.file, None)
            self._read.pop(index.file, None)
            self._commands[index.key.tool] = {index.file: (folder, index), **known}
        for runs in manifest.runs:
            files = self._runs.setdefault(runs.program, [])
            files[:] = [(folder, runs.file), *(each for each in files if each != (folder, runs.file))]
            self._read_runs.pop(runs.program, None)

    def image_names(self) -> tuple[str, ...]:
        """Every name of a base image in its shortest spelling, in order."""
        return tuple(sorted(map(short_name, self._images)))

    def images(self) -> tuple[RecordedImage, ...]:
        """Every base image once, by its first name."""
        by_layers = {image.names: image for _, image in self._images.values()}
        return tuple(by_layers[names] for names in sorted(by_layers))

    def image(self, name: str) -> Base | None:
        """The base image of that name, None when it is not recorded; read once."""
        found = self._images.get(full_name(name))
        if found is None:
            return None
        folder, image = found
        base = self._bases.get((folder, image.names))
        if base is None:
            tree = stacked([self._layer(folder, diff_id) for diff_id in image.layers])
            base = self._bases[folder, image.names] = (tree, _config_of(image))
        return Base(short_name(name), image, *base)

    def images_near(self, name: str) -> tuple[str, ...]:
        """Recorded names that may have been meant, nearest first; other tags of the same image before all."""
        return near(name, self.image_names())

    def layers(self, image: RecordedImage) -> tuple[RecordedLayer, ...]:
        """The layers of a base image, lowest first."""
        folder = next(folder for folder, each in self._images.values() if each is image)
        return tuple(self._layer(folder, diff_id) for diff_id in image.layers)

    def commands(self, tool: str) -> tuple[CommandIndex, ...]:
        """The recorded commands of a tool, those of later folders first."""
        return tuple(index for _, index in self._commands.get(tool, {}).values())

    def tools(self) -> tuple[str, ...]:
        """The tools of which commands are recorded, in order."""
        return tuple(sorted(self._commands))

    def command(self, index: CommandIndex) -> RecordedCommand:
        """What a recorded command did; read once."""
        found = self._read.get(index.file)
        if found is None:
            folder, _ = self._commands[index.key.tool][index.file]
            found = self._read[index.file] = unpack(folder, index.file, RecordedCommand, index.on)
            self._know(found.heads, found.elves)
        return found

    def runs(self, program_digest: str) -> tuple[RecordedRun, ...]:
        """The recorded runs of a program by the digest of its file, those of later folders first."""
        found = self._read_runs.get(program_digest)
        if found is None:
            files = self._runs.get(program_digest, ())
            found = tuple(run for where in files for run in unpack(*where, RecordedRuns).runs)
            self._read_runs[program_digest] = found
        return found

    def head(self, digest: str) -> bytes | None:
        """The first bytes of a file of an image or command that was read so far."""
        return self._heads.get(digest)

    def elf(self, digest: str) -> Elf | None:
        """What a program or library of an image or command that was read so far needs."""
        return self._elves.get(digest)

    def _layer(self, folder: Path, diff_id: str) -> RecordedLayer:
        layer = self._layers.get(diff_id)
        if layer is None:
            file = layer_file(diff_id)
            layer = unpack(self._holder_of(file, folder), file, RecordedLayer)
            if layer.diff_id != diff_id:
                raise Unreadable(f"{folder / file} holds another layer.", advice=ADVICE)
            self._layers[diff_id] = layer
            self._know(layer.heads, layer.elves)
        return layer

    def holds_layer(self, diff_id: str, *, elsewhere_than: Path) -> bool:
        """Whether a folder other than this one has the layer, so that it need not be stored again."""
        file = layer_file(diff_id)
        return any((folder / file).exists() for folder in self._folders if folder != elsewhere_than)

    def _holder_of(self, file: str, folder: Path) -> Path:
        """The folder that has a layer's file: the image's own, or the first other one."""
        return next((each for each in (folder, *self._folders) if (each / file).exists()), folder)

    def _know(self, heads: dict[str, bytes], elves: dict[str, RecordedElf]) -> None:
        self._heads.update(heads)
        self._elves.update((digest, elf.elf) for digest, elf in elves.items())


def _config_of(image: RecordedImage) -> ImageConfig:
    document = {"config": image.config, "os": "linux", "architecture": image.architecture}
    return ImageConfig.from_inspect(document)
