"""The files of a stage, in which a name can be looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message

from tutor.image.showing import shown
from tutor.ui.collector import undisturbed
from tutor.ui.widgets.file_rows import named
from tutor.ui.widgets.file_tree import FileTreeView
from tutor.ui.widgets.searched_pane import Found, SearchAsked

if TYPE_CHECKING:
    from tutor.image import FileTree


class SearchedFiles(FileTreeView):
    """Goes from one file that has such a name to the next, in the order of the rows."""

    HELP = f"""{FileTreeView.HELP.rstrip()}
    - **/** looks for a name; **n** and **N** go from one that has it to the next and back.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", id="files.search", tooltip="Look for a file by its name"),
        Binding("n", "hit(1)", "Next", show=False, id="files.next-hit",
                tooltip="Go to the next file that was looked for"),
        Binding("N", "hit(-1)", "Before", show=False, id="files.previous-hit",
                tooltip="Go to the file before that was looked for"),
    ]  # fmt: skip

    asks = "A name to look for; Enter goes there"
    next_hit, hit_before = "files.next-hit", "files.previous-hit"

    @dataclass
    class _Named(Message):
        tree: FileTree
        words: str
        hits: tuple[str, ...]

    _words = ""
    _hits: tuple[str, ...] = ()
    _hit = 0
    _opened_before: frozenset[str] = frozenset()
    """What was open when the search began; what opened on the way to the last letter is closed again."""

    def watch_files(self) -> None:
        super().watch_files()
        self.search(self._words)

    def search(self, words: str) -> None:
        """Go to the first file whose name holds ``words``; nothing is looked for when there are none."""
        if not self._words:
            self._opened_before = frozenset(self._open)
        self._words, self._hits, self._hit = words.strip(), (), 0
        if self._words and self.files is not None:
            self._look_for(self.files, self._words, self.by_size)

    @work(thread=True, exit_on_error=False, group="file-search", exclusive=True, description="Searching")
    def _look_for(self, tree: FileTree, words: str, by_size: bool) -> None:
        with undisturbed():
            hits = named(tree, words, by_size=by_size)
        self.post_message(self._Named(tree, words, hits))

    def on_searched_files__named(self, message: _Named) -> None:
        if message.tree is self.files and message.words == self._words:
            self._hits = message.hits
            self._go(opened=self._opened_before)

    def action_search(self) -> None:
        if self.files is not None:
            self.post_message(SearchAsked())

    def action_hit(self, by: int) -> None:
        if self._words:
            self._hit = (self._hit + by) % max(1, len(self._hits))
            self._go()

    def _go(self, opened: frozenset[str] | None = None) -> None:
        if not self._hits:
            self.post_message(Found(0, 0))
            return
        path = self._hits[self._hit]
        self.reveal(path, opened)
        self.post_message(Found(self._hit + 1, len(self._hits), f"/{shown(path)}"))
