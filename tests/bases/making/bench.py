"""Where a recipe works: a folder for its trees and layers, and the means to fill them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.engines.provision import apt

from . import archive
from .image import Image
from .layer import Layer, LeaveOut, nothing, pack, unpack
from .reach import machine_layer


@dataclass(frozen=True)
class Bench:
    """A scratch folder, removed when the recipe is done.

    ``parents`` holds the finished archives of the recipes that this one builds on.
    """

    work: Path
    parents: Mapping[str, Path]

    def tree(self, name: str) -> Path:
        """A new, empty folder to lay files in."""
        folder = self.work / "trees" / name
        folder.mkdir(parents=True)
        return folder

    def unpacked(self, layer: Layer) -> Path:
        """A layer's files in a folder."""
        folder = self.tree(f"unpacked-{layer.digest[-12:]}")
        unpack(layer, folder)
        return folder

    def layer(
        self, tree: Path, created_by: str, leave_out: LeaveOut = nothing, below: Sequence[Path] = ()
    ) -> Layer:
        """A layer of a tree; ``created_by`` is the line that ``docker history`` shows.

        ``below`` are the trees that this one changes, where it is the upper folder of an overlay.
        """
        return pack(tree, self.work, created_by, leave_out, below)

    def parent_layers(self, recipe: str, name: str) -> tuple[Layer, ...]:
        """The layers of a finished image, lowest first."""
        return archive.layers(self.parents[recipe], name, self.work)

    def debs(self, release: str, packages: tuple[str, ...]) -> list[Path]:
        """The packages of a Debian release as files, in the order asked for."""
        return apt.Release(release).download(packages, self.work)

    def for_this_machine(self, image: Image, top: Path) -> Image:
        """The image with one more layer that lets it reach packages from this machine, where that takes one.

        ``top`` is a tree of the image in which its certificates would lie.
        """
        tree = self.tree(f"machine-{len(list((self.work / 'trees').iterdir()))}")
        added = machine_layer(tree, top, self.work)
        layers = image.layers + ((added,) if added else ())
        return Image(image.names, layers, image.config)
