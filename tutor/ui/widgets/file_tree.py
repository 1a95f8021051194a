"""The files of a stage, folder by folder."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from tutor.image.entry import FileEntry, FileKind
from tutor.image.showing import shown
from tutor.ui import amounts, signs
from tutor.ui.modes import mode_and_owner
from tutor.ui.widgets.rows import Rows, spread

if TYPE_CHECKING:
    from tutor.image import FileTree

_MOST_UNFOLDED = 400
_ROOM_FOR_MODES = 64
"""From this width on a row also shows mode and owner."""


class _Row(NamedTuple):
    """A visible entry; ``bytes_under`` is counted once, when its folder opens."""

    entry: FileEntry
    depth: int
    bytes_under: int


class FileTreeView(Rows):
    """A tree that looks into a folder only when it is opened."""

    HELP = """
    # Files
    Everything in the file system of one stage, as a container would see it.

    - **→** and **←** open and close a folder, **Enter** does either.
    - **s** sorts by size or by name.
    - **d** goes to the line of the Dockerfile that stored the file.
    - **x** shows all files again, where only those of a line are shown.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "unfold", "Open", show=False, id="files.open"),
        Binding("left,h", "fold", "Close", show=False, id="files.close"),
        Binding("s", "toggle_order", "Sort", id="files.sort", tooltip="Sort by size, or by name"),
        Binding("d", "screen.line_of_file", "Its line", id="files.line",
                tooltip="Go to the line of the Dockerfile that stored this file"),
        Binding("x", "screen.all_files", "All files", show=False, id="files.all",
                tooltip="Show all files of the stage again"),
    ]  # fmt: skip

    files: reactive[FileTree | None] = reactive(None, always_update=True)
    by_size = reactive(True)
    why_empty = reactive("No build yet. After F5 the files of every stage are here.")

    @dataclass
    class Moved(Message):
        """The cursor is on another path; None when there is none."""

        path: str | None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: list[_Row] = []
        self._open: set[str] = set()

    def row_count(self) -> int:
        return len(self._rows)

    def empty_text(self) -> str:
        return self.why_empty if self.files is None else "Nothing: this stage holds no file."

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
        self._rows = self._below("", 0)
        self.changed(cursor=0)
        self.scroll_home(animate=False)

        self._tell_path()

    def unfold_all(self) -> None:
        """Open every folder, as long as that makes no long list."""
        if self.files is not None and len(self.files) <= _MOST_UNFOLDED:
            self._open = {one.path for one in self.files if one.kind is FileKind.DIRECTORY}
            self._rows = self._below("", 0)
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
        path = self._rows[self.cursor].entry.path if self._rows else None
        self._rows = self._below("", 0)
        self.changed(cursor=next((i for i, row in enumerate(self._rows) if row.entry.path == path), 0))

    def _below(self, folder: str, depth: int) -> list[_Row]:
        """The visible rows below a folder, open sub-folders included."""
        if self.files is None:
            return []
        entries = self.files.children(folder)
        bytes_under, folder_kind = self.files.bytes_under, FileKind.DIRECTORY
        sizes = [bytes_under(one.path) if one.kind is folder_kind else _own_bytes(one) for one in entries]
        rows = list(map(_Row, entries, repeat(depth), sizes))  # a folder may hold 100,000 of them
        if self.by_size:
            rows.sort(key=itemgetter(2), reverse=True)
        if not self._open:
            return rows
        visible = []
        for row in rows:
            visible.append(row)
            if row.entry.path in self._open:
                visible += self._below(row.entry.path, depth + 1)
        return visible

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
        row = self._rows[index]
        if row.entry.kind is FileKind.DIRECTORY and row.entry.path not in self._open:
            self._open.add(row.entry.path)
            self._rows[index + 1 : index + 1] = self._below(row.entry.path, row.depth + 1)
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


def _own_bytes(entry: FileEntry) -> int:
    return entry.size if entry.kind is FileKind.FILE and entry.same_as is None else 0
