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
from tutor.ui.live.ghosts import Ghost, WhatIf
from tutor.ui.widgets.rows import Rows, spread

_EARLIER = "build before"

_NO_BUILD = Content.from_markup(
    "No build yet. [@click=screen.build]F5[/] builds, and every stage gets a bar here."
)


class StageBars(Rows):
    """One bar a stage, largest first or in file order; choosing one opens its files."""

    ROW_HEIGHT = 4
    BORDER_TITLE = "Stages"
    HELP = f"""
    # Stages
    One bar for every stage of the last build. Its size is the sum of the files in all of its layers, base
    image included, uncompressed; the share is of the largest. Only the last stage ships.

    **Signs**: `{signs.SKIPPED}` skipped, with the reason, `✘` not built, `┄` not measured.

    While you type, an outline `╌╌╌┤` below a bar tells what the stage would weigh *if built*, as the embedded
    engine reckons it. It is no measurement; Alt+W turns it off.

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
        Binding("g", "screen.toggle_graph", "Graph", id="stages.graph",
                tooltip="Show the stages as a graph, or as bars again"),
    ]  # fmt: skip

    figures: reactive[BuildFigures | None] = reactive(None)
    what_if: reactive[WhatIf | None] = reactive(None)
    """What the text would make that is being typed; drawn beside what was measured, never in its place."""
    earlier = reactive(False)
    """Whether a later build came to nothing, so that these figures are of the one before it."""
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

    @property
    def rows(self) -> list[tuple[StageFigure | None, Ghost | None]]:
        """Each stage of the last build with its ghost, then ghosts of stages that it did not have."""
        ghosts = self.what_if.ghosts if self.what_if is not None else ()
        of = {ghost.measured: ghost for ghost in ghosts if ghost.measured is not None}
        measured = [(stage, of.get(stage.index)) for stage in self.ordered]
        return [*measured, *((None, ghost) for ghost in ghosts if ghost.measured is None)]

    @property
    def row_height(self) -> int:
        return self.ROW_HEIGHT + 1 if self.what_if is not None and self.what_if.ghosts else self.ROW_HEIGHT

    def row_count(self) -> int:
        return len(self.rows)

    def empty_text(self) -> Content:
        return _NO_BUILD

    def row(self, index: int, width: int) -> list[Content]:
        stage, ghost = self.rows[index]
        if stage is None:
            return [] if ghost is None else self._of_ghost_alone(ghost, width)
        lines = self._measured(stage, width)
        if self.what_if is None or not self.what_if.ghosts:
            return lines
        return [*lines[:2], *self._of_ghost(ghost, width), *lines[3:]]

    def _measured(self, stage: StageFigure, width: int) -> list[Content]:
        name = Content.assemble(
            (stage.label, "bold"), (" ships" if stage.final and stage.built else "", "$success")
        )
        size, about = self._size_text(stage), self._about(stage, width)
        if self.earlier and name.cell_length + len(size) + len(_EARLIER) + 4 <= width:
            name = Content.assemble(name, (f" {signs.DOT} {_EARLIER}", "$muted"))
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
        if stage.size is None or not self._scale:
            return Content.styled("┄" * width, "$border")
        bar = amounts.bar(stage.size / self._scale, width)
        colour = "$success" if stage.final else "$primary"
        return Content.assemble((bar, colour), ("─" * (width - len(bar)), "$border-blurred"))

    @property
    def _scale(self) -> int:
        """The bytes that a whole bar stands for, measured or not."""
        largest = self.figures.largest if self.figures else None
        measured = (largest.size or 0) if largest is not None else 0
        return max(measured, self.what_if.largest if self.what_if is not None else 0)

    def _of_ghost(self, ghost: Ghost | None, width: int) -> list[Content]:
        """An outline on the scale of the bars, and what it stands for in words."""
        assert self.what_if is not None
        if ghost is None:
            return [Content(""), Content.styled("if built: not a stage any more", "italic $secondary")]
        outline = ghost_bar(ghost.size, self._scale, width)
        told = f"if built: {ghost.told}"
        if len(told) > width:
            told = f"if built: {ghost.told_short}"
        return [
            Content.styled(outline, "$secondary"),
            Content.styled(told, "italic $secondary").truncate(width, ellipsis=True),
        ]

    def _of_ghost_alone(self, ghost: Ghost, width: int) -> list[Content]:
        name = Content.assemble(
            (ghost.label, "bold italic"), (" would ship" if ghost.final else "", "italic")
        )
        told = "not built yet"
        new = told if name.cell_length + len(told) < width else "new"
        return [spread(name, Content.styled(new, "$muted"), width), *self._of_ghost(ghost, width)]

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
        while len(told) > 1 and len(f" {signs.DOT} ".join(told)) > width:
            told.pop()
        base = stage.base if len(stage.base) <= width else stage.base.rpartition("/")[2]
        return [base, f" {signs.DOT} ".join(told)]

    def watch_figures(self) -> None:
        self.changed(cursor=0)
        self._caption()

    def watch_what_if(self) -> None:
        self.changed()
        self._caption()

    def watch_earlier(self) -> None:
        self.changed()
        self._caption()

    def watch_largest_first(self) -> None:
        self.changed(cursor=0)
        self._caption()

    def _caption(self) -> None:
        order = ("largest first" if self.largest_first else "as in the file") if self.row_count() > 1 else ""
        told = ""
        if self.what_if is not None:
            told = self.what_if.unknown
            if self.what_if.borrowed:  # the engine in use has said nothing of it
                told = f"embedded: {told}" if told else "if built: by embedded"
        before = f"of the {_EARLIER}" if self.earlier and self.row_count() else ""
        self.border_subtitle = Content(before or told or order)

    def action_toggle_order(self) -> None:
        self.largest_first = not self.largest_first

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        stage, _ = self.rows[message.index]
        if stage is not None:
            self.post_message(self.StageChosen(stage.index))


def ghost_bar(size: int | None, whole: int, width: int) -> str:
    """The outline of a bar that is not built: ``╌╌╌╌┤``; nothing where nothing is known."""
    if size is None or whole <= 0:
        return ""
    cells = max(1, round(min(size / whole, 1.0) * width))
    return "╌" * (cells - 1) + "┤"
