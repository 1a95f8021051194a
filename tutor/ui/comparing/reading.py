"""Reading the beginning of a file of an opened side; it may ask an engine, so it is for workers."""

from __future__ import annotations

from tutor.engine.errors import EngineError, NotRecorded
from tutor.image.archive import ContentGone, MalformedArchive
from tutor.image.entry import FileEntry, FileKind
from tutor.ui.comparing.opening import NoEngine
from tutor.ui.comparing.preview import LIMIT_BYTES, Read
from tutor.ui.comparing.side import Opened


def beginning_of(opened: Opened, entry: FileEntry | None) -> Read:
    """The first bytes of a file of a side, or why they cannot be had."""
    if entry is None:
        return Read()
    if entry.kind not in (FileKind.FILE, FileKind.SYMLINK):
        return Read(why_not="not a regular file, so there is nothing to read.")
    known = opened.image.documents.get(entry.path) if opened.image is not None else None
    if known is not None:
        return Read(known[:LIMIT_BYTES])
    if opened.read is None:
        return Read(why_not="of this side only names and sizes are kept, not what is in the files.")
    try:
        return Read(opened.read(entry.path, LIMIT_BYTES))
    except (EngineError, OSError, NoEngine, MalformedArchive, ContentGone) as error:
        return Read(why_not=_why(error))


def _why(error: Exception) -> str:
    match error:
        case NotRecorded():
            return "what is in this file is not recorded. A live engine has it: F12 chooses one."
        case EngineError():
            return f"{error.message.rstrip('.')}. {error.advice}".strip()
        case FileNotFoundError():
            return "it leads nowhere: there is no such file."
        case IsADirectoryError():
            return "it leads to a folder."
        case OSError():
            return f"it cannot be read: {error.strerror or error}."
    return str(error)
