"""Two stages of the last build side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Static
from textual.worker import Worker

from tutor.ui import amounts, signs
from tutor.ui.figures import BuildFigures, StageFigure
from tutor.ui.widgets.rows import spread
from tutor.ui.work_failed import tell_of_failed_work

if TYPE_CHECKING:
    from tutor.engine.result import BuildResult
    from tutor.ui.comparing import StageDifference

_COLOURS = {"-": "$muted", "+": "$success", "~": "$warning", "=": "$muted"}


class CompareScreen(ModalScreen[None]):
    """The bars of two stages, and what is in one, in both, or changed; arrows choose other stages."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f10", "dismiss", "Close", id="compare.close", priority=True),
        Binding("left", "other(-1)", "Stage before", id="compare.before"),
        Binding("right", "other(1)", "Next stage", id="compare.next"),
    ]

    @dataclass
    class Compared(Message):
        """The two stages were compared; ``left`` and ``right`` are their numbers."""

        left: int
        right: int
        difference: StageDifference | None
        baseline: int | None

    def __init__(self, result: BuildResult, figures: BuildFigures, app_name: str) -> None:
        super().__init__()
        self._result = result
        self._figures = figures
        self._app_name = app_name
        self._baseline: int | None = None
        self._right = result.final
        largest = figures.largest
        self._left = largest.index if largest and largest.index != self._right else 0

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = "Compare"
            yield Static(id="compare-bars")
            yield Static(id="compare-parts")
            with HorizontalGroup(classes="buttons"):
                yield Button(f"{signs.BACK} Stage", id="before", compact=True)
                yield Button(f"Stage {signs.FORTH}", id="next", compact=True)
                yield Button("Close", id="close", variant="primary", compact=True)

    def on_mount(self) -> None:
        several = len(self._figures.stages) > 2
        self.query_one("#before").display = self.query_one("#next").display = several
        self.query_one("#close").focus()
        self.compare()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw_bars)

    @work(
        thread=True, exit_on_error=False, group="compare", exclusive=True, description="Comparing two stages"
    )
    def compare(self) -> None:
        from tutor.course import Progress
        from tutor.ui.comparing import difference_of

        stages = self._result.stages
        names = [self._figures.stages[index].label for index in (self._left, self._right)]
        found = None
        if self._left != self._right:
            found = difference_of(stages[self._left], stages[self._right], *names)
        with Progress.open() as progress:
            baseline = progress.baseline(self._app_name)
        self.post_message(self.Compared(self._left, self._right, found, baseline))

    def on_compare_screen_compared(self, message: Compared) -> None:
        if (message.left, message.right) == (self._left, self._right):
            self._baseline = message.baseline
            self._draw_bars()
            self._draw_parts(message.difference)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        tell_of_failed_work(self, event)

    def _draw_bars(self) -> None:
        bars = self.query_one("#compare-bars", Static)
        width = bars.content_size.width
        if not width:
            return
        left, right = self._figures.stages[self._left], self._figures.stages[self._right]
        shown = [right] if left is right else [left, right]
        sizes = [
            (stage.label + (" ships" if stage.final else ""), stage.size, _surface(stage), stage.final)
            for stage in shown
        ]
        if left is right and self._baseline is not None and self._baseline > (right.size or 0):
            about = f"the largest image of {self._app_name} that you built"
            sizes.insert(0, ("before", self._baseline, about, False))
        largest = max((size or 0 for _, size, _, _ in sizes), default=0) or 1
        lines: list[Content] = []
        for name, size, about, final in sizes:
            bar = amounts.bar((size or 0) / largest, width)
            lines += [
                spread(Content.styled(name, "bold"), Content(amounts.size(size)), width),
                Content.assemble(
                    (bar, "$success" if final else "$primary"), ("─" * (width - len(bar)), "$border-blurred")
                ),
                Content.styled(about, "$muted").truncate(width, ellipsis=True),
                Content(""),
            ]
        first, last = sizes[0][1], sizes[-1][1]
        if len(sizes) > 1 and first and last is not None:
            lines += [Content(f"{right.label} is {amounts.share(last, first)} of {sizes[0][0]}.")]
        bars.update(Content("\n").join(lines))

    def _draw_parts(self, difference: StageDifference | None) -> None:
        parts = self.query_one("#compare-parts", Static)
        if difference is None:
            parts.update(
                Content.styled("\nOne stage only: a second FROM gives two to compare.", "$muted")
                if self._left == self._right
                else Content.styled("\nThe files of these stages are not listed.", "$muted")
            )
            return
        width = parts.content_size.width
        lines = [Content("")]
        for part in difference.parts:
            told = f"{amounts.count(part.files, 'file')}  {amounts.size(part.bytes):>9}"
            name = Content.styled(f"{part.sign} {part.name}", _COLOURS[part.sign])
            lines.append(spread(name, Content(told), width))
        parts.update(Content("\n").join(lines))

    def action_other(self, by: int) -> None:
        """Compare what ships with another stage."""
        count = len(self._figures.stages)
        if count < 3:
            return
        self._left = (self._left + by) % count
        if self._left == self._right:
            self._left = (self._left + by) % count
        self.compare()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "close":
            self.dismiss()
        else:
            self.action_other(-1 if event.button.id == "before" else 1)


def _surface(stage: StageFigure) -> str:
    told = [amounts.count(stage.files, "path")] if stage.files is not None else []
    if stage.shells is not None:
        told.append(amounts.count(len(stage.shells), "shell") if stage.shells else "no shell")
    if stage.packages is not None:
        told.append(amounts.count(stage.packages, "package") if stage.packages else "no packages")
    if stage.root is not None:
        told.append("runs as root" if stage.root else f"runs as {stage.user}")
    return " · ".join(told)
