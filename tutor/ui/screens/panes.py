"""The panes of a screen with an editor: three columns where there is room, tabs where there is not."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import ContentSwitcher
from textual.worker import Worker

from tutor.ui.screens.arriving import Arriving
from tutor.ui.widgets.pane_tabs import PaneTabs
from tutor.ui.work_failed import tell_of_failed_work

Named = tuple[tuple[str, str], ...]
"""Panes: what each is called in code, and by people."""

RESULT_PANES: Named = (
    ("files", "Files"),
    ("layers", "Layers"),
    ("bytes", "Bytes"),
    ("log", "Log"),
    ("run", "Run"),
)
COME_LATER = {name for name, _ in RESULT_PANES} - {"files"}
"""The panes that the first frame never shows, but where somebody comes back to one of them."""
PANES: Named = (
    ("lesson", "Lesson"),
    ("goals", "Goals"),
    ("editor", "Editor"),
    ("stages", "Stages"),
    *RESULT_PANES,
)
"""The panes of a lesson."""

_FOCUS = {
    "lesson": "#lesson-pane",
    "goals": "#goals-pane",
    "editor": "#editor TextArea",
    "run": "#run-arguments",
}
"""What has the focus in a pane, where it does not have the pane's name."""
_PANE_OF = {"graph": "stages"}
_PARTS = (
    "#text-column",
    "#lesson-pane",
    "#goals-pane",
    "#project",
    "#editor-column",
    "#stages-column",
    "#stages",
    "#graph",
    "#results-frame",
)
"""What is shown or hidden where one pane is shown at a time."""
_BY_STEPS = Binding.Group("panes")


def _digits(pane: str) -> str:
    """The same digit wherever a pane is; with Alt it counts while somebody types.

    A project's own pane stands where a lesson has its text and its goals.
    """
    names = [name for name, _ in PANES]
    digits = (1, 2) if pane == "project" else (names.index(pane) + 1,)
    return ",".join(f"{digit},alt+{digit}" for digit in digits)


def pane_keys(panes: Named) -> list[BindingType]:
    """A digit for every pane, and F7 for the text that stands first."""
    first, label = panes[0]
    keys: list[BindingType] = [
        Binding("f7", f"zoom('{first}')", f"Widen the {label.lower()}", show=False, id="panes.read",
                priority=True, tooltip=f"Give the {label.lower()}'s text the whole screen"),
        Binding("f7", "unzoom", "All panes", show=False, id="panes.unread", priority=True,
                tooltip="Show all panes again"),
    ]  # fmt: skip
    for name, called in panes:
        keys.append(
            Binding(_digits(name), f"pane('{name}')", called, show=False, id=f"panes.{name}",
                    tooltip=f"Go to the pane {called}", group=Binding.Group("Panes"))
        )  # fmt: skip
    return keys


class Panes(Arriving):
    """Moves between panes; what is shown in a narrow terminal is what has the focus in a wide one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "zoom", "Zoom", key_display="F6", show=False, id="panes.zoom", priority=True,
                tooltip="Give this pane the whole screen"),
        Binding("f6", "unzoom", "All panes", key_display="F6", id="panes.unzoom", priority=True,
                tooltip="Show all panes again"),
        Binding("f3", "step_pane(-1)", "Previous pane", id="panes.previous", priority=True,
                tooltip="Go to the pane before this one", group=_BY_STEPS),
        Binding("f4", "step_pane(1)", "Next pane", id="panes.next", priority=True,
                tooltip="Go to the next pane", group=_BY_STEPS),
    ]  # fmt: skip

    panes: ClassVar[Named] = PANES
    pane = reactive("")
    zoomed = reactive(False, toggle_class="-zoomed")

    def watch_pane(self, before: str, now: str) -> None:
        if not self.query("#narrow-tabs"):
            return
        self.remove_class(f"-at-{before}", update=False)
        self.add_class(f"-at-{now}", update=False)
        if self.one_at_a_time:  # it counts for nothing elsewhere
            self.style_again(*_PARTS)
        self.query_one("#narrow-tabs", PaneTabs).active = now
        if now in dict(RESULT_PANES):
            self.query_one("#results", ContentSwitcher).current = f"{now}-body"
            self.query_one("#result-tabs", PaneTabs).active = now
            self.query_one("#stage-picker").display = now in ("files", "layers")

    def style_again(self, *parts: str) -> None:
        """Follow a class of the screen that counts only for these; Textual would style all that is in it."""
        self.app.stylesheet.update_nodes([widget for part in parts for widget in self.query(part)])

    def action_pane(self, name: str) -> None:
        """Show a pane and give it the focus."""
        if self.one_at_a_time and name != self.pane:
            self.set_focus(None)  # or Textual would look for another place in the pane that is about to go
        self.pane = name
        if self.was_drawn:
            self.when_drawn(lambda: self.query_one(self.focus_of(name)).focus(scroll_visible=False))
        else:
            self._begin_with(self.query_one(self.focus_of(name)))

    def _begin_with(self, widget: Widget) -> None:
        """Give it the focus before the first frame: after it, it would be styled and drawn once more."""
        widget.has_focus = True
        self.set_focus(widget, scroll_visible=False)

    def focus_of(self, pane: str) -> str:
        """The selector of what has the focus in a pane."""
        return _FOCUS.get(pane, f"#{pane}")

    def action_step_pane(self, by: int) -> None:
        """Go to the next or previous pane, around the end."""
        names = [name for name, _ in self.panes]
        self.action_pane(names[(names.index(self.pane) + by) % len(names)])

    def action_zoom(self, name: str = "") -> None:
        """Give a pane, by default the one with the focus, the whole screen; or show all panes again."""
        if not self.has_class("-narrow"):  # there a pane has the whole screen anyway
            self.zoomed = not self.zoomed
        elif name in ("", self.pane):
            self.notify("In a terminal of this size each pane has the whole screen already.")
        self.action_pane(name or self.pane)

    def action_unzoom(self) -> None:
        """Show all panes again."""
        self.action_zoom()

    def watch_zoomed(self) -> None:
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("zoom", "unzoom"):
            return self.can_unzoom is (action == "unzoom")
        return True

    @on(PaneTabs.Picked)
    def _picked(self, message: PaneTabs.Picked) -> None:
        self.action_pane(message.pane)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        tell_of_failed_work(self, event)

    @property
    def can_unzoom(self) -> bool:
        """Whether a pane hides others that there is room for."""
        return self.zoomed and not self.has_class("-narrow")

    @property
    def one_at_a_time(self) -> bool:
        """Whether only one pane is shown."""
        return self.zoomed or self.has_class("-narrow")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if self.one_at_a_time:
            return
        for node in event.widget.ancestors_with_self:
            name = (
                _PANE_OF.get(node.id or "", node.id or "")
                .removesuffix("-body")
                .removesuffix("-column")
                .removesuffix("-pane")
            )
            if name in dict(self.panes):
                self.pane = name
                return
