"""Two sides of anything beside each other: what differs, by how much, and what is in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType

from tutor.ui.badge import badge_of
from tutor.ui.comparing.offers import (
    attempt_sides,
    before_and_after,
    first_pair,
    image_sides,
    stage_sides,
    start_sides,
)
from tutor.ui.comparing.side import Side, Subject
from tutor.ui.own_keys import key_told
from tutor.ui.screens.compare_looking import CompareLooking
from tutor.ui.screens.compare_work import Exported, ImagesListed, Offered, SidesCompared
from tutor.ui.widgets.attempt_rows import AttemptRows
from tutor.ui.widgets.export_line import ExportLine
from tutor.ui.widgets.pane_tabs import PaneTabs
from tutor.ui.widgets.searched_pane import SearchedPane
from tutor.ui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from tutor.engine.protocol import ImageName
    from tutor.ui.comparing.attempts import AttemptFigure
    from tutor.ui.engine_link import EngineState
    from tutor.ui.screens.compare_pick import PickSide

_PALETTE_FROM = 70


class CompareScreen(CompareLooking):
    """Picks two sides, and shows what differs as a tree or as areas."""

    TITLE = "Compare"
    CSS_PATH = "compare.tcss"
    AUTO_FOCUS = ""
    HELP = """
    # Compare
    Two stages of a build, attempts, images or archives beside each other. **1** and **2** pick the left and
    the right side, **x** swaps them. Of a lesson, **b** sets its start beside your last build.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False, id="compare.back", priority=True,
                tooltip="Close what is open, go one folder up in the map, or go back"),
        Binding("f10", "leave", "Close", show=False, id="compare.close", priority=True,
                tooltip="Go back to where you came from"),
        Binding("1,left_square_bracket", "pick('left')", "Left", key_display="1", id="compare.left",
                tooltip="Pick what is on the left: a stage, an attempt, an image or an archive"),
        Binding("2,right_square_bracket", "pick('right')", "Right", key_display="2", id="compare.right",
                tooltip="Pick what is on the right"),
        Binding("x", "swap", "Swap", id="compare.swap", tooltip="Swap the two sides"),
        Binding("b", "before_after", "Before and after", show=False, id="compare.before-after",
                tooltip="Set what the lesson begins with beside what was built last"),
        Binding("e", "export", "Export", id="compare.export",
                tooltip="Write the comparison down as Markdown, JSON or SVG"),
    ]  # fmt: skip

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self._left: Side | None = None
        self._right: Side | None = None
        self._attempts: tuple[AttemptFigure, ...] = ()
        self._images: tuple[ImageName, ...] = ()
        self._picking: PickSide | None = None

    def on_mount(self) -> None:
        super().on_mount()
        self.title_with(self.subject.title)
        self.query_one("#preview-heading").display = False
        self._show_side("kinds")
        self.add_class("-at-files")
        self.query_one("#compare-tabs", PaneTabs).active = "files"
        self.watch(self.app, "engine_state", self._show_engine)
        self._say_busy("Reading what you built …")
        self.action_pane("files")
        self.read_attempts()
        self.list_images()

    def on_unmount(self) -> None:
        self._cancel.throw()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.when_drawn(self._draw_heading)

    def _show_engine(self, state: EngineState) -> None:
        self.query_one(TitleLine).right = badge_of(state)

    # The two sides

    def _say_busy(self, doing: str) -> None:
        """Say what is being done, also where the files will be as long as there are none."""
        self.head.busy = self.merged.why_empty = doing

    def on_offered(self, message: Offered) -> None:
        self._attempts = message.attempts
        self.attempts.kept, self.attempts.attempts = message.kept, message.attempts
        pair = first_pair(self.subject, message.attempts, message.kept)
        if self._left is None and self._right is None:
            if pair is not None:
                self.take(*pair)
            else:
                left, right = self._key("compare.left", "1"), self._key("compare.right", "2")
                self._say_busy(f"Nothing is picked yet: {left} picks what is left, {right} what is right.")
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
        start = start_sides(self.subject)
        return (
            *stage_sides(self.subject),
            *start,
            *attempt_sides(self._attempts),
            *image_sides(self._images),
        )

    def take(self, left: Side | None, right: Side | None) -> None:
        """Compare these."""
        self._left, self._right = left, right
        if left is not None and right is not None:
            self._say_busy(f"Reading {left.label} and {right.label} …")
            self.compare(left, right)
        elif (one := left or right) is not None:
            other = self._key("compare.right", "2") if right is None else self._key("compare.left", "1")
            self._say_busy(f"{one.label} is on one side. {other} picks the other.")

    def action_pick(self, which: str) -> None:
        """Ask what is to be on one side."""
        from tutor.ui.screens.compare_pick import PickSide

        def picked(side: Side | None) -> None:
            self._picking = None
            if side is not None:
                self.take(*((side, self._right) if which == "left" else (self._left, side)))

        self._picking = PickSide(
            which, self.offers, self._left if which == "left" else self._right, self._what_to_do
        )
        self.app.push_screen(self._picking, picked)

    @property
    def _what_to_do(self) -> str:
        """For whoever compares before there is a build."""
        if self.subject.result is not None or any(one.built for one in self._attempts):
            return ""
        close, back = self._key("pick.close", "Esc"), self._key("compare.back", "Esc")
        ways = f"{close} twice" if close == back else f"{close} and {back}"
        return f"Nothing is built yet: {ways}, then F5 builds. Until then:"

    def _key(self, action: str, usual: str) -> str:
        return key_told(self.app, action, usual)

    def action_before_after(self) -> None:
        """Set what the lesson begins with beside what was built last."""
        pair = before_and_after(self.subject, self._attempts, self.attempts.kept)
        if pair is None:
            self.notify("Nothing is built yet: F10 leads back, F5 builds.")
        else:
            self.take(*pair)

    def renew(self, subject: Subject) -> None:
        """A build ended meanwhile: offer what it made; what is looked at stays."""
        self.anew(replace(subject, pair=self.subject.pair, from_start=self.subject.from_start))
        left, right = self._key("compare.left", "1"), self._key("compare.right", "2")
        both = self._key("compare.before-after", "b")
        self.notify(f"A build ended: {left} and {right} offer its stages, {both} sets it beside the start.")

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
        line, searched = self.query_one(ExportLine), self.query_one(SearchedPane)
        if line.asking:
            self.action_export_as("")
        elif searched.searching and self.pane == "files" and not self.mapped:
            searched.close()
        elif self.one_at_a_time and self.pane != "files":
            self.action_pane("files")
        elif self.mapped:
            self.action_map_out()
        elif self.zoomed:
            self.action_zoom()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        self.dismiss()
