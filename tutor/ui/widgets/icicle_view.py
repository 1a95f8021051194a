"""Bytes of two trees as areas, every area with its name and its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import Worker, get_current_worker

from tutor.image.showing import shown
from tutor.ui import amounts, signs
from tutor.ui.comparing.icicle import MEASURES, Cell, Icicle, Measure, columns_for, icicle_of
from tutor.ui.comparing.listing import View
from tutor.ui.widgets.icicle_cell import piece
from tutor.ui.widgets.rows import spread
from tutor.ui.work_failed import tell_of_failed_work

if TYPE_CHECKING:
    from tutor.image.merged_tree import MergedTree, Node

MEASURE_NAMES = {"difference": "what differs", "left": "the left side", "right": "the right side"}


class IcicleView(Widget, can_focus=True):
    """Columns of cells: each column is one folder deeper, the height of a cell is its bytes."""

    ALLOW_SELECT = False
    HELP = """
    # Map
    The same files as areas. The first column is what lies in the folder named on top; each column to the
    right is one folder deeper. A cell is as high as its share of the bytes; what is too small for a row of
    its own shares a cell.

    - **Arrows** go from cell to cell, **Enter** makes a folder the whole map, **Backspace** goes back out,
      **Esc** too, and from the whole map to the tree.
    - **a** shows the bytes that differ, those of the left side, or those of the right side.
    - **m** shows the tree again.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Up", show=False, id="map.up"),
        Binding("down,j", "step(1)", "Down", show=False, id="map.down"),
        Binding("right,l", "deeper", "Deeper", show=False, id="map.right"),
        Binding("left,h", "shallower", "Back", show=False, id="map.left"),
        Binding("enter,space", "drill", "Into the folder", show=False, id="map.in",
                tooltip="Make this folder the whole map, or show the file"),
        Binding("backspace", "out", "Out of the folder", show=False, id="map.out",
                tooltip="Show the map of the folder above"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    IcicleView { height: 1fr; }
    """

    files: reactive[MergedTree | None] = reactive(None, always_update=True)
    view: reactive[View] = reactive(View())
    measure: reactive[Measure] = reactive[Measure]("difference")
    root = reactive("")
    cursor = reactive(0)

    @dataclass
    class Selected(Message):
        """The cursor stands on another cell; None where that stands for several paths."""

        node: Node | None

    @dataclass
    class FileChosen(Message):
        """Show what is in this file."""

        node: Node

    @dataclass
    class _Laid(Message):
        tree: MergedTree
        icicle: Icicle
        wanted: str | None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.icicle: Icicle | None = None
        self.shown: frozenset[str] | None = None
        self._wanted: str | None = None

    # Laying out

    def watch_files(self) -> None:
        self.set_reactive(IcicleView.root, "")
        self.lay()

    def watch_view(self) -> None:
        self.lay()

    def watch_measure(self) -> None:
        self.lay()

    def watch_root(self) -> None:
        self.lay()

    def on_resize(self) -> None:
        self.lay()

    def lay(self, shown: frozenset[str] | None = None) -> None:
        """Draw anew; ``shown`` are the paths that pass the filters."""
        width, height = self.size
        if self.files is None or height < 2 or width < 4:
            self.icicle = None
            self.refresh()
            return
        cell = self._cell
        wanted, self._wanted = self._wanted or (cell.path if cell else None), None
        self._lay(self.files, self.root, self.measure, columns_for(width), height - 1, self.view, wanted)

    @work(thread=True, exit_on_error=False, group="map", exclusive=True, description="Drawing the map")
    def _lay(
        self, tree: MergedTree, root: str, measure: Measure, columns: int, height: int, view: View,
        wanted: str | None,
    ) -> None:  # fmt: skip
        worker = get_current_worker()
        icicle = icicle_of(tree, root, measure, columns, height, view, self.shown)
        if not worker.is_cancelled:
            self.post_message(self._Laid(tree, icicle, wanted))

    def on_icicle_view__laid(self, message: _Laid) -> None:
        icicle = message.icicle
        if message.tree is not self.files or icicle.root != self.root:
            return
        self.icicle = icicle
        at = next((n for n, cell in enumerate(icicle.cells) if cell.path and cell.path == message.wanted), 0)
        self.set_reactive(IcicleView.cursor, at)
        self.watch_cursor()

    # Drawing

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y == 0:
            return self._strip(self._heading(width), width)
        icicle = self.icicle
        if icicle is None or not icicle.cells:
            told = "" if icicle is None or y > 1 else "Nothing here has any bytes to draw."
            return self._strip(Content.styled(told, "$muted"), width)
        column_width = width // icicle.columns
        pieces = []
        for column in range(icicle.columns):
            room = column_width + (width % icicle.columns if column == icicle.columns - 1 else 0)
            number = icicle.at(column, y - 1)
            pieces.append(Content(" " * room) if number is None else self._piece(icicle, number, y - 1, room))
        return self._strip(Content.assemble(*pieces), width)

    def _strip(self, content: Content, width: int) -> Strip:
        strips = content.to_strips(self, content, width, None, self.visual_style) if content.plain else []
        return (strips[0] if strips else Strip([])).adjust_cell_length(width, self.rich_style)

    def _heading(self, width: int) -> Content:
        icicle = self.icicle
        total = amounts.size(icicle.total) if icicle is not None else ""
        back = Content.from_markup(f"[@click='screen.map_out']{signs.BACK}[/] ") if self.root else Content("")
        where = Content.assemble(back, (f"/{shown(self.root)}", "bold"))
        told = f"{total}: {MEASURE_NAMES[self.measure]}" if total else ""
        return spread(where, Content.styled(told, "$muted"), width)

    def _piece(self, icicle: Icicle, number: int, row: int, room: int) -> Content:
        cell = icicle.cells[number]
        ground = None
        if number == self.cursor:
            ground = "$block-cursor-background" if self.has_focus else "$block-cursor-blurred-background"
        return piece(cell, row - cell.top, room, icicle.total, ground, shade=18 if number % 2 else 11)

    # Going about

    @property
    def _cell(self) -> Cell | None:
        cells = self.icicle.cells if self.icicle is not None else ()
        return cells[self.cursor] if self.cursor < len(cells) else None

    @property
    def node(self) -> Node | None:
        """The path that the cursor stands on, None where it is several."""
        cell = self._cell
        return self.files.node(cell.path) if self.files is not None and cell and cell.path else None

    def watch_cursor(self) -> None:
        self.refresh()
        self.post_message(self.Selected(self.node))

    def watch_has_focus(self, value: bool) -> None:
        super().watch_has_focus(value)
        self.refresh()

    def action_step(self, by: int) -> None:
        """Go to the next cell of the column."""
        cell, icicle = self._cell, self.icicle
        if cell is None or icicle is None:
            return
        column = [number for number, one in enumerate(icicle.cells) if one.column == cell.column]
        column.sort(key=lambda number: icicle.cells[number].top)
        at = column.index(self.cursor) + by
        if 0 <= at < len(column):
            self.cursor = column[at]

    def action_deeper(self) -> None:
        """Go to the largest cell in this one, or into the folder where the map ends."""
        cell, icicle = self._cell, self.icicle
        if cell is None or icicle is None:
            return
        inside = [number for number, one in enumerate(icicle.cells) if one.parent == self.cursor]
        if inside:
            self.cursor = inside[0]
        elif cell.is_folder:
            self.action_drill()

    def action_shallower(self) -> None:
        """Go to the cell that this one lies in, or out of the folder where the map begins."""
        cell = self._cell
        if cell is not None and cell.parent is not None:
            self.cursor = cell.parent
        else:
            self.action_out()

    def action_drill(self) -> None:
        cell, node = self._cell, self.node
        if cell is None or node is None:
            return
        if cell.is_folder:
            self.root = node.path
        else:
            self.post_message(self.FileChosen(node))

    def action_out(self) -> None:
        if self.root:
            self._wanted = self.root
            self.root = self.root.rpartition("/")[0]

    def next_measure(self) -> None:
        """Draw other bytes."""
        self.measure = MEASURES[(MEASURES.index(self.measure) + 1) % len(MEASURES)]

    def on_click(self, event: events.Click) -> None:
        icicle = self.icicle
        if icicle is None or event.y < 1:
            return
        column = min(event.x // max(1, self.size.width // icicle.columns), icicle.columns - 1)
        number = icicle.at(column, event.y - 1)
        if number is None:
            return
        if number == self.cursor:
            self.action_drill()
        else:
            self.cursor = number

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        tell_of_failed_work(self.screen, event)
