"""The folder in which a learner works on a lesson: real files, for any editor."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tutor.course.app_files import changed, files_set_aside, lay_out, put_back, take_back
from tutor.course.edited_file import EditedFile
from tutor.course.layout import Role, laid_out
from tutor.course.lesson import Lesson
from tutor.course.safe_file import replace, sweep, write_new
from tutor.home import home_folder

BEFORE_RESET = "before-reset.Dockerfile"


class Workspace(EditedFile):
    """A lesson's application with the learner's Dockerfile.

    What belongs to us (the text before a reset, temporary files) lies in a folder of its own, outside of the
    build context. All methods raise WorkspaceError when the files cannot be read or written.
    """

    called = "The workspace"

    def __init__(self, lesson: Lesson, folder: Path, state: Path) -> None:
        super().__init__(folder, folder / "Dockerfile", state)
        self.lesson = lesson

    @classmethod
    def open(
        cls, lesson: Lesson, root: Path | None = None, *, clock: Callable[[], float] = time.time
    ) -> Workspace:
        """The lesson's workspace below ``root`` (by default the home folder), made if it is not there yet."""
        workspace = cls.of(lesson, root)
        workspace.make(clock=clock)
        return workspace

    @classmethod
    def of(cls, lesson: Lesson, root: Path | None = None) -> Workspace:
        """The lesson's workspace, whether it was made or not; nothing is written."""
        root = home_folder() if root is None else root
        return cls(lesson, root / "workspaces" / lesson.name, root / "state" / lesson.name)

    def make(self, *, clock: Callable[[], float] = time.time) -> None:
        """Put there what is not there yet; nothing that the learner wrote is overwritten."""
        with self._explained("cannot be prepared"):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._state.mkdir(parents=True, exist_ok=True)
            sweep(self._state, now=clock())
            lay_out(laid_out(self.lesson, Role.START), self.folder, self._state)
            write_new(self.dockerfile_path, self.lesson.start.encode(), mode=0o644, scratch=self._state)

    def text_once_made(self) -> str:
        """The Dockerfile as ``make`` would leave it."""
        return self.text() if self.dockerfile_path.exists() else self.lesson.start

    def changed_files(self) -> tuple[str, ...]:
        """Which of the lesson's files besides the Dockerfile are missing, or other than they came."""
        with self._explained("cannot be read"):
            return changed(laid_out(self.lesson, Role.START), self.folder)

    def put_files_back(self) -> tuple[str, ...]:
        """Make the lesson's files besides the Dockerfile what they were; their names.

        ``undo_reset`` takes it back.
        """
        found = self.changed_files()
        with self._explained("cannot be reset"):
            put_back(laid_out(self.lesson, Role.START), self.folder, self._state)
        return found

    def reset(self) -> tuple[str, ...]:
        """Put the start Dockerfile back, and the lesson's other files; the names of those that were changed.

        ``undo_reset`` takes it back.
        """
        found = self.put_files_back()
        with self._alone, self._explained("cannot be reset"):
            self.folder.mkdir(parents=True, exist_ok=True)
            current = self._current()
            start = self.lesson.start.encode()
            if current is not None and current.split() != start.split():  # only blanks are not worth keeping
                replace(self._state / BEFORE_RESET, current, scratch=self._state)
            replace(self.dockerfile_path, start, scratch=self._state)
            self._seen = start
        return found

    @property
    def can_undo_reset(self) -> bool:
        return (self._state / BEFORE_RESET).is_file() or files_set_aside(self._state)

    def undo_reset(self) -> bool:
        """Bring back what was there before the last reset, also after a restart; False when nothing was.

        What was written since the reset takes its place, so that a second undo brings that back.
        """
        kept = self._state / BEFORE_RESET
        with self._alone, self._explained("cannot be brought back"):
            if not self.can_undo_reset:
                return False
            take_back(laid_out(self.lesson, Role.START), self.folder, self._state)
            current = self._current()
            before = kept.read_bytes() if kept.is_file() else current or self.lesson.start.encode()
            replace(self.dockerfile_path, before, scratch=self._state)
            if current in (None, before, self.lesson.start.encode()):
                kept.unlink(missing_ok=True)
            else:
                replace(kept, current or b"", scratch=self._state)
            self._seen = before
        return True
