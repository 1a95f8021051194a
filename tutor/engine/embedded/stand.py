"""A stage as it stands after an instruction."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tutor.engine.embedded.cache import key_of
from tutor.engine.embedded.catalogue.catalogue import Base
from tutor.image import FileTree, ImageConfig, begin_stage

NOTHING = FileTree.of(())

PLATFORM = "linux/amd64"
"""What all recorded images are, and so all that is built."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Files, config and history of a stage, with the cache key of all that made the files.

    ``args`` are the ARGs in the order of their declaration, None for one without a value. ``size`` is the
    design's: the sum of what the instructions added. ``anew`` is true for an empty base: BuildKit makes a
    folder on it anew every time.
    """

    files: FileTree
    config: ImageConfig
    key: str
    size: int
    history: tuple[str, ...] = ()
    args: dict[str, str | None] = field(default_factory=dict)
    anew: bool = False

    @classmethod
    def on_scratch(cls) -> Stand:
        config = replace(begin_stage(None), platform=PLATFORM)
        return cls(NOTHING, config, key_of("scratch"), 0, anew=True)

    @classmethod
    def on_image(cls, base: Base) -> Stand:
        return cls(
            files=base.tree,
            config=begin_stage(base.config),
            key=key_of("image", *base.image.layers, repr(base.config)),
            size=base.image.total_bytes,
            history=tuple(line.created_by for line in base.image.history),
        )

    @classmethod
    def on_stage(cls, stage: Stand) -> Stand:
        return replace(stage, config=begin_stage(stage.config))

    @property
    def environment(self) -> dict[str, str]:
        """What a RUN sees: ENV wins over an ARG of the same name."""
        given = {name: value for name, value in self.args.items() if value is not None}
        return {**given, **dict(pair.partition("=")[::2] for pair in self.config.env)}
