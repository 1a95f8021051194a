"""What every screen with a Dockerfile has: the editor, and at its right what the build made of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import ContentSwitcher

from tutor.ui.at_hand import AtHand
from tutor.ui.badge import badge_of
from tutor.ui.figures import BuildFigures
from tutor.ui.screens.from_anywhere import FromAnywhere
from tutor.ui.screens.furnished import Piece
from tutor.ui.screens.panes import RESULT_PANES
from tutor.ui.widgets.build_line import BuildLine
from tutor.ui.widgets.build_log import BuildLog
from tutor.ui.widgets.bytes_pane import BytesPane
from tutor.ui.widgets.cause_panel import CausePanel
from tutor.ui.widgets.even import Even, EvenHorizontal, EvenVertical
from tutor.ui.widgets.key_footer import KeyFooter
from tutor.ui.widgets.layers_table import LayersTable
from tutor.ui.widgets.miss_panel import MissPanel
from tutor.ui.widgets.pane_tabs import PaneTabs
from tutor.ui.widgets.path_line import PathLine
from tutor.ui.widgets.run_pane import RunPane
from tutor.ui.widgets.searched_files import SearchedFiles
from tutor.ui.widgets.searched_pane import SearchedPane
from tutor.ui.widgets.stage_bars import StageBars
from tutor.ui.widgets.stage_graph import StageGraph
from tutor.ui.widgets.stage_picker import StagePicker
from tutor.ui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from tutor.ui.comparing.side import Subject
    from tutor.ui.engine_link import EngineState


class Results(Even, ContentSwitcher):
    """One pane of results at a time."""


class Workbench(FromAnywhere):
    """Text at the left, editor, stages and results; one pane at a time where there is no room."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10", "compare", "Compare", key_display="F10", id="lesson.compare", priority=True,
                tooltip="Compare stages, attempts, images and archives"),
        Binding("alt+d", "before_after", "Before and after", show=False, id="lesson.before-after",
                priority=True,
                tooltip="Set the build that the lesson begins with beside your last one"),
        Binding("alt+u", "whole_panel", "All of what is told", show=False, id="lesson.whole-panel",
                tooltip="Show all of what is told below the editor, or less again"),
        Binding("ctrl+l", "home", "Lessons", show=False, id="lesson.home", priority=True,
                tooltip="Go back to the list of lessons"),
        Binding("left_square_bracket", "step_stage(-1)", "Stage before", show=False, id="lesson.stage-before",
                tooltip="Show the files and layers of the stage before"),
        Binding("right_square_bracket", "step_stage(1)", "Next stage", show=False, id="lesson.stage-next",
                tooltip="Show the files and layers of the next stage"),
    ]  # fmt: skip

    stdin = ""
    arguments: tuple[str, ...] = ()
    """What the run pane starts with."""

    def compose_text(self) -> ComposeResult:
        """The column at the left."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield TitleLine()
        yield PaneTabs(self.panes, id="narrow-tabs")
        with EvenHorizontal(id="columns"):
            yield from self.compose_text()
            with EvenVertical(id="editor-column", classes="pane"):
                yield self.editor
            with EvenVertical(id="stages-column"):
                yield StageBars(id="stages", classes="pane")
                with EvenVertical(id="results-frame", classes="pane"):
                    yield PaneTabs(RESULT_PANES, id="result-tabs")
                    yield StagePicker(id="stage-picker")
                    with Results(id="results", initial="files-body"):
                        yield SearchedPane(SearchedFiles(id="files"), id="files-body")
        yield BuildLine(id="build-line")
        yield KeyFooter()

    @property
    def pane_nodes(self) -> dict[str, tuple[Widget, ...]]:
        """Who can do something in which pane, for the palette."""
        return {
            "editor": (self.editor.code, self.editor),
            "stages": (self.query_one(StageBars),),
            "files": (self.file_tree,),
            "layers": (self.query_one(LayersTable),),
            "log": (self.build_log,),
        }

    def pieces(self) -> Iterator[Piece]:
        yield Piece(CausePanel(id="cause"), "#editor-column")
        yield Piece(MissPanel(id="miss"), "#editor-column")
        yield Piece(StageGraph(id="graph", classes="pane"), "#stages-column", before="#results-frame")
        yield Piece(PathLine(id="path-line"), "#files-body")
        for body in (
            EvenVertical(LayersTable(id="layers"), id="layers-body"),
            EvenVertical(BytesPane(id="bytes"), id="bytes-body"),
            SearchedPane(BuildLog(id="log"), id="log-body"),
            EvenVertical(RunPane(self.stdin, self.arguments, id="run"), id="run-body"),
        ):
            body.display = False
            yield Piece(body, "#results")

    def on_mount(self) -> None:
        self.watch(self.app, "engine_state", self._show_engine)
        self.query_one("#result-tabs", PaneTabs).active = "files"
        self.at_hand = self.editor.surroundings = AtHand(
            self.workspace.folder,
            self.workspace.dockerfile_path,
            self.distill.link,
            lambda: self.distill.engine_state,
            lambda: self.editor.text,
        )

    async def before_drawn(self) -> None:
        await super().before_drawn()
        self.begin_watching()
        self.when_drawn(self.wait_to_be_seen)

    def opened(self) -> None:
        self.distill.read_ahead()

    def on_unmount(self) -> None:
        if self.cancel is not None:
            self.cancel.throw()
        self.end_watching()

    def _show_engine(self, state: EngineState) -> None:
        self.query_one(TitleLine).right = badge_of(state)

    # The stages

    def show_figures(self, figures: BuildFigures) -> None:
        """Show the sizes of a build, what it tells, and the files of the stage that ships."""
        self.figures, self.kept = figures, None
        if self.result is not None:
            self.at_hand.remember(self.result)
        explanation = self.explained.explanation if self.explained is not None else None
        self.query_one(StageBars).figures = figures
        self.query_one(StageGraph).show(explanation)
        self.query_one(BytesPane).show(explanation)
        final = figures.final
        self.show_stage(self.stage_to_show(final.index if final is not None else 0))

    @on(StageBars.StageChosen)
    @on(StageGraph.StageChosen)
    def _stage_chosen(self, message: StageBars.StageChosen | StageGraph.StageChosen) -> None:
        self.show_stage(message.index)
        self.action_pane("layers" if self.pane == "layers" else "files")

    @on(LayersTable.LineChosen)
    @on(StageGraph.LineChosen)
    @on(BytesPane.LineChosen)
    @on(BuildLog.LineChosen)
    def _line_chosen(self, message: LayersTable.LineChosen) -> None:
        self.go_to_line(message.line)

    def compared(self) -> Subject:
        """What the comparison opens on."""
        raise NotImplementedError

    def action_compare(self) -> None:
        """Set two sides beside each other: stages of the last build, attempts, images, archives."""
        self._compare(self.compared())

    def action_before_after(self) -> None:
        """Set what the lesson begins with beside what was built last."""
        subject = replace(self.compared(), from_start=True)
        if self.figures is None:
            self.notify("F5 builds first; then this sets the start beside it.")
        else:
            self._compare(subject)

    def _compare(self, subject: Subject) -> None:
        from tutor.ui.screens.compare import CompareScreen

        screen = CompareScreen(subject)
        screen.fit(self.app.size)
        self.app.push_screen(screen)

    def built_well(self) -> None:
        super().built_well()
        if self.app.screen is self:
            return
        from tutor.ui.screens.compare import CompareScreen

        for screen in self.app.screen_stack:
            if isinstance(screen, CompareScreen):
                screen.renew(self.compared())
