"""Two file trees as one, folder by folder, with what became of every path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.worker import get_current_worker

from tutor.ui.comparing.listing import View, folders_above, found, index_of
from tutor.ui.widgets.listed_tree import ListedTree
from tutor.ui.widgets.searched_pane import Found, SearchAsked

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

    asks = "A name to look for; Enter goes there"
    next_hit, hit_before = "compare.next-hit", "compare.hit-before"

    @dataclass
    class _Hits(Message):
        tree: MergedTree
        words: str
        paths: tuple[str, ...]

    _words = ""
    _hits: tuple[str, ...] = ()
    _hit = -1
    _opened_before: frozenset[str] = frozenset()
    """What was open when the search began; what opened on the way to the last letter is closed again."""

    def watch_files(self) -> None:
        super().watch_files()
        self.search(self._words)

    def action_search(self) -> None:
        """Ask for a name."""
        self.post_message(SearchAsked())

    def search(self, words: str) -> None:
        """Go to the first path whose name holds ``words``; nothing is looked for when there are none."""
        if not self._words:
            self._opened_before = frozenset(self._open)
        self._words, self._hits, self._hit, self.looked_for = words.strip(), (), -1, None
        self.refresh()
        if self._words and self.files is not None:
            self._search(self.files, self.view, self.shown, self._words)

    @work(thread=True, exit_on_error=False, group="search", exclusive=True, description="Searching")
    def _search(self, tree: MergedTree, view: View, shown: frozenset[str] | None, words: str) -> None:
        worker = get_current_worker()
        paths = found(tree, view, shown, words, lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.post_message(self._Hits(tree, words, paths))

    def on_merged_tree_view__hits(self, message: _Hits) -> None:
        if message.tree is self.files and message.words == self._words:
            self._hits, self._hit = message.paths, -1
            self._go(1, opened=self._opened_before)

    def action_hit(self, by: int) -> None:
        """Go to the next hit, or to the one before; around the end."""
        if self._words:
            self._go(by)

    def _go(self, by: int, opened: frozenset[str] | None = None) -> None:
        if self._hits:
            if self.looked_for is None:
                self._hit = -1
            self._hit = (self._hit + by) % len(self._hits) if self._hit >= 0 else 0
            self.looked_for = self._hits[self._hit]
            self.goto(self.looked_for, opened)
        self.post_message(Found(self._hit + 1, len(self._hits)))
        self.refresh()

    def goto(self, path: str, opened: frozenset[str] | None = None) -> None:
        """Put the cursor on a path, with the folders above it open beside those that are, or ``opened``."""
        wanted = {*(self._open if opened is None else opened), *folders_above(path)}
        if wanted == self._open and len(self._rows) <= MOST_LOOKED_THROUGH:
            self.cursor = index_of(self._rows, path)
        else:
            self._relist(goto=path, opened=wanted)
