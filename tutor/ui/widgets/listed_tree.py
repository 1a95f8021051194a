"""Rows of two file trees as one; whatever may take long is listed by a worker."""

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
    index_of,
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


class ListedTree(Rows):
    """A tree that looks into a folder only when it is opened; what may take long is done in a worker."""

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
    class _Listed(Message):
        tree: MergedTree
        view: View
        passed: Passed
        rows: list[Row]
        opened: set[str]
        cursor: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: list[Row] = []
        self._open: set[str] = set()
        self._passed = Passed(None, 0)
        self.busy = False

    @property
    def node(self) -> Node | None:
        """What the cursor stands on."""
        return self._rows[self.cursor].node if 0 <= self.cursor < len(self._rows) else None

    @property
    def shown(self) -> frozenset[str] | None:
        """The paths that pass the filters, with their folders; None for all."""
        return self._passed.shown

    looked_for: str | None = None
    """The path that a search has found."""

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
        hit = row.node.path == self.looked_for
        return [drawn(row.node, row.depth, row.node.path in self._open, width, hit=hit)]

    # What is listed

    def watch_files(self) -> None:
        self._open = set()
        self.looked_for = None
        self._rows = []
        self.changed(cursor=0)
        self.scroll_home(animate=False)
        if self.files is not None:
            self._relist()

    def watch_view(self, before: View, now: View) -> None:
        if before != now and self.files is not None:
            self.looked_for = None
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
            self.post_message(self._Listed(tree, view, left, rows, opened, index_of(rows, goto)))

    def on_listed_tree__listed(self, message: _Listed) -> None:
        if message.tree is not self.files or message.view != self.view:
            return
        self.busy = False
        self._passed, self._passed_of = message.passed, (message.tree, message.view)
        self._rows, self._open = message.rows, message.opened
        self.changed(cursor=message.cursor)
        self.watch_cursor()
        self.post_message(
            self.Filtered(message.passed.count if message.view.filters else None, len(message.tree))
        )

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

    def watch_cursor(self) -> None:
        super().watch_cursor()
        self.post_message(self.Selected(self.node))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        tell_of_failed_work(self.screen, event)
