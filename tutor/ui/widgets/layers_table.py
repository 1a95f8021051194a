"""What every instruction of a stage added, hid and took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from tutor.ui import amounts, signs
from tutor.ui.figures import InstructionFigure, StageFigure
from tutor.ui.widgets.rows import Rows, spread

_NO_BUILD = Content.from_markup(
    "No build yet. After [@click=screen.build]F5[/] every instruction shows what it added."
)


class LayersTable(Rows):
    """One instruction a row: what it adds, what it hides, its time; choosing one goes to its line."""

    ROW_HEIGHT = 2
    HELP = """
    # Layers
    The instructions of a stage in order. **+** is what the layer stores. *hides* is what it deletes or
    replaces of earlier layers: those bytes stay in the image all the same. *cached* steps took no time.

    **Signs**: `◇` stands before the time of a step that was recorded on a real engine.

    - **Enter** goes to the line in the Dockerfile.
    - **f** shows the files that the line stored.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f",
            "files",
            "Files of it",
            id="layers.files",
            tooltip="Show the files that this line stored",
        ),
    ]

    stage: reactive[StageFigure | None] = reactive(None)

    @dataclass
    class LineChosen(Message):
        """Go to this line of the Dockerfile, counted from 1."""

        line: int

    @dataclass
    class FilesAsked(Message):
        """Show the files that this line of the Dockerfile stored."""

        line: int

    def row_count(self) -> int:
        return len(self.stage.instructions) if self.stage else 0

    def empty_text(self) -> Content:
        return _NO_BUILD

    def row(self, index: int, width: int) -> list[Content]:
        assert self.stage is not None
        one = self.stage.instructions[index]
        keyword, _, rest = one.text.partition(" ")
        title = Content.assemble((f"{one.line:>3} ", "$muted"), (keyword, "bold"), " ", rest)
        return [title.truncate(width, ellipsis=True), self._figures(one, width)]

    def _figures(self, one: InstructionFigure, width: int) -> Content:
        if not one.reached:
            return Content.styled("    not reached", "$muted")
        adds = Content.styled(f"    + {amounts.size(one.adds)}", "$primary" if one.adds else "$muted")
        if one.hides:
            adds = Content.assemble(adds, (f"  hides {amounts.size(one.hides)}", "$warning"))
        took = "cached" if one.cached else amounts.seconds(one.seconds) if one.seconds else ""
        if one.recorded and not one.cached:
            took = f"{signs.RECORDED} {took or 'recorded'}"
        return spread(adds, Content.styled(took, "$muted"), width)

    def watch_stage(self) -> None:
        self.changed(cursor=0)

    def action_files(self) -> None:
        if self.row_count():
            assert self.stage is not None
            self.post_message(self.FilesAsked(self.stage.instructions[self.cursor].line))

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        if self.stage is not None:
            self.post_message(self.LineChosen(self.stage.instructions[message.index].line))
