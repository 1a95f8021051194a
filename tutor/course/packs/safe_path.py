"""Which paths a pack may have: those that mean the same file, inside of it, on every system."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from tutor.course.packs.errors import refused
from tutor.course.packs.limits import DEEPEST, LONGEST_PATH

_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)
"""What Windows takes for a device in any folder, whatever its ending."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\\]')


def safe_path(written: str) -> PurePosixPath:
    """The path as one to be joined to a folder; ``./`` and a trailing slash are taken off.

    Raises PackError for everything that could leave the folder, or mean another file elsewhere.
    """
    if written.startswith("/"):
        raise refused(written, "is an absolute path")
    if _FORBIDDEN.search(written):
        raise refused(written, "holds a character that not all systems allow in a name")
    if unicodedata.normalize("NFC", written) != written or not written.isprintable():
        raise refused(written, "is spelt so that it could be taken for another name")
    parts = [part for part in written.split("/") if part not in ("", ".")]
    for part in parts:
        if part == "..":
            raise refused(written, "leads out of its folder")
        if part.endswith((".", " ")) or part.startswith(" "):
            raise refused(written, "has a name that not all systems can tell from another")
        if _DEVICE.fullmatch(part):
            raise refused(written, "is called like a device")
        if part.casefold().startswith(".git") and part.casefold() not in (
            ".gitignore",
            ".gitkeep",
            ".gitattributes",
        ):
            raise refused(written, "belongs to Git, not to a pack")
    if len(parts) > DEEPEST or len("/".join(parts)) > LONGEST_PATH:
        raise refused(written, "is too long or too deep")
    return PurePosixPath(*parts)


class Names:
    """The paths of one pack, so that no two of them are one file where case does not count."""

    def __init__(self) -> None:
        self._spelt: dict[str, str] = {}
        self._folders: set[str] = set()
        self._files: set[str] = set()

    def take(self, path: PurePosixPath) -> None:
        """Note a file. Raises PackError when it, or a folder of it, is there in another spelling or kind."""
        for folder in list(path.parents)[:-1]:
            self._folders.add(self._key(folder))
        key = self._key(path)
        if key in self._files:
            raise refused(str(path), "is there twice")
        self._files.add(key)
        if clash := self._files & {self._key(folder) for folder in path.parents} or self._folders & {key}:
            raise refused(self._spelt[min(clash)], "is a file and a folder")

    def _key(self, path: PurePosixPath) -> str:
        written = str(path)
        key = unicodedata.normalize("NFKC", written).casefold()
        known = self._spelt.setdefault(key, written)
        if known != written:
            raise refused(written, f"and {known} are one file where case does not count")
        return key
