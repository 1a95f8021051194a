"""Two sides of anything beside each other: what differs, by how much, and what is in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Footer, Input, Static

from tutor.ui.badge import badge_of
from tutor.ui.comparing.offers import attempt_sides, first_pair, image_sides, stage_sides
from tutor.ui.comparing.side import Side, Subject
from tutor.ui.screens.compare_work import (
    CompareWork,
    Exported,
    FileRead,
    ImagesListed,
    Offered,
    SidesCompared,
    TrailFollowed,
    WaysKnown,
)
from tutor.ui.widgets.attempt_rows import AttemptRows
from tutor.ui.widgets.export_line import ExportLine
from tutor.ui.widgets.icicle_view import IcicleView
from tutor.ui.widgets.merged_row import heading
from tutor.ui.widgets.merged_tree import MergedTreeView
from tutor.ui.widgets.pane_tabs import PaneTabs
from tutor.ui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from tutor.engine.protocol import ImageName
    from tutor.image.merged_tree import Node, Sign
    from tutor.ui.comparing.attempts import AttemptFigure
    from tutor.ui.comparing.compared import Compared
    from tutor.ui.engine_link import EngineState
    from tutor.ui.screens.compare_pick import PickSide

_PAUSE_SECONDS = 0.06
"""So long the cursor has to stand on a path before it is asked where that came from."""
_PALETTE_FROM = 70


class CompareScreen(CompareWork):
    """Picks two sides, and shows what differs as a tree or as areas."""

    TITLE = "Compare"
    CSS_PATH = "compare.tcss"
    AUTO_FOCUS = ""
    HELP = """
    # Compare
    Two stages of a build, attempts, images or archives beside each other. **1** and **2** pick the left and
    the right side, **x** swaps them.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False, id="compare.back", priority=True,
                tooltip="Close what is open, or go back"),
        Binding("f10", "leave", "Close", show=False, id="compare.close", priority=True,
                tooltip="Go back to where you came from"),
        Binding("1,left_square_bracket", "pick('left')", "Left", key_display="1", id="compare.left",
                tooltip="Pick what is on the left: a stage, an attempt, an image or an archive"),
        Binding("2,right_square_bracket", "pick('right')", "Right", key_display="2", id="compare.right",
                tooltip="Pick what is on the right"),
        Binding("x", "swap", "Swap", id="compare.swap", tooltip="Swap the two sides"),
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
        Binding("e", "export", "Export", id="compare.export",
                tooltip="Write the comparison down as Markdown, JSON or SVG"),
    ]  # fmt: skip

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self._left: Side | None = None
        self._right: Side | None = None
        self._attempts: tuple[AttemptFigure, ...] = ()
        self._images: tuple[ImageName, ...] = ()
        self._now: Compared | None = None
        self._picking: PickSide | None = None
        self._passing = ""

    def on_mount(self) -> None:
        super().on_mount()
        self.title_with(self.subject.title)
        self.query_one("#search").display = False
        self.query_one("#preview-heading").display = False
        self._show_side("kinds")
        self.add_class("-at-files")
        self.query_one("#compare-tabs", PaneTabs).active = "files"
        self.watch(self.app, "engine_state", self._show_engine)
        self.merged.why_empty = "Nothing to compare yet."
        self.action_pane("files")
        self.read_attempts()
        self.list_images()

    def on_unmount(self) -> None:
        self._cancel.throw()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.query_one(Footer).show_command_palette = event.size.width >= _PALETTE_FROM
        self.call_after_refresh(self._draw_heading)

    def _show_engine(self, state: EngineState) -> None:
        self.query_one(TitleLine).right = badge_of(state)

    # The two sides

    def on_offered(self, message: Offered) -> None:
        self._attempts = message.attempts
        self.attempts.kept, self.attempts.attempts = message.kept, message.attempts
        pair = first_pair(self.subject, message.attempts)
        if self._left is None and self._right is None:
            if pair is not None:
                self.take(*pair)
            else:
                self.action_pick("left")
        self._list_anew()

    def on_images_listed(self, message: ImagesListed) -> None:
        self._images = message.images
        self._list_anew()

    def _list_anew(self) -> None:
        if self._picking is not None and self._picking.is_attached:
            self._picking.list_offers()

    def offers(self) -> tuple[Side, ...]:
        """All that can be picked from a list."""
        return (*stage_sides(self.subject), *attempt_sides(self._attempts), *image_sides(self._images))

    def take(self, left: Side | None, right: Side | None) -> None:
        """Compare these."""
        self._left, self._right = left, right
        if left is not None and right is not None:
            self.head.busy = f"Reading {left.label} and {right.label} …"
            self.compare(left, right)
        elif (one := left or right) is not None:
            self.head.busy = f"{one.label} is on one side. {2 if right is None else 1} picks the other."

    def action_pick(self, which: str) -> None:
        """Ask what is to be on one side."""
        from tutor.ui.screens.compare_pick import PickSide

        def picked(side: Side | None) -> None:
            self._picking = None
            if side is not None:
                self.take(*((side, self._right) if which == "left" else (self._left, side)))

        self._picking = PickSide(which, self.offers, self._left if which == "left" else self._right)
        self.app.push_screen(self._picking, picked)

    def action_swap(self) -> None:
        self.take(self._right, self._left)

    def on_attempt_rows_attempt_chosen(self, message: AttemptRows.AttemptChosen) -> None:
        if not message.attempt.built:
            self.notify("This attempt built no image to compare with.")
            return
        right = self._right
        if right is not None and (right.kind, right.key) == ("attempt", message.attempt.side.key):
            right = next(iter(stage_sides(self.subject)[-1:]), right)
        self.take(message.attempt.side, right)

    def on_sides_compared(self, message: SidesCompared) -> None:
        now = message.compared
        if (now.left.side, now.right.side) != (self._left, self._right):
            return
        self._now = now
        self.head.busy, self.head.compared = "", now
        self.kinds.compared = now
        self.merged.why_empty = now.left.why_not or now.right.why_not or "Nothing to compare yet."
        self.merged.files = self.map_view.files = now.tree
        self.preview.preview = None
        self.detail.node = None
        self._draw_heading()

    def _draw_heading(self) -> None:
        now = self._now
        width = self.merged.scrollable_content_region.width
        if now is not None and width:
            told = heading(now.left.side.label, now.right.side.label, width, self._passing)
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
        self.map_view.action_out()

    def on_merged_tree_view_filtered(self, message: MergedTreeView.Filtered) -> None:
        count, total = message.count, message.total
        self._passing = "" if count is None else f"{count:,} of {total:,} paths"
        self.call_after_refresh(self._draw_heading)
        self.map_view.shown = self.merged.shown
        self.map_view.lay()

    # Searching

    def action_search(self) -> None:
        """Ask for a name."""
        self.mapped = False
        self.action_pane("files")
        field = self.query_one("#search", Input)
        field.display = True
        self.call_after_refresh(field.focus)

    @on(Input.Submitted, "#search")
    def _searched(self, event: Input.Submitted) -> None:
        event.stop()
        event.input.display = False
        self.merged.search(event.value)
        self.action_pane("files")

    def action_next_hit(self, by: int) -> None:
        self.merged.step_hit(by)

    def on_merged_tree_view_found(self, message: MergedTreeView.Found) -> None:
        told = (
            f"{message.at} of {message.hits:,} hits, n goes to the next" if message.hits else "No such name"
        )
        self.query_one("#files-pane").border_subtitle = told
        if not message.hits:
            self.notify("No path that is shown has such a name.")

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

    # Keeping it, and going back

    def action_export(self) -> None:
        """Ask how the comparison is to be written down."""
        if self._now is None or self._now.tree is None:
            self.notify("There is nothing to write down yet.")
            return
        self.query_one(ExportLine).ask()

    @on(ExportLine.Chosen)
    def _form_chosen(self, message: ExportLine.Chosen) -> None:
        self.action_export_as(message.ending)

    def action_export_as(self, ending: str) -> None:
        self.query_one(ExportLine).stop()
        self.action_pane(self.pane)
        if ending and self._now is not None:
            self.export(self._now, ending)

    def on_exported(self, message: Exported) -> None:
        self.notify(f"Written: {message.path}", timeout=10, markup=False)

    def action_back(self) -> None:
        """Close what is open, or leave: the first that applies."""
        line, field = self.query_one(ExportLine), self.query_one("#search", Input)
        if line.asking:
            self.action_export_as("")
        elif field.display:
            field.display = False
            self.action_pane("files")
        elif self.one_at_a_time and self.pane != "files":
            self.action_pane("files")
        elif self.zoomed:
            self.action_zoom()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        self.dismiss()
