"""Two file trees as one, folder by folder, with what became of every path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.worker import get_current_worker

from tutor.ui.comparing.listing import View, folders_above, found, index_of
from tutor.ui.widgets.listed_tree import ListedTree

if TYPE_CHECKING:
    from tutor.image.merged_tree import MergedTree

MOST_LOOKED_THROUGH = 5_000
"""Among more rows than these a worker looks for the one to go to."""


class MergedTreeView(ListedTree):
    """The tree of a comparison, in which a name can be searched for."""

    HELP = """
    # Files of both sides
    Every path of either side, the largest difference first. The sign tells what became of it from left to
    right: **+** only on the right, **-** only on the left, **~** changed, **=** the same, **>** moved.
    Before a name: **\\*** a program, **!** setuid, **→** a link.

    - **→** and **←** open and close a folder, **o** opens all, **f** closes all.
    - **Enter** on a file shows what is in it, or how the two texts differ.
    - **+ - ~ = >** show only such paths, **u** only setuid files, **b** only files of 1 MB or more.
    - **/** searches by name; **n** and **N** go from hit to hit.
    """

    @dataclass
    class Found(Message):
        """A search ended; ``at`` is the number of the hit that the cursor stands on, from 1."""

        at: int
        hits: int

    @dataclass
    class _Hits(Message):
        tree: MergedTree
        paths: tuple[str, ...]

    _hits: tuple[str, ...] = ()
    _hit = -1

    def search(self, text: str) -> None:
        """Go to the first path whose name holds a text."""
        if self.files is not None:
            self._search(self.files, self.view, self.shown, text)

    @work(thread=True, exit_on_error=False, group="search", exclusive=True, description="Searching")
    def _search(self, tree: MergedTree, view: View, shown: frozenset[str] | None, text: str) -> None:
        worker = get_current_worker()
        paths = found(tree, view, shown, text, lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.post_message(self._Hits(tree, paths))

    def on_merged_tree_view__hits(self, message: _Hits) -> None:
        if message.tree is self.files:
            self._hits, self._hit = message.paths, -1
            self.step_hit(1)

    def step_hit(self, by: int) -> None:
        """Go to the next hit, or to the one before; around the end."""
        if self._hits:
            if self.looked_for is None:
                self._hit = -1
            self._hit = (self._hit + by) % len(self._hits) if self._hit >= 0 else 0
            self.looked_for = self._hits[self._hit]
            self.goto(self.looked_for)
        self.post_message(self.Found(self._hit + 1, len(self._hits)))
        self.refresh()

    def goto(self, path: str) -> None:
        """Put the cursor on a path, with the folders above it open."""
        above = set(folders_above(path))
        if above <= self._open and len(self._rows) <= MOST_LOOKED_THROUGH:
            self.cursor = index_of(self._rows, path)
        else:
            self._relist(goto=path, opened=self._open | above)
