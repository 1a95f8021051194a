"""A folder's Dockerfile that is edited here, and perhaps in other editors too."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from threading import Event, RLock

from tutor.course.context_files import ContextFiles
from tutor.course.errors import WorkspaceError
from tutor.course.safe_file import replace

SET_ASIDE = "set-aside.Dockerfile"
LOOK_MILLISECONDS = 1000
"""How often one looks at the file although nothing was heard of it."""


class EditedFile:
    """A Dockerfile in its folder; all methods raise WorkspaceError when files cannot be read or written.

    ``state`` is a folder of our own for temporary files and for what is set aside, outside of the build
    context.
    """

    called = "The folder"
    """How messages begin that name the folder."""

    def __init__(self, folder: Path, dockerfile_path: Path, state: Path) -> None:
        self.folder = folder
        self.dockerfile_path = dockerfile_path
        self._state = state
        self._seen: bytes | None = None
        self._alone = RLock()
        """Held while it is read or written: who watches must not take what we just wrote for another's."""

    def text(self) -> str:
        """The Dockerfile as it is on disk."""
        with self._alone:
            data = self._read()
            self._seen = data
        return self._decoded(data)

    def save(self, text: str) -> None:
        """Write the Dockerfile, whole or not at all.

        When another editor changed it since we last read or wrote it, that version is kept at
        ``set_aside_path``.
        """
        data = text.encode("utf-8", "surrogatepass")
        with self._alone, self._explained("cannot be saved"):
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
    def others(self) -> ContextFiles:
        """The other files of the folder."""
        return ContextFiles(self.folder, self.dockerfile_path, self._state)

    @property
    def set_aside_path(self) -> Path:
        """Where the version of another editor is kept that ``save`` replaced."""
        return self._state / SET_ASIDE

    def changed_outside(self) -> str | None:
        """The text on disk when it differs from what we last read or wrote; None when it does not, or is
        gone.
        """
        with self._alone:
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
                self.dockerfile_path.parent,
                watch_filter=self._is_dockerfile,
                stop_event=stop,
                debounce=200,
                recursive=False,
                # A folder that was removed and made again is another one, of which the system tells nothing.
                rust_timeout=LOOK_MILLISECONDS,
                yield_on_timeout=True,
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
                f"{self.called} {self.folder} {what}: {error.strerror or error} ({where}).",
                advice=self.advice_for(error),
            ) from error

    def advice_for(self, error: OSError) -> str:
        """What to do about an error, one sentence."""
        match error:
            case PermissionError():
                return "Make the folder writable, or name another with DISTILL_HOME."
            case FileNotFoundError():
                return "Open the lesson again (`distill start LESSON`): that puts its files back."
            case FileExistsError() | NotADirectoryError() | IsADirectoryError():
                return "Something else has that name: move it away, or name another folder with DISTILL_HOME."
        return "Free some space or name another folder with DISTILL_HOME."
