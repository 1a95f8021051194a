"""The golf board: the learner's own records, app by app."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.worker import Worker

from tutor.ui.screens.fitted import Fitted
from tutor.ui.widgets.even import EvenScroll
from tutor.ui.widgets.golf_table import GolfTable
from tutor.ui.widgets.key_footer import KeyFooter
from tutor.ui.widgets.title_line import TitleLine
from tutor.ui.work_failed import tell_of_failed_work

if TYPE_CHECKING:
    from tutor.course.golf import GolfBoard


class BoardsRead(Message):
    """The records of all apps."""

    def __init__(self, boards: tuple[GolfBoard, ...]) -> None:
        super().__init__()
        self.boards = boards


class GolfScreen(Fitted):
    """The smallest passing images and the quickest rebuilds of one app at a time."""

    TITLE = "Golf board"
    CSS_PATH = "golf.tcss"
    AUTO_FOCUS = "#board"
    HELP = """
    # Golf board
    Your own records: the smallest final images with which all goals of a lesson were green, and the quickest
    rebuilds. **←** and **→** go from app to app. Nothing is sent anywhere.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,b", "dismiss", "Back", key_display="Esc", id="golf.back", tooltip="Go back"),
        Binding("left", "step(-1)", "App before", key_display="←", id="golf.before", priority=True,
                tooltip="Show the records of the app before"),
        Binding("right", "step(1)", "Next app", key_display="→", id="golf.next", priority=True,
                tooltip="Show the records of the next app"),
    ]  # fmt: skip

    def __init__(self, app: str | None = None) -> None:
        super().__init__()
        self._wanted = app
        self._boards: tuple[GolfBoard, ...] = ()
        self._at = 0

    def compose(self) -> ComposeResult:
        yield TitleLine()
        with EvenScroll(id="board", classes="pane") as board:
            board.border_title = "Your records"
            yield GolfTable(id="golf-table")
        yield KeyFooter(palette_from=None)

    def on_mount(self) -> None:
        title = self.query_one(TitleLine)
        title.title = Content.styled("Golf board", "bold $accent")
        title.middle = "every goal green, then fewer bytes"
        self.read_boards()

    @work(thread=True, exit_on_error=False, group="progress", description="Reading your records")
    def read_boards(self) -> None:
        from tutor.course import Progress
        from tutor.course.golf import golf_boards

        with Progress.open() as progress:
            self.post_message(BoardsRead(golf_boards(progress)))

    def on_boards_read(self, message: BoardsRead) -> None:
        self._boards = message.boards
        apps = [board.app for board in self._boards]
        self._at = apps.index(self._wanted) if self._wanted in apps else 0
        self._show()

    def _show(self) -> None:
        pane, table = self.query_one("#board"), self.query_one(GolfTable)
        if not self._boards or (self._wanted is not None and self._boards[self._at].app != self._wanted):
            table.empty = f"No build of {self._wanted or 'any app'} has passed all goals of its lesson yet."
            pane.border_title = Content(self._wanted or "Your records")
            if not self._boards:
                return
        board = self._boards[self._at]
        table.board = board if self._wanted in (None, board.app) else None
        if table.board is not None:
            pane.border_title = Content(board.app)
        pane.border_subtitle = f"{self._at + 1} of {len(self._boards)}" if len(self._boards) > 1 else ""
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "step" or len(self._boards) > 1 or self._wanted_is_missing

    @property
    def _wanted_is_missing(self) -> bool:
        return bool(self._boards) and self._wanted not in (None, self._boards[self._at].app)

    def action_step(self, by: int) -> None:
        """Show another app's records."""
        if self._boards:
            self._at = self._at if self._wanted_is_missing else (self._at + by) % len(self._boards)
            self._wanted = None
            self._show()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        tell_of_failed_work(self, event)
