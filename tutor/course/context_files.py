"""The other text files of a folder that is built: sources, `.dockerignore`, what a lesson asks to change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tutor.course.errors import WorkspaceError
from tutor.course.safe_file import replace

MOST_BYTES = 256 * 1024
"""Larger files are for another editor."""
MOST_FILES = 500
NOT_LISTED = frozenset({".git", "__pycache__", "node_modules", ".DS_Store"})
IGNORE_FILE = ".dockerignore"


class ContextFiles:
    """Text files of ``folder``, by their paths in it; ``dockerfile`` is edited elsewhere and left out.

    All methods raise WorkspaceError. ``scratch`` is a folder of ours for temporary files.
    """

    def __init__(self, folder: Path, dockerfile: Path, scratch: Path) -> None:
        self.folder = folder
        self._dockerfile = dockerfile
        self._scratch = scratch

    def names(self) -> tuple[str, ...]:
        """The files that can be edited, hidden ones too, in order; at most ``MOST_FILES``."""
        found: list[str] = []
        for name, path in self._walk():
            if len(found) == MOST_FILES:
                break
            if path != self._dockerfile and path.is_file() and path.stat().st_size <= MOST_BYTES:
                found.append(name)
        return tuple(found)

    def read(self, name: str) -> str:
        """A file's text; empty for one that is not there yet."""
        path = self.path_of(name)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise self._trouble(name, "cannot be read", error) from error
        if len(data) > MOST_BYTES or b"\0" in data:
            raise WorkspaceError(f"{name} is no text to edit here.", advice="Use another editor for it.")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise WorkspaceError(
                f"{name} is not UTF-8 (byte {error.start}).", advice="Use another editor for it."
            ) from None

    def write(self, name: str, text: str) -> None:
        """Write a file, whole or not at all; its folder is made."""
        path = self.path_of(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace(path, text.encode("utf-8", "surrogatepass"), scratch=self._scratch)
        except OSError as error:
            raise self._trouble(name, "cannot be saved", error) from error

    def path_of(self, name: str) -> Path:
        """Where a file lies; only paths inside of the folder are taken, links followed."""
        parts = PurePosixPath(name.strip()).parts
        path = self.folder.joinpath(*parts) if parts else self.folder
        inside = path.resolve().is_relative_to(self.folder.resolve())
        if not parts or not inside or ".." in parts or path.is_dir() or path == self._dockerfile:
            raise WorkspaceError(
                f"{name.strip() or 'An empty name'} is no file of this folder.",
                advice="Give a path below the folder, such as .dockerignore or src/index.js.",
            )
        return path

    def _walk(self) -> Iterator[tuple[str, Path]]:
        for folder, folders, files in os.walk(self.folder):
            folders[:] = sorted(set(folders) - NOT_LISTED)
            for file in sorted(set(files) - NOT_LISTED):
                path = Path(folder, file)
                yield path.relative_to(self.folder).as_posix(), path

    def _trouble(self, name: str, what: str, error: OSError) -> WorkspaceError:
        return WorkspaceError(
            f"{name} in {self.folder} {what}: {error.strerror or error}.",
            advice="Look at the folder's rights and at the space that is left.",
        )
