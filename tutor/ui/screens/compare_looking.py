"""How a comparison is looked at: filters, order, areas, a name that is searched for, one path."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tutor.ui.screens.compare_work import CompareWork, FileRead, TrailFollowed, WaysKnown
from tutor.ui.widgets.icicle_view import IcicleView
from tutor.ui.widgets.merged_row import heading
from tutor.ui.widgets.merged_tree import MergedTreeView
from tutor.ui.widgets.pane_tabs import PaneTabs

if TYPE_CHECKING:
    from tutor.image.merged_tree import Node, Sign
    from tutor.ui.comparing.compared import Compared

_PAUSE_SECONDS = 0.06
"""So long the cursor has to stand on a path before it is asked where that came from."""


class CompareLooking(CompareWork):
    """What is shown of two sides that were compared."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus", "filter('+')", "Added", show=False, id="compare.added",
                tooltip="Show only what is added, or everything again"),
        Binding("minus", "filter('-')", "Removed", show=False, id="compare.removed",
                tooltip="Show only what is removed, or everything again"),
        Binding("tilde", "filter('~')", "Changed", show=False, id="compare.changed",
                tooltip="Show only what is changed, or everything again"),
        Binding("equals_sign", "filter('=')", "Same", show=False, id="compare.same",
                tooltip="Show only what is the same, or everything again"),
        Binding("greater_than_sign", "filter('>')", "Moved", show=False, id="compare.moved",
                tooltip="Show only what moved, or everything again"),
        Binding("u", "setuid", "Setuid", show=False, id="compare.setuid",
                tooltip="Show only files that run as somebody else, or everything again"),
        Binding("b", "bigger", "Bigger than", show=False, id="compare.bigger",
                tooltip="Show only files of at least 1 MB, 10 MB, 100 MB, or everything again"),
        Binding("s", "order", "Sort", show=False, id="compare.order",
                tooltip="Sort by difference, by size or by name"),
        Binding("a", "measure", "Area", show=False, id="compare.measure",
                tooltip="Draw the bytes that differ, of the left, or of the right side"),
        Binding("slash", "search", "Search", id="compare.search", tooltip="Search a name"),
        Binding("n", "next_hit(1)", "Next hit", show=False, id="compare.next-hit",
                tooltip="Go to the next path that was searched for"),
        Binding("N", "next_hit(-1)", "Hit before", show=False, id="compare.hit-before",
                tooltip="Go to the path before that was searched for"),
    ]  # fmt: skip

    _now: Compared | None = None
    _passing = ""
    """How many paths pass the filters, in words."""

    def _draw_heading(self) -> None:
        now = self._now
        width = self.merged.scrollable_content_region.width
        if now is not None and width:
            told = heading(now.left.side.short, now.right.side.short, width, self._passing)
            self.query_one("#merged-heading", Static).update(told if now.tree else Content(""))

    # What is shown of them

    def _look(self, **changes: object) -> None:
        self.merged.view = self.chips.view = replace(self.merged.view, **changes)  # type: ignore[arg-type]

    def action_filter(self, sign: Sign) -> None:
        self._look(signs=self.merged.view.toggled(sign).signs)

    def action_setuid(self) -> None:
        self._look(setuid=not self.merged.view.setuid)

    def action_bigger(self) -> None:
        self._look(least=self.merged.view.with_next_least().least)

    def action_order(self) -> None:
        self._look(order=self.merged.view.with_next_order().order)

    def action_measure(self) -> None:
        """Draw other bytes as areas, and show the areas."""
        if self.mapped:
            self.map_view.next_measure()
        else:
            self.action_map()
        self.chips.measure = self.map_view.measure

    def action_map_out(self) -> None:
        """Show the map of the folder above, and from the top the tree again."""
        if self.map_view.root:
            self.map_view.action_out()
        else:
            self.action_map()

    @on(MergedTreeView.Filtered)
    def _filtered(self, message: MergedTreeView.Filtered) -> None:
        count, total = message.count, message.total
        self._passing = "" if count is None else f"{count:,} of {total:,} paths"
        self.when_drawn(self._draw_heading)
        self.map_view.shown = self.merged.shown
        self.map_view.lay()

    # Searching

    def action_search(self) -> None:
        """Ask for a name."""
        self.mapped = False
        self.action_pane("files")
        self.when_drawn(self.merged.action_search)

    def action_next_hit(self, by: int) -> None:
        self.merged.action_hit(by)

    # One path

    @on(MergedTreeView.Selected)
    @on(IcicleView.Selected)
    def _selected(self, message: MergedTreeView.Selected | IcicleView.Selected) -> None:
        in_map = isinstance(message, IcicleView.Selected)
        if in_map is self.mapped and message.node != self.detail.node:
            self.detail.node, self.detail.trail = message.node, ()
            self.set_timer(_PAUSE_SECONDS, lambda: self._follow(message.node))

    def _follow(self, node: Node | None) -> None:
        if node is not None and node == self.detail.node and self._now is not None:
            self.follow(node, self._now)

    def on_ways_known(self, message: WaysKnown) -> None:
        self._follow(self.detail.node)

    def on_trail_followed(self, message: TrailFollowed) -> None:
        if self.detail.node is not None and self.detail.node.path == message.path:
            self.detail.trail = message.trail

    @on(MergedTreeView.FileChosen)
    @on(IcicleView.FileChosen)
    def _file_chosen(self, message: MergedTreeView.FileChosen | IcicleView.FileChosen) -> None:
        if self._now is None:
            return
        self.preview.preview = None
        self.preview.waiting = f"Reading /{message.node.path} …"
        self.read_file(message.node, self._now)
        if self.one_at_a_time:
            self.action_pane("file")
        else:
            self._show_side("file")

    def on_file_read(self, message: FileRead) -> None:
        self.preview.preview = message.preview
        told = Content.assemble(
            (f"/{message.preview.path}", "bold"), (f"  {message.preview.title}", "$muted")
        )
        self.query_one("#preview-heading", Static).update(told)
        self.query_one("#preview-heading").display = self.query_one("#side-tabs", PaneTabs).active == "file"
