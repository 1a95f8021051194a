"""From a line to its files, and from a file to its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType

from tutor.ui import amounts
from tutor.ui.editor import DockerfileEditor
from tutor.ui.messages import FilesOfLine, KeptRead, SharesFound
from tutor.ui.screens.elsewhere import Elsewhere
from tutor.ui.widgets.bytes_pane import BytesPane
from tutor.ui.widgets.file_tree import FileTreeView
from tutor.ui.widgets.layers_table import LayersTable
from tutor.ui.widgets.path_line import PathLine
from tutor.ui.widgets.stage_bars import StageBars
from tutor.ui.widgets.stage_picker import StagePicker

if TYPE_CHECKING:
    from tutor.course import Attempt
    from tutor.engine.result import StageImage
    from tutor.insight import Hop, LineInsight
    from tutor.insight.provenance import Provenance, Share
    from tutor.ui.kept_build import KeptBuild


class Following(Elsewhere):
    """Which stage's files are shown, which of them, and where they came from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "toggle_graph", "Bars or graph", show=False, id="stages.graph",
                tooltip="Show the stages as a graph, or as bars again"),
    ]  # fmt: skip

    file_tree = getters.query_one("#files", FileTreeView)

    kept: KeptBuild | None = None
    """What an earlier session left of the build that is shown."""
    _stage_index = 0

    # Bars or graph

    def action_toggle_graph(self) -> None:
        """Show the stages as a graph, or as bars again."""
        self.set_class(not self.has_class("-graph"), "-graph", update=False)
        self.style_again("#stages", "#graph")
        self.action_pane("stages")

    def focus_of(self, pane: str) -> str:
        drawn = self.has_class("-graph") or self.has_class("-building")
        return "#graph" if pane == "stages" and drawn else super().focus_of(pane)

    # Stages

    def show_stage(self, index: int) -> None:
        """Show the files and layers of a stage."""
        if self.figures is None or not self.figures.stages:
            return
        self._stage_index = index % len(self.figures.stages)
        stage = self.figures.stages[self._stage_index]
        self.query_one(LayersTable).stage = stage
        self.query_one(StagePicker).stage = stage
        self.query_one(StagePicker).several = len(self.figures.stages) > 1
        image = self.result.stages[self._stage_index] if self.result is not None else None
        kept = self.kept.images.get(self._stage_index) if self.kept is not None else None
        view = self.file_tree
        view.why_empty = _why_empty(image)
        self.query_one(StagePicker).only = ""
        view.files = image.files if image is not None else kept.files if kept is not None else None

    def read_kept_soon(self, attempt: Attempt | None) -> None:
        """Read the files of the last session's build when its figures are to be seen; they may be many."""
        if attempt is not None:
            self.when_drawn(lambda: self._read_kept(attempt))

    @work(thread=True, exit_on_error=False, group="progress", description="Reading what a build left")
    def _read_kept(self, attempt: Attempt) -> None:
        from tutor.ui.kept_build import kept_build

        self.post_message(KeptRead(kept_build(attempt)))

    def on_kept_read(self, message: KeptRead) -> None:
        """Show the files of the last session's build, until there is a newer one."""
        if self.figures is None or self.result is not None or self.cancel is not None:
            return
        self.kept = message.build
        self.figures = self.query_one(StageBars).figures = message.build.completed(self.figures)
        self.graph.show_remembered(message.build.plan, self.figures)
        self.query_one(BytesPane).show_remembered(self.figures, message.build.plan)
        self.show_stage(self._stage_index)

    def action_step_stage(self, by: int) -> None:
        """Show the files and layers of another stage."""
        self.show_stage(self._stage_index + by)

    # From a line to its files

    @on(DockerfileEditor.FilesAsked)
    def _files_asked(self, message: DockerfileEditor.FilesAsked) -> None:
        message.stop()
        self.files_of_line(message.editor.built_line(message.line))

    @on(LayersTable.FilesAsked)
    def _files_of_layer_asked(self, message: LayersTable.FilesAsked) -> None:
        self.files_of_line(message.line)

    def files_of_line(self, line: int | None) -> None:
        """Show what an instruction stored; ``line`` is one of the text that was built."""
        told = self.explained.explanation if self.explained is not None else None
        one = told.line_at(line) if told is not None and line is not None else None
        if told is None or self.result is None:
            self.notify("F5 builds first; then every line shows what it stored.")
        elif one is None or not one.reached:
            self.notify("The last build did not reach this line, so it stored nothing.")
        else:
            stage = self.result.stages[one.stage]
            self._find_files(stage, one)

    @work(
        thread=True, exit_on_error=False, group="files-of-line", exclusive=True, description="Finding files"
    )
    def _find_files(self, stage: StageImage, line: LineInsight) -> None:
        """All that its layer stores, what later lines hid of it too."""
        from tutor.image import FileTree

        layer = next((one.layer for one in stage.instructions if one.line == line.line), None)
        stored = layer.entries if layer is not None else ()
        tree = FileTree.of(stored)
        tree.children()
        tree.bytes_under()
        files = sum(one.kind.name == "FILE" for one in stored)
        self.post_message(FilesOfLine(line.line, stage.index, tree, files, line.adds, line.hidden_later or 0))

    def on_files_of_line(self, message: FilesOfLine) -> None:
        """Show them in place of the whole stage."""
        if not message.files:
            self.notify(f"Line {message.line} stored no file.")
            return
        self.show_stage(message.stage)
        told = f"line {message.line}: {amounts.count(message.files, 'file')}"
        told += f", {amounts.size(message.bytes)}" if message.bytes is not None else ""
        told += f", {amounts.size(message.hidden)} hidden later" if message.hidden else ""
        self.query_one(StagePicker).only = told
        self.file_tree.files = message.tree
        self.file_tree.unfold_all()
        self.action_pane("files")

    @property
    def shows_files_of_line(self) -> bool:
        """Whether the files that are shown are those of one line."""
        return self.pane == "files" and bool(self.query_one(StagePicker).only)

    def action_all_files(self) -> None:
        """Show all files of the stage again."""
        self.show_stage(self._stage_index)

    # From a file to its line

    @on(FileTreeView.Moved)
    def _file_reached(self, message: FileTreeView.Moved) -> None:
        self._tell_of(message.path)

    def _tell_of(self, path: str | None) -> None:
        """Tell where a path came from."""
        line = self.query_one(PathLine)
        hops: tuple[Hop, ...] = ()
        line.shares = self._shares_of(path)
        if self.explained is not None and path is not None and not line.shares:
            hops = self.explained.explanation.provenance.trail(self._stage_index, path)
        line.hops = hops

    def _shares_of(self, path: str | None) -> tuple[Share, ...]:
        """The lines that have a part in a folder, if there are several, the largest part first; () until that
        was worked out.
        """
        entry = None if path is None or self.file_tree.files is None else self.file_tree.files.get(path)
        if self.explained is None or entry is None or entry.kind.name != "DIRECTORY":
            return ()
        provenance = self.explained.explanation.provenance
        if not provenance.has_shares(self._stage_index):
            self._find_shares(provenance, self._stage_index, entry.path)
            return ()
        shares = provenance.shares(self._stage_index, entry.path)
        return shares if len(shares) > 1 else ()

    @work(thread=True, exit_on_error=False, group="shares", exclusive=True, description="Finding the lines")
    def _find_shares(self, provenance: Provenance, stage: int, folder: str) -> None:
        """Go through the files of a stage, and tell of the folder again if the cursor is still there."""
        provenance.shares(stage, folder)
        self.post_message(SharesFound(stage))

    def on_shares_found(self, message: SharesFound) -> None:
        if message.stage == self._stage_index:
            self._tell_of(self.file_tree.path)

    def action_line_of_file(self) -> None:
        """Go to the line that stored the file under the cursor."""
        path = self.file_tree.path
        line = None
        if self.explained is not None and path is not None:
            shares = self._shares_of(path)
            found = self.explained.explanation.provenance.line_of(self._stage_index, path)
            line = shares[0].line if shares else found
        if line is None:
            self.notify("It is not known which line stored this." if self.explained else "F5 builds first.")
        else:
            self.go_to_line(line)

    def go_to_line(self, line: int) -> None:
        """Put the cursor on an instruction; ``line`` is one of the text that was built."""
        now = self.editor.line_now(line)
        self.action_pane("editor")
        self.editor.goto(now)
        self.editor.flash(now)


def _why_empty(image: StageImage | None) -> str:
    if image is None:
        return "These figures are of your last session. F5 builds, and the files are here again."
    if not image.built:
        return f"This stage was not built: {image.skipped_because or 'the build stopped before it'}."
    return "The files of this stage could not be listed."
