"""How large every stage is, and what runs in it."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from tutor.ui import amounts, signs
from tutor.ui.figures import BuildFigures, StageFigure
from tutor.ui.widgets.rows import Rows, spread


class StageBars(Rows):
    """One bar a stage, largest first or in file order; choosing one opens its files."""

    ROW_HEIGHT = 4
    BORDER_TITLE = "Stages"
    HELP = """
    # Stages
    One bar for every stage of the last build. Its size is the sum of the files in all of its layers, base
    image included, uncompressed; the share is of the largest. Only the last stage ships.

    - **Enter** shows the files of the stage, and its instructions under *Layers*.
    - **g** draws the stages as a graph, with what each takes from which.
    - **s** puts the largest first, or follows the order of the file.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "s",
            "toggle_order",
            "Order",
            id="stages.order",
            tooltip="Sort the stages by size, or as they stand in the file",
        ),
    ]

    figures: reactive[BuildFigures | None] = reactive(None)
    largest_first = reactive(True)

    @dataclass
    class StageChosen(Message):
        """Show this stage; ``index`` is its number in the file."""

        index: int

    @property
    def ordered(self) -> list[StageFigure]:
        """The stages in the order of the bars."""
        stages = list(self.figures.stages) if self.figures else []
        return sorted(stages, key=lambda stage: -(stage.size or -1)) if self.largest_first else stages

    def row_count(self) -> int:
        return len(self.figures.stages) if self.figures else 0

    def empty_text(self) -> str:
        return "No build yet. F5 builds, and every stage gets a bar here."

    def row(self, index: int, width: int) -> list[Content]:
        stage = self.ordered[index]
        assert self.figures is not None
        name = Content.assemble(
            (stage.label, "bold"), (" ships" if stage.final and stage.built else "", "$success")
        )
        size, about = self._size_text(stage), self._about(stage, width)
        share, dot, alone = size.rpartition(f" {signs.DOT} ")
        if dot and name.cell_length + len(size) + 2 > width:
            size, about[-1] = alone, share + dot + about[-1]
        return [
            spread(name, Content.styled(size, "" if stage.built else "$muted"), width),
            self._bar(stage, width),
            *(Content.styled(line, "$muted").truncate(width, ellipsis=True) for line in about),
        ]

    def _size_text(self, stage: StageFigure) -> str:
        if stage.skipped_because:
            return f"{signs.SKIPPED} skipped"
        if not stage.built:
            return f"{signs.FAILED} not built"
        largest = self.figures.largest if self.figures else None
        if stage.size is not None and largest and largest.index != stage.index and largest.size:
            return f"{amounts.share(stage.size, largest.size)} {signs.DOT} {amounts.size(stage.size)}"
        return amounts.size(stage.size)

    def _bar(self, stage: StageFigure, width: int) -> Content:
        largest = self.figures.largest if self.figures else None
        if stage.size is None or largest is None or not largest.size:
            return Content.styled("┄" * width, "$border")
        bar = amounts.bar(stage.size / largest.size, width)
        colour = "$success" if stage.final else "$primary"
        return Content.assemble((bar, colour), ("─" * (width - len(bar)), "$border-blurred"))

    def _about(self, stage: StageFigure, width: int) -> list[str]:
        if stage.skipped_because:
            return wrap(stage.skipped_because, width)[:2]
        told = []
        if stage.root is not None or stage.user is not None:
            told.append("root" if stage.root or not stage.user else f"user {stage.user}")
        shells = sorted({path.rpartition("/")[2] for path in stage.shells or ()})
        if stage.shells is not None:
            told.append(", ".join(shells) or "no shell")
        if stage.packages:
            told.append(amounts.count(stage.packages, "package"))
        if shells and len("   ".join(told)) > width:
            told[1] = amounts.count(len(shells), "shell")
        base = stage.base if len(stage.base) <= width else stage.base.rpartition("/")[2]
        return [base, f" {signs.DOT} ".join(told)]

    def watch_figures(self) -> None:
        self.changed(cursor=0)
        self._caption()

    def watch_largest_first(self) -> None:
        self.changed(cursor=0)
        self._caption()

    def _caption(self) -> None:
        self.border_subtitle = (
            ("largest first" if self.largest_first else "as in the file") if self.row_count() > 1 else ""
        )

    def action_toggle_order(self) -> None:
        self.largest_first = not self.largest_first

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        self.post_message(self.StageChosen(self.ordered[message.index].index))
