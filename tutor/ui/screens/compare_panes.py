"""The panes of the compare screen: two columns where there is room, tabs where there is not."""

from __future__ import annotations

from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import ContentSwitcher, Static

from tutor.ui import signs
from tutor.ui.own_keys import key_told
from tutor.ui.screens.fitted import Fitted
from tutor.ui.widgets.attempt_rows import AttemptRows
from tutor.ui.widgets.compare_detail import CompareDetail
from tutor.ui.widgets.compare_head import CompareHead
from tutor.ui.widgets.even import EvenHorizontal, EvenVertical
from tutor.ui.widgets.export_line import ExportLine
from tutor.ui.widgets.filter_chips import FilterChips
from tutor.ui.widgets.icicle_view import IcicleView
from tutor.ui.widgets.key_footer import KeyFooter
from tutor.ui.widgets.kind_bars import KindBars
from tutor.ui.widgets.merged_tree import MergedTreeView
from tutor.ui.widgets.pane_tabs import PaneTabs
from tutor.ui.widgets.preview_view import PreviewView
from tutor.ui.widgets.searched_pane import SearchedPane
from tutor.ui.widgets.title_line import TitleLine

PANES = (("files", "Files"), ("file", "File"), ("kinds", "Kinds"), ("attempts", "Attempts"))
SIDE_PANES = PANES[1:]
_FOCUS = {"file": "#preview", "kinds": "#kinds", "attempts": "#attempts"}
_BY_STEPS = Binding.Group("panes")


class ComparePanes(Fitted):
    """Lays the screen out, and goes from pane to pane."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "map", "Map", id="compare.map",
                tooltip="Draw the bytes as areas, or list the files again"),
        Binding("p", "pane('file')", "File", show=False, id="compare.file",
                tooltip="Go to what is in the file that was opened"),
        Binding("i", "pane('kinds')", "Kinds", show=False, id="compare.kinds",
                tooltip="Go to what the bytes are for"),
        Binding("t", "pane('attempts')", "Attempts", show=False, id="compare.attempts",
                tooltip="Go to the attempts at this lesson; Enter compares with one"),
        Binding("f6", "zoom", "Zoom", key_display="F6", show=False, id="compare.zoom", priority=True,
                tooltip="Give this pane the whole screen, or show both again"),
        Binding("f3", "step_pane(-1)", "Previous pane", id="panes.previous", priority=True, show=False,
                tooltip="Go to the pane before this one", group=_BY_STEPS),
        Binding("f4", "step_pane(1)", "Next pane", id="panes.next", priority=True, show=False,
                tooltip="Go to the next pane", group=_BY_STEPS),
    ]  # fmt: skip

    head = getters.query_one("#head", CompareHead)
    chips = getters.query_one("#chips", FilterChips)
    merged = getters.query_one("#merged", MergedTreeView)
    map_view = getters.query_one("#map", IcicleView)
    detail = getters.query_one("#detail", CompareDetail)
    preview = getters.query_one("#preview", PreviewView)
    kinds = getters.query_one("#kinds", KindBars)
    attempts = getters.query_one("#attempts", AttemptRows)

    pane = reactive("files")
    zoomed = reactive(False, toggle_class="-zoomed")
    mapped = reactive(False)

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield PaneTabs(PANES, id="compare-tabs")
        yield CompareHead(id="head")
        yield FilterChips(id="chips")
        with EvenHorizontal(id="compare-columns"):
            with EvenVertical(id="files-pane", classes="pane"):
                yield Static(id="merged-heading")
                with ContentSwitcher(id="merged-or-map", initial="merged-body"):
                    yield SearchedPane(MergedTreeView(id="merged"), id="merged-body")
                    yield IcicleView(id="map")
            with EvenVertical(id="side-pane", classes="pane"):
                yield PaneTabs(SIDE_PANES, id="side-tabs")
                yield Static(id="preview-heading")
                with ContentSwitcher(id="side-switch", initial="preview"):
                    yield PreviewView(id="preview")
                    yield KindBars(id="kinds")
                    yield AttemptRows(id="attempts")
        yield CompareDetail(id="detail")
        yield ExportLine(id="export")
        yield KeyFooter()

    def watch_pane(self, before: str, now: str) -> None:
        if not self.query("#compare-tabs"):
            return
        self.remove_class(f"-at-{before}", update=False)
        self.add_class(f"-at-{now}", update=self.one_at_a_time)  # it counts for nothing elsewhere
        self.query_one("#compare-tabs", PaneTabs).active = now
        if now != "files":
            self._show_side(now)

    def _show_side(self, name: str) -> None:
        self.query_one("#side-tabs", PaneTabs).active = name
        self.query_one("#side-switch", ContentSwitcher).current = _FOCUS[name][1:]
        self.query_one("#preview-heading").display = name == "file" and self.preview.preview is not None

    def watch_mapped(self) -> None:
        if not self.query("#merged-or-map"):
            return
        self.query_one("#merged-or-map", ContentSwitcher).current = "map" if self.mapped else "merged-body"
        self.query_one("#merged-heading").display = not self.mapped
        self.chips.in_map = self.mapped

    def action_map(self) -> None:
        """Draw the bytes as areas, or list the files again."""
        self.mapped = not self.mapped
        self.action_pane("files")

    def action_pane(self, name: str) -> None:
        """Show a pane and give it the focus."""
        if self.one_at_a_time and name != self.pane:
            self.set_focus(None)  # or Textual would look for another place in the pane that is about to go
        self.pane = name
        self.when_drawn(self._focus_pane)

    def _focus_pane(self) -> None:
        selector = _FOCUS.get(self.pane) or ("#map" if self.mapped else "#merged")
        self.query_one(selector).focus(scroll_visible=False)

    def action_step_pane(self, by: int) -> None:
        """Go to the next or previous pane, around the end."""
        names = [name for name, _ in PANES]
        self.action_pane(names[(names.index(self.pane) + by) % len(names)])

    def action_zoom(self) -> None:
        if not self.has_class("-narrow"):
            self.zoomed = not self.zoomed
            self.action_pane(self.pane)

    @property
    def one_at_a_time(self) -> bool:
        """Whether only one pane is shown."""
        return self.zoomed or self.has_class("-narrow")

    @on(PaneTabs.Picked)
    def _picked(self, message: PaneTabs.Picked) -> None:
        self.action_pane(message.pane)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if self.one_at_a_time:
            return
        for node in event.widget.ancestors_with_self:
            if node.id in ("merged-body", "map"):
                self.pane = "files"
            for name, selector in _FOCUS.items():
                if node.id == selector[1:]:
                    self.pane = name

    def _tell_tab_keys(self) -> None:
        before, after = key_told(self.app, "panes.previous", "F3"), key_told(self.app, "panes.next", "F4")
        for tabs in self.query(PaneTabs):
            tabs.ways = f"{before} {after} tabs"

    def title_with(self, told: str) -> None:
        """Name what is compared on top."""
        self._tell_tab_keys()
        line = self.query_one(TitleLine)
        line.title = Content.from_markup(f"[@click=screen.back]{signs.BACK} Back[/]   [bold]Compare[/]")
        line.middle = told
