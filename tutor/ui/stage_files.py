"""What stages hold, for as long as a screen is open: of the last build, of one before, or of their base."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.engine.result import BuildResult
    from tutor.image import FileTree

ImageFiles = Callable[[str], "FileTree | None"]


class StageFiles:
    """Remembers the files of every stage that was built, by its name and by its base.

    A stage that the last build skipped, since nothing took anything from it yet, is the very one that
    somebody now wants to copy from. ``of_image`` tells the files of an image; it may take long.
    """

    def __init__(self, of_image: ImageFiles) -> None:
        self._of_image = of_image
        self._by_name: dict[str, FileTree] = {}
        self._by_base: dict[str, FileTree] = {}

    def remember(self, result: BuildResult) -> None:
        """Keep what a build made beside what is known of stages that it did not make."""
        for name in [name for name in self._by_name if name.isdecimal()]:
            del self._by_name[name]  # numbers are those of one text
        for stage in result.stages:
            if stage.files is not None and stage.built:
                self._by_name[stage.label.lower()] = self._by_name[str(stage.index)] = stage.files
                self._by_base[stage.base.lower()] = stage.files

    def find(self, source: str, text: str) -> FileTree | None:
        """What a stage of ``text``, or an image, holds as far as anybody knows; for worker threads."""
        from tutor.dockerfile.blocks import blocks_of
        from tutor.dockerfile.completion.declared import stages_before

        bases = {}
        for stage in stages_before(blocks_of(text.splitlines())):
            bases[stage.label.lower()] = bases[str(stage.number)] = stage.base
        seen: set[str] = set()
        name = source
        while name.lower() in bases and name.lower() not in seen:
            seen.add(name.lower())
            if (tree := self._by_name.get(name.lower())) is not None:
                return tree
            name = bases[name.lower()]
            if (tree := self._by_base.get(name.lower())) is not None:
                return tree
        return self._of_image(name)
