"""Two file trees as one, folder by folder, with what became of every path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.worker import Worker, get_current_worker

from tutor.ui.comparing.listing import (
    Passed,
    Row,
    View,
    all_folders,
    folders_above,
    found,
    passed,
    rows_of,
)
from tutor.ui.widgets.merged_row import drawn
from tutor.ui.widgets.rows import Rows
from tutor.ui.work_failed import tell_of_failed_work

if TYPE_CHECKING:
    from tutor.image.merged_tree import MergedTree, Node

MOST_AT_ONCE = 300
"""A folder with more in it is listed by a worker, so that the screen never waits."""


class MergedTreeView(Rows):
    """A tree that looks into a folder only when it is opened; what may take long is done in a worker."""

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
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "unfold", "Open", show=False, id="merged.open"),
        Binding("left,h", "fold", "Close", show=False, id="merged.close"),
        Binding("o", "unfold_all", "Open all", show=False, id="merged.open-all",
                tooltip="Open all folders"),
        Binding("f", "fold_all", "Close all", show=False, id="merged.close-all",
                tooltip="Close all folders"),
    ]  # fmt: skip

    files: reactive[MergedTree | None] = reactive(None, always_update=True)
    view: reactive[View] = reactive(View())
    why_empty = reactive("")

    @dataclass
    class Selected(Message):
        """The cursor stands on another path."""

        node: Node | None

    @dataclass
    class FileChosen(Message):
        """Show what is in this file."""

        node: Node

    @dataclass
    class Filtered(Message):
        """How many of all paths pass the filters; ``count`` is None where there are none."""

        count: int | None
        total: int

    @dataclass
    class Found(Message):
        """A search ended; ``at`` is the number of the hit that the cursor stands on, from 1."""

        at: int
        hits: int

    @dataclass
    class _Listed(Message):
        tree: MergedTree
        view: View
        passed: Passed
        rows: list[Row]
        opened: set[str]
        goto: str | None

    @dataclass
    class _Hits(Message):
        tree: MergedTree
        paths: tuple[str, ...]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: list[Row] = []
        self._open: set[str] = set()
        self._passed = Passed(None, 0)
        self._hits: tuple[str, ...] = ()
        self._hit = -1
        self.busy = False

    @property
    def node(self) -> Node | None:
        """What the cursor stands on."""
        return self._rows[self.cursor].node if 0 <= self.cursor < len(self._rows) else None

    @property
    def shown(self) -> frozenset[str] | None:
        """The paths that pass the filters, with their folders; None for all."""
        return self._passed.shown

    def row_count(self) -> int:
        return len(self._rows)

    def empty_text(self) -> str:
        if self.files is None:
            return self.why_empty
        if self.busy:
            return "Looking …"
        return "Nothing passes these filters." if self.view.filters else "Neither side holds a file."

    def row(self, index: int, width: int) -> list[Content]:
        row = self._rows[index]
        hit = self._hits and row.node.path == self._hits[self._hit]
        return [drawn(row.node, row.depth, row.node.path in self._open, width, hit=bool(hit))]

    # What is listed

    def watch_files(self) -> None:
        self._open, self._hits, self._hit = set(), (), -1
        self._rows = []
        self.changed(cursor=0)
        self.scroll_home(animate=False)
        if self.files is not None:
            self._relist()

    def watch_view(self, before: View, now: View) -> None:
        if before != now and self.files is not None:
            self._hits, self._hit = (), -1
            self._relist()

    def _relist(self, *, goto: str | None = None, opened: set[str] | None = None) -> None:
        if self.files is None:
            return
        if goto is None and self.node is not None:
            goto = self.node.path
        self.busy = True
        keep = self._passed if self._passed_of == (self.files, self.view) else None
        self._list(self.files, self.view, keep, self._open if opened is None else opened, goto)

    _passed_of: tuple[MergedTree | None, View] = (None, View())

    @work(thread=True, exit_on_error=False, group="listing", exclusive=True, description="Listing the files")
    def _list(
        self, tree: MergedTree, view: View, known: Passed | None, opened: set[str], goto: str | None
    ) -> None:
        worker = get_current_worker()
        stop = lambda: worker.is_cancelled  # noqa: E731
        left = passed(tree, view, stop) if known is None else known
        opened = opened | left.opened if known is None else set(opened)
        rows = rows_of(tree, opened, view, left.shown, stop=stop)
        if not worker.is_cancelled:
            self.post_message(self._Listed(tree, view, left, rows, opened, goto))

    def on_merged_tree_view__listed(self, message: _Listed) -> None:
        if message.tree is not self.files or message.view != self.view:
            return
        self.busy = False
        self._passed, self._passed_of = message.passed, (message.tree, message.view)
        self._rows, self._open = message.rows, message.opened
        self.changed(cursor=self._index_of(message.goto))
        self.watch_cursor()
        self.post_message(
            self.Filtered(message.passed.count if message.view.filters else None, len(message.tree))
        )

    def _index_of(self, path: str | None) -> int:
        """The row of a path, or of the nearest folder above it that has one."""
        wanted = {path, *folders_above(path)} if path else set()
        best, length = 0, -1
        for index, row in enumerate(self._rows):
            if row.node.path in wanted and len(row.node.path) > length:
                best, length = index, len(row.node.path)
                if row.node.path == path:
                    break
        return best

    # Opening and closing

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        node = self._rows[message.index].node
        if not node.is_folder:
            self.post_message(self.FileChosen(node))
        elif node.path in self._open:
            self._close(message.index)
        else:
            self._unfold(message.index)

    def action_unfold(self) -> None:
        if self._rows:
            self._unfold(self.cursor)

    def action_fold(self) -> None:
        if not self._rows:
            return
        row = self._rows[self.cursor]
        if row.node.path in self._open:
            self._close(self.cursor)
        elif row.depth:
            at = self.cursor
            while self._rows[at].depth >= row.depth:
                at -= 1
            self.cursor = at

    def action_unfold_all(self) -> None:
        """Open all folders that are shown."""
        if self.files is not None:
            self._relist(opened=set(all_folders(self.files, self.shown)))

    def action_fold_all(self) -> None:
        """Close all folders."""
        node = self.node
        self._relist(opened=set(), goto=node.path.partition("/")[0] if node else None)

    def _unfold(self, index: int) -> None:
        node, tree = self._rows[index].node, self.files
        if tree is None or not node.is_folder or node.path in self._open:
            return
        if tree.count(node.path) > MOST_AT_ONCE:
            self._relist(opened=self._open | {node.path})
            return
        self._open.add(node.path)
        below = rows_of(tree, {node.path}, self.view, self.shown, folder=node.path,
                        depth=self._rows[index].depth + 1)  # fmt: skip
        self._rows[index + 1 : index + 1] = below
        self.changed()

    def _close(self, index: int) -> None:
        row = self._rows[index]
        end = index + 1
        while end < len(self._rows) and self._rows[end].depth > row.depth:
            end += 1
        closed = row.node.path + "/"
        self._open = {path for path in self._open if path + "/" != closed and not path.startswith(closed)}
        del self._rows[index + 1 : end]
        self.changed()

    # Looking for a name

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
            self._hit = (self._hit + by) % len(self._hits) if self._hit >= 0 else 0
            self.goto(self._hits[self._hit])
        self.post_message(self.Found(self._hit + 1, len(self._hits)))
        self.refresh()

    def goto(self, path: str) -> None:
        """Put the cursor on a path, with the folders above it open."""
        above = set(folders_above(path))
        if above <= self._open:
            self.cursor = self._index_of(path)
        else:
            self._relist(goto=path, opened=self._open | above)

    def watch_cursor(self) -> None:
        super().watch_cursor()
        self.post_message(self.Selected(self.node))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        tell_of_failed_work(self.screen, event)
