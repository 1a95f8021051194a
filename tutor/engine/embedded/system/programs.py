"""Which file a command's name starts."""

from __future__ import annotations

from tutor.engine.embedded.system.identity import EXECUTE
from tutor.engine.embedded.system.places import Places, Refused
from tutor.image import FileEntry, FileKind


class NotFound(Exception):  # noqa: N818 - reads as what it is
    """No file is there under that name: status 127."""


class NotExecutable(Exception):  # noqa: N818 - reads as what it is
    """There is a file, but it may not be started: status 126. ``is_folder`` tells a folder."""

    def __init__(self, *, is_folder: bool = False) -> None:
        super().__init__()
        self.is_folder = is_folder


def program_of(name: str, places: Places, path: str | None) -> FileEntry:
    """The file that ``name`` starts, symlinks followed; ``path`` is $PATH. Raises NotFound, NotExecutable."""
    if "/" in name:
        return _startable(name, places)
    refused: NotExecutable | None = None
    for folder in (path or "").split(":"):
        try:
            return _startable(f"{folder or '.'}/{name}", places)
        except NotExecutable as trouble:
            if not trouble.is_folder:
                refused = refused or trouble
        except NotFound:
            pass
    raise refused or NotFound


def _startable(name: str, places: Places) -> FileEntry:
    try:
        entry = places.lookup(name)
    except Refused as refused:
        raise (NotExecutable() if refused.words == "Permission denied" else NotFound()) from refused
    if entry.kind is FileKind.DIRECTORY:
        raise NotExecutable(is_folder=True)
    if not places.who.may(EXECUTE, entry):
        raise NotExecutable
    return entry
