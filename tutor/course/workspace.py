"""The folder in which a learner works on a lesson: real files, for any editor."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from tutor.course.app_files import lay_out
from tutor.course.errors import WorkspaceError
from tutor.course.lesson import Lesson
from tutor.course.safe_file import replace, sweep, write_new
from tutor.home import home_folder

BEFORE_RESET = "before-reset.Dockerfile"
SET_ASIDE = "set-aside.Dockerfile"


class Workspace:
    """A lesson's application with the learner's Dockerfile.

    What belongs to us (the text before a reset, temporary files) lies in a folder of its own, outside of the
    build context. All methods raise WorkspaceError when the files cannot be read or written.
    """

    def __init__(self, lesson: Lesson, folder: Path, state: Path) -> None:
        self.lesson = lesson
        self.folder = folder
        self.dockerfile_path = folder / "Dockerfile"
        self._state = state
        self._seen: bytes | None = None

    @classmethod
    def open(
        cls, lesson: Lesson, root: Path | None = None, *, clock: Callable[[], float] = time.time
    ) -> Workspace:
        """The lesson's workspace below ``root`` (by default the home folder), made when it is not there yet.

        Nothing that the learner wrote is overwritten.
        """
        root = home_folder() if root is None else root
        workspace = cls(lesson, root / "workspaces" / lesson.name, root / "state" / lesson.name)
        with workspace._explained("cannot be prepared"):
            workspace.folder.mkdir(parents=True, exist_ok=True)
            workspace._state.mkdir(parents=True, exist_ok=True)
            sweep(workspace._state, now=clock())
            lay_out(lesson.app_folder, workspace.folder, workspace._state)
            write_new(workspace.dockerfile_path, lesson.start.encode(), mode=0o644, scratch=workspace._state)
        return workspace

    def text(self) -> str:
        """The Dockerfile as it is on disk."""
        data = self._read()
        self._seen = data
        return self._decoded(data)

    def save(self, text: str) -> None:
        """Write the Dockerfile, whole or not at all.

        When another editor changed it since we last read or wrote it, that version is kept at
        ``set_aside_path``.
        """
        data = text.encode("utf-8", "surrogatepass")
        with self._explained("cannot be saved"):
            current = self._current()
            if current == data:
                self._seen = data
                return
            if current is not None and self._seen is not None and current != self._seen:
                replace(self.set_aside_path, current, scratch=self._state)
            self.folder.mkdir(parents=True, exist_ok=True)
            replace(self.dockerfile_path, data, scratch=self._state)
        self._seen = data

    @property
    def set_aside_path(self) -> Path:
        """Where the version of another editor is kept that ``save`` replaced."""
        return self._state / SET_ASIDE

    def reset(self) -> None:
        """Put the start Dockerfile back, and missing application files; ``undo_reset`` takes it back."""
        with self._explained("cannot be reset"):
            self.folder.mkdir(parents=True, exist_ok=True)
            current = self._current()
            start = self.lesson.start.encode()
            if current is not None and current != start:
                replace(self._state / BEFORE_RESET, current, scratch=self._state)
            lay_out(self.lesson.app_folder, self.folder, self._state)
            replace(self.dockerfile_path, start, scratch=self._state)
        self._seen = start

    @property
    def can_undo_reset(self) -> bool:
        return (self._state / BEFORE_RESET).is_file()

    def undo_reset(self) -> bool:
        """Bring back the text before the last reset, also after a restart; False when there is none.

        What was written since the reset takes its place, so that a second undo brings that back.
        """
        kept = self._state / BEFORE_RESET
        with self._explained("cannot be brought back"):
            try:
                before = kept.read_bytes()
            except FileNotFoundError:
                return False
            current = self._current()
            replace(self.dockerfile_path, before, scratch=self._state)
            if current in (None, before, self.lesson.start.encode()):
                kept.unlink(missing_ok=True)
            else:
                replace(kept, current or b"", scratch=self._state)
        self._seen = before
        return True

    def changed_outside(self) -> str | None:
        """The text on disk when it differs from what we last read or wrote; None when it does not, or is
        gone.
        """
        with self._explained("cannot be read"):
            current = self._current()
        if current is None or current == self._seen:
            return None
        self._seen = current
        return self._decoded(current)

    def watch(self, stop: Event) -> Iterator[str]:
        """The text whenever another program changed it, until ``stop`` is set; blocks in between."""
        from watchfiles import watch

        with self._explained("cannot be watched"):
            # Editors replace the file, so it is the folder that has to be watched.
            for _ in watch(
                self.folder, watch_filter=self._is_dockerfile, stop_event=stop, debounce=200, recursive=False
            ):
                text = self.changed_outside()
                if text is not None:
                    yield text

    def _is_dockerfile(self, _change: object, path: str) -> bool:
        return Path(path).name == self.dockerfile_path.name

    def _read(self) -> bytes:
        with self._explained("cannot be read"):
            return self.dockerfile_path.read_bytes()

    def _current(self) -> bytes | None:
        try:
            return self.dockerfile_path.read_bytes()
        except FileNotFoundError:
            return None

    def _decoded(self, data: bytes) -> str:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise WorkspaceError(
                f"{self.dockerfile_path} is not UTF-8 (byte {error.start}).",
                advice="Save it as UTF-8 and try again.",
            ) from None

    @contextlib.contextmanager
    def _explained(self, what: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            where = error.filename or self.folder
            raise WorkspaceError(
                f"The workspace {self.folder} {what}: {error.strerror or error} ({where}).",
                advice=_advice(error),
            ) from error


def _advice(error: OSError) -> str:
    match error:
        case PermissionError():
            return "Make the folder writable, or name another with DISTILL_HOME."
        case FileNotFoundError():
            return "Open the lesson again (`distill start LESSON`): that puts its files back."
        case FileExistsError() | NotADirectoryError() | IsADirectoryError():
            return "Something else has that name: move it away, or name another folder with DISTILL_HOME."
    return "Free some space or name another folder with DISTILL_HOME."
