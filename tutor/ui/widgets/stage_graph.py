"""The stages of a build as a graph: what each takes from which, what ships, what was skipped and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.timer import Timer

from tutor.ui import signs
from tutor.ui.own_keys import key_told, keyed
from tutor.ui.widgets.linked_lines import Line, LinkedLines
from tutor.ui.widgets.stage_boxes import drawn

if TYPE_CHECKING:
    from tutor.insight import Explanation
    from tutor.ui.figures import BuildFigures
    from tutor.ui.live.building import LiveBuild
    from tutor.ui.live.plan import PlannedStage

TICK_SECONDS = 0.5
"""How often the elapsed times of a running build are drawn anew."""


_NO_BUILD = (
    "After [@click=screen.build]F5[/] the stages are drawn here, with what crossed between them. "
    "[@click=screen.toggle_graph]$bars[/] shows bars."
)


class StageGraph(LinkedLines):
    """Boxes for stages in file order; at their left run the edges to the stages that need them.

    While a build runs it shows how far each stage is.
    """

    BORDER_TITLE = "Stages"
    HELP = f"""
    # Graph
    Every stage of the last build in the order of the file. Above its box stands what it takes: the image or
    stage after FROM, and each `COPY --from` with the bytes that crossed. A heavy box ships, a dashed one was
    skipped, with the reason.

    **Signs**: `▸` leads what is taken into the stage, `○` an image from outside, `{signs.SKIPPED}` a stage
    that was skipped.

    While it builds, each box tells what its stage does: `○` waiting, `●` running and for how long, `✔` done,
    `↺` all from the cache, `✘` failed, and of an image that is pulled bytes of bytes.

    - **Enter** on a stage shows its files, on an edge goes to its line.
    - **g** shows bars instead.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "screen.toggle_graph", "Bars", id="stages.graph",
                tooltip="Show the stages as a graph, or as bars again"),
    ]  # fmt: skip

    @dataclass
    class StageChosen(Message):
        """Show this stage; ``index`` is its number in the file."""

        index: int

    @dataclass
    class LineChosen(Message):
        """Go to this line of the Dockerfile that was built, counted from 1."""

        line: int

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._clock = clock
        self._told: Explanation | None = None
        self._remembered: tuple[Sequence[PlannedStage], BuildFigures] | None = None
        self._live: LiveBuild | None = None
        self._ticks: Timer | None = None

    @property
    def live(self) -> LiveBuild | None:
        """The build that runs, None while none does."""
        return self._live

    @live.setter
    def live(self, live: LiveBuild | None) -> None:
        began, ended = self._live is None and live is not None, self._live is not None and live is None
        self._live = live
        if began:
            self._ticks = self.set_interval(TICK_SECONDS, self._tick)
        elif ended and self._ticks is not None:
            self._ticks.stop()
            self._ticks = None
        self._caption()
        self.redraw(keep_place=not (began or ended))

    def show(self, explanation: Explanation | None) -> None:
        """Show a build; None where there is none, or where it was not measured."""
        self._told, self._remembered = explanation, None
        self._caption()
        self.redraw()

    def show_remembered(self, plan: Sequence[PlannedStage], figures: BuildFigures) -> None:
        """Show a build of an earlier session, of which sizes are known."""
        self._remembered = (plan, figures)
        self._caption()
        self.redraw()

    def _caption(self) -> None:
        building = self._live is not None
        self.border_title = "Building" if building else "Stages"
        known = self._told is not None or self._remembered is not None
        told = ""
        if building:
            told = keyed(self.app, "lesson.escape", "Esc", "cancels")
        elif known:
            told = keyed(self.app, "stages.graph", "g", "bars")
        self.border_subtitle = Content(told)

    def _tick(self) -> None:
        if self.is_on_screen:
            self.redraw(keep_place=True)

    def empty_text(self) -> str | Content:
        if self._live is not None:
            return ""
        return Content.from_markup(_NO_BUILD, bars=key_told(self.app, "stages.graph", "g"))

    def follow(self, link: object) -> None:
        match link:
            case ("stage", int(index)) if self._live is None:
                self.post_message(self.StageChosen(index))
            case ("line", int(line)):
                self.post_message(self.LineChosen(line))

    def draw(self, width: int) -> Sequence[Line]:
        if self._live is not None:
            from tutor.ui.widgets.live_boxes import live_boxes

            return list(drawn(live_boxes(self._live, self._clock()), width))
        if self._told is not None:
            from tutor.ui.widgets.built_boxes import built_boxes

            return list(drawn(built_boxes(self._told), width))
        if self._remembered is not None:
            from tutor.ui.widgets.remembered_boxes import remembered_boxes

            return list(drawn(remembered_boxes(*self._remembered), width))
        return []
