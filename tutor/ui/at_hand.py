"""The images and files that are at hand for completion; all of it is asked from worker threads."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.dockerfile.completion import CONTEXT, Folder, Listing
from tutor.ui.stage_files import StageFiles

if TYPE_CHECKING:
    from tutor.engine.embedded.catalogue.catalogue import Catalogue
    from tutor.engine.result import BuildResult
    from tutor.image import FileTree
    from tutor.ui.engine_link import EngineLink, EngineState

_WAIT_FOR_ENGINE_SECONDS = 0.2
"""While it builds, the names that it would tell are left out."""


class AtHand:
    """The build context in ``folder``, what builds made, and the images known here and on the engine.

    Satisfies ``tutor.ui.editor.surroundings.Surroundings``.
    """

    def __init__(
        self,
        folder: Path,
        dockerfile: Path,
        link: EngineLink,
        state: Callable[[], EngineState],
        text: Callable[[], str],
    ) -> None:
        self._folder = folder
        self._dockerfile = dockerfile
        self._link = link
        self._state = state
        self._text = text
        self._stages = StageFiles(_files_of_image)

    def images(self) -> tuple[str, ...]:
        """Names of recorded images and of those on the engine, in order, none of ours."""
        return tuple(sorted({*_catalogue().image_names(), *self._on_engine()}))

    def _on_engine(self) -> set[str]:
        from tutor.engine.embedded.catalogue.names import short_name
        from tutor.engine.errors import EngineError

        if not self._link.lock.acquire(timeout=_WAIT_FOR_ENGINE_SECONDS):
            return set()
        try:
            engine = self._state().engine
            return {short_name(one.name) for one in engine.images() if not one.ours} if engine else set()
        except EngineError:
            return set()
        finally:
            self._link.lock.release()

    def listing(self, folder: Folder) -> Listing:
        """The names in a folder of the context, of a stage of the last build, or of a recorded image."""
        if folder.source == CONTEXT:
            return context_listing(self._folder, self._dockerfile, folder.path)
        tree = self._stages.find(folder.source, self._text())
        return tree_listing(tree, folder.path) if tree is not None else ()

    def remember(self, result: BuildResult) -> None:
        """A build has ended: its stages' files can be completed from now on."""
        self._stages.remember(result)


def context_listing(root: Path, dockerfile: Path, path: str) -> Listing:
    """What a build can copy out of a folder of its context; () when it cannot be read."""
    from tutor.engine.context import ignore_rules
    from tutor.engine.errors import EngineError

    try:
        rules = ignore_rules(root, dockerfile)
        with os.scandir(root / path) as found:
            entries = [(entry.name, entry.is_dir()) for entry in found]
    except (EngineError, OSError, ValueError):
        return ()
    prefix = f"{path}/" if path else ""
    seen = None
    parts = path.split("/") if path else []
    for depth in range(1, len(parts) + 1):
        _, seen = rules.judge("/".join(parts[:depth]), seen)
    names = []
    for name, is_folder in entries:
        ignored, _ = rules.judge(prefix + name, seen)
        if not ignored or (is_folder and rules.may_keep_below(prefix + name)):
            names.append(f"{name}/" if is_folder else name)
    return tuple(sorted(names))


def tree_listing(tree: FileTree, path: str) -> Listing:
    """What lies in a folder of an image; a symlink to a folder is one."""
    from tutor.image.entry import FileKind

    if path:
        there = tree.resolve(path)
        if there is None:
            return ()
        path = there.path
    names = []
    for entry in tree.children(path):
        kind = entry.kind
        if kind is FileKind.SYMLINK:
            target = tree.resolve(entry.path)
            kind = target.kind if target is not None else kind
        name = entry.path.rpartition("/")[2]
        names.append(f"{name}/" if kind is FileKind.DIRECTORY else name)
    return tuple(sorted(names))


@cache
def _catalogue() -> Catalogue:
    from tutor.engine.embedded.catalogue.catalogue import Catalogue

    return Catalogue.load()


def _files_of_image(name: str) -> FileTree | None:
    base = _catalogue().image(name)
    return base.tree if base is not None else None
