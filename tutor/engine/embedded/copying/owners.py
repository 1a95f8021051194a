"""Who ``--chown`` means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.copying.errors import CopyError
from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.errors import NotRecorded
from tutor.image import FileEntry, FileKind

NUMBER = re.compile(r"^[-+]?[0-9]+$")
LEAVE = 0xFFFFFFFF
"""The id that chown(2) takes for "leave it as it is"."""
ROOT = "root"
"""Is 0 whatever /etc/passwd says, as in BuildKit."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A user and a group by number; None leaves them as they are."""

    uid: int | None
    gid: int | None

    def over(self, uid: int, gid: int) -> tuple[int, int]:
        return uid if self.uid is None else self.uid, gid if self.gid is None else self.gid


def owner_of(chown: str, into: Filesystem, contents: Contents) -> Owner | None:
    """The owner that ``user``, ``user:group`` or numbers stand for; None when nothing was asked.

    A number alone is user and group, a name alone brings its group from /etc/passwd, and a name that is not
    there is root, all as in BuildKit. Raises CopyError for a name where there are no files yet, as on
    scratch, and NotRecorded where the content of the file is not known.
    """
    if not chown:
        return None
    user, colon, group = ("0" if part == ROOT else part for part in chown.partition(":"))
    if not into.children() and any(name and not NUMBER.match(name) for name in (user, group)):
        raise CopyError("invalid user index: -1")
    uid, gid = 0, 0
    if NUMBER.match(user):
        uid = gid = int(user) & LEAVE
    elif user and (found := _line(user, "etc/passwd", into, contents)) is not None:
        uid, gid = _number(found, 2), _number(found, 3)
    if colon and NUMBER.match(group):
        gid = int(group) & LEAVE
    elif colon and not group:
        gid = 0
    elif group and (found := _line(group, "etc/group", into, contents)) is not None:
        gid = _number(found, 2)
    return Owner(None if uid == LEAVE else uid, None if gid == LEAVE else gid)


def _line(name: str, path: str, into: Filesystem, contents: Contents) -> list[str] | None:
    """The fields of the first line for a name."""
    return next((fields for fields in _lines(path, into, contents) if fields[0] == name), None)


def _lines(path: str, into: Filesystem, contents: Contents) -> Iterator[list[str]]:
    file: FileEntry | None = into.resolve(path)
    if file is None or file.kind is not FileKind.FILE:
        return
    content = contents.whole(file.digest, file.size)
    if content is None:
        raise NotRecorded(f"--chown with a name from /{path}", reason="that file's content is not recorded")
    for line in content.decode("utf-8", "surrogateescape").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip().split(":")


def _number(fields: list[str], position: int) -> int:
    text = fields[position] if position < len(fields) else ""
    return int(text) & LEAVE if NUMBER.match(text) else 0
