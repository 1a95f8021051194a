"""The files of a stage, folder by folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.worker import Worker

from tutor.image.entry import FileEntry, FileKind
from tutor.image.showing import shown
from tutor.ui import amounts, signs
from tutor.ui.collector import undisturbed
from tutor.ui.modes import mode_and_owner
from tutor.ui.when_drawn import when_drawn
from tutor.ui.widgets.file_rows import FileRow, folders_above, rows_below
from tutor.ui.widgets.rows import Rows, spread
from tutor.ui.work_failed import tell_of_failed_work

if TYPE_CHECKING:
    from collections.abc import Collection

    from tutor.image import FileTree

_MOST_UNFOLDED = 400
_MOST_AT_ONCE = 3000
"""What is larger is listed by a worker, so that the screen never waits."""
_ROOM_FOR_MODES = 64
"""From this width on a row also shows mode and owner."""

_NO_BUILD = Content.from_markup(
    "No build yet. After [@click=screen.build]F5[/] the files of every stage are here."
)


class FileTreeView(Rows):
    """A tree that looks into a folder only when it is opened."""

    HELP = """
    # Files
    Everything in the file system of one stage, as a container would see it.

    **Signs**: `▸` a folder that can be opened, `▾` one that is open, `→` a link and where it leads, `=` a
    hard link and what it is the same as.

    - **→** and **←** open and close a folder, **Enter** does either.
    - **s** sorts by size or by name.
    - **d** goes to the line of the Dockerfile that stored the file.
    - **x** shows all files again, where only those of a line are shown.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "unfold", "Open", show=False, id="files.open"),
        Binding("left,h", "fold", "Close", show=False, id="files.close"),
        Binding("s", "toggle_order", "Sort", id="files.sort", tooltip="Sort by size, or by name"),
        Binding("d", "screen.line_of_file", "Line", id="files.line",
                tooltip="Go to the line of the Dockerfile that stored this file"),
        Binding("x", "screen.all_files", "All files", show=False, id="files.all",
                tooltip="Show all files of the stage again"),
    ]  # fmt: skip

    files: reactive[FileTree | None] = reactive(None, always_update=True)
    by_size = reactive(True)
    why_empty: reactive[str | Content] = reactive(_NO_BUILD)

    @dataclass
    class Moved(Message):
        """The cursor is on another path; None when there is none."""

        path: str | None

    @dataclass
    class _Listed(Message):
        """The rows below a folder of this tree, "" for all of them."""

        tree: FileTree
        folder: str
        opened: frozenset[str]
        by_size: bool
        rows: list[FileRow]
        goto: str | None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.busy = False
        """Whether rows are being listed."""
        self._rows: list[FileRow] = []
        self._open: set[str] = set()

    def row_count(self) -> int:
        return len(self._rows)

    def empty_text(self) -> str | Content:
        if self.files is None:
            return self.why_empty
        return "Looking …" if self.busy else "Nothing: this stage holds no file."

    def row(self, index: int, width: int) -> list[Content]:
        row = self._rows[index]
        entry = row.entry
        name = "  " * row.depth + self._sign(entry) + " " + shown(entry.path.rpartition("/")[2])
        left = Content.styled(name, "bold" if entry.kind is FileKind.DIRECTORY else "")
        if entry.kind is FileKind.SYMLINK:
            left = Content.assemble(left, (f" → {shown(entry.target or '')}", "$muted"))
        elif entry.same_as is not None:
            left = Content.assemble(left, (f" = {shown(entry.same_as)}", "$muted"))
        heavy = bool(self.files and row.bytes_under * 10 >= max(1, self.files.total_bytes))
        right = Content.styled(
            "" if entry.kind not in (FileKind.FILE, FileKind.DIRECTORY) else amounts.size(row.bytes_under),
            "$accent" if heavy else "$muted",
        )
        if width >= _ROOM_FOR_MODES:
            modes = mode_and_owner(entry)
            right = Content.assemble((f"{modes:<18}", "$muted"), " " * (9 - right.cell_length), right)
        return [spread(left, right, width)]

    def _sign(self, entry: FileEntry) -> str:
        if entry.kind is FileKind.DIRECTORY:
            return signs.OPENED if entry.path in self._open else signs.POINTER
        return " "

    def watch_files(self) -> None:
        self._open.clear()
        self._rows = []
        self.scroll_home(animate=False)
        self._relist()

    def unfold_all(self) -> None:
        """Open every folder, as long as that makes no long list."""
        if self.files is not None and len(self.files) <= _MOST_UNFOLDED:
            self._open = {one.path for one in self.files if one.kind is FileKind.DIRECTORY}
            self._rows = rows_below(self.files, "", 0, self._open, by_size=self.by_size)
            files = (at for at, row in enumerate(self._rows) if row.entry.kind is not FileKind.DIRECTORY)
            self.changed(cursor=next(files, 0))
            self._tell_path()

    @property
    def path(self) -> str | None:
        """The path under the cursor."""
        return self._rows[self.cursor].entry.path if self.cursor < len(self._rows) else None

    def watch_cursor(self) -> None:
        super().watch_cursor()
        self._tell_path()

    def _tell_path(self) -> None:
        if self.is_mounted:
            self.post_message(self.Moved(self.path))

    def watch_by_size(self) -> None:
        self._relist(goto=self.path)

    # Listing

    def _relist(self, goto: str | None = None) -> None:
        """List all rows anew; the cursor goes to ``goto``, or to the first one."""
        self.busy = False
        if self.files is None:
            self._show([], None)
        elif len(self.files) > _MOST_AT_ONCE:
            self.busy = True
            if not self._rows:
                self.changed(cursor=0)
            self._list(self.files, "", 0, frozenset(self._open), self.by_size, goto)
        else:
            self._show(rows_below(self.files, "", 0, self._open, by_size=self.by_size), goto)

    def _show(self, rows: list[FileRow], goto: str | None) -> None:
        self._rows = rows
        self.changed(cursor=next((i for i, row in enumerate(rows) if row.entry.path == goto), 0))
        if goto is not None:
            when_drawn(self, self.show_cursor)
        self._tell_path()

    @work(thread=True, exit_on_error=False, group="files", exclusive=True, description="Listing the files")
    def _list(
        self,
        tree: FileTree,
        folder: str,
        depth: int,
        opened: frozenset[str],
        by_size: bool,
        goto: str | None,
    ) -> None:
        with undisturbed():
            rows = rows_below(tree, folder, depth, opened, by_size=by_size)
        self.post_message(self._Listed(tree, folder, opened, by_size, rows, goto))

    def on_file_tree_view__listed(self, message: _Listed) -> None:
        if message.tree is not self.files or message.by_size is not self.by_size:
            return
        self.busy = False
        if not message.folder:
            self._open = set(message.opened)
            self._show(message.rows, message.goto)
            return
        paths = (i for i, row in enumerate(self._rows) if row.entry.path == message.folder)
        index = next(paths, None)
        if index is not None and message.folder not in self._open:
            self._put_below(index, message.rows)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        tell_of_failed_work(self.screen, event)

    # Opening and closing

    def reveal(self, path: str, opened: Collection[str] | None = None) -> None:
        """Open the folders above a path, and put the cursor on it; but for ``opened`` others are closed."""
        if opened is not None:
            self._open = set(opened)
        self._open.update(folders_above(path))
        self._relist(goto=path)

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        row = self._rows[message.index]
        if row.entry.path in self._open:
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
        if row.entry.path in self._open:
            self._close(self.cursor)
        elif row.depth:
            parent = row.entry.path.rpartition("/")[0]
            self.cursor = next(i for i, one in enumerate(self._rows) if one.entry.path == parent)

    def _unfold(self, index: int) -> None:
        row, files = self._rows[index], self.files
        folder = row.entry.path
        if files is None or row.entry.kind is not FileKind.DIRECTORY or folder in self._open:
            return
        if len(files.children(folder)) > _MOST_AT_ONCE:
            self._list(files, folder, row.depth + 1, frozenset(), self.by_size, None)
        else:
            self._put_below(index, rows_below(files, folder, row.depth + 1, (), by_size=self.by_size))

    def _put_below(self, index: int, rows: list[FileRow]) -> None:
        self._open.add(self._rows[index].entry.path)
        self._rows[index + 1 : index + 1] = rows
        self.changed()

    def _close(self, index: int) -> None:
        row = self._rows[index]
        end = index + 1
        while end < len(self._rows) and self._rows[end].depth > row.depth:
            end += 1
        self._open.discard(row.entry.path)
        del self._rows[index + 1 : end]
        self.changed()

    def action_toggle_order(self) -> None:
        self.by_size = not self.by_size
