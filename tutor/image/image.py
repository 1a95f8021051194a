"""An image, or a stage of a build, with all that can be told of it without running it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tutor.image.config import ImageConfig
from tutor.image.layer import Layer
from tutor.image.surface import Surface, surface_of
from tutor.image.tree import FileTree


@dataclass(frozen=True, slots=True)
class ImageLayer:
    """A layer with where it came from.

    ``created_by`` is the instruction as the image's history or the Dockerfile has it, ``""`` when nobody
    tells. ``line`` is the 1-based line of the Dockerfile where that is known. ``diff_id`` is ``sha256:…`` of
    the uncompressed archive, None where no archive was made. ``packed_bytes`` is what the layer weighs in the
    archive as it lies there, None likewise.
    """

    layer: Layer
    created_by: str = ""
    line: int | None = None
    diff_id: str | None = None
    packed_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line of an image's history, which tells an instruction, or whatever else made a layer.

    ``bytes`` is what it added as the engine tells it, and None where engines count disk blocks or archives
    instead of files. It includes the text of symlinks, so it may exceed ``Layer.bytes`` by a few kB.
    """

    created_by: str
    bytes: int | None = None


@dataclass(frozen=True)
class Image:
    """What can be inspected and compared: a stage, an image of an engine, an archive, an attempt.

    ``name`` is how a person called it. ``files`` is the merged view. ``layers`` are lowest first, () where
    only the merged view is known. ``documents`` holds the content of the few files that tell what is
    installed, by path. ``notes`` are sentences about what could not be told. ``history`` is oldest first, ()
    where nobody tells; with lines that stored no layer, so it is longer than ``layers``.
    """

    name: str
    files: FileTree
    config: ImageConfig | None = None
    documents: Mapping[str, bytes] = field(default_factory=dict)
    layers: tuple[ImageLayer, ...] = ()
    notes: tuple[str, ...] = ()
    history: tuple[HistoryLine, ...] = ()

    @cached_property
    def size(self) -> int:
        """The bytes of the regular files in each layer, uncompressed; of the merged view where layers are not
        known.
        """
        if not self.layers:
            return self.files.total_bytes
        return sum(one.layer.bytes for one in self.layers)

    @cached_property
    def surface(self) -> Surface:
        """What an attacker who got in would find."""
        return surface_of(self.files, self.documents, self.config)
