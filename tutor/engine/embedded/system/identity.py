"""Who a process runs as, as the engine reads the config's user."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.embedded.system.process import CannotStart
from tutor.engine.errors import NotRecorded
from tutor.image import FileEntry, FileKind

EXECUTE, WRITE, READ = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Account:
    """A line of etc/passwd."""

    name: str
    uid: int
    gid: int
    home: str
    shell: str


@dataclass(frozen=True, slots=True)
class Group:
    """A line of etc/group."""

    name: str
    gid: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """User and groups of a process, by number; uid 0 may do everything but start what nobody may start."""

    uid: int = 0
    gid: int = 0
    groups: frozenset[int] = frozenset()

    def may(self, what: int, entry: FileEntry) -> bool:
        """Whether the mode of a path allows ``READ``, ``WRITE`` or ``EXECUTE``."""
        if self.uid == 0:
            return what != EXECUTE or entry.kind is FileKind.DIRECTORY or bool(entry.mode & 0o111)
        if entry.uid == self.uid:
            return bool(entry.mode >> 6 & what)
        if entry.gid == self.gid or entry.gid in self.groups:
            return bool(entry.mode >> 3 & what)
        return bool(entry.mode & what)

    def owns(self, entry: FileEntry) -> bool:
        return self.uid in (0, entry.uid)

    def belongs_to(self, gid: int) -> bool:
        return gid == self.gid or gid in self.groups


def whole_text(files: Filesystem, contents: Contents, path: str) -> str | None:
    """The text of a small file; None when there is no such file. Raises NotRecorded."""
    entry = files.resolve(path)
    if entry is None or entry.kind is not FileKind.FILE:
        return None
    content = contents.whole(entry.digest, entry.size)
    if content is None:
        raise NotRecorded(f"/{path}", reason="what it holds is not recorded")
    return content.decode("utf-8", "surrogateescape")


def accounts(files: Filesystem, contents: Contents) -> list[Account]:
    """The lines of etc/passwd that can be read."""
    return list(_accounts(whole_text(files, contents, "etc/passwd") or ""))


def groups(files: Filesystem, contents: Contents) -> list[Group]:
    """The lines of etc/group that can be read."""
    return list(_groups(whole_text(files, contents, "etc/group") or ""))


def _accounts(text: str) -> Iterator[Account]:
    for line in text.splitlines():
        fields = line.split(":")
        if len(fields) >= 4 and fields[2].isdecimal() and fields[3].isdecimal():
            fields += [""] * 3
            yield Account(fields[0], int(fields[2]), int(fields[3]), fields[5], fields[6])


def _groups(text: str) -> Iterator[Group]:
    for line in text.splitlines():
        fields = line.split(":")
        if len(fields) >= 3 and fields[2].isdecimal():
            members = tuple(filter(None, ",".join(fields[3:4]).split(",")))
            yield Group(fields[0], int(fields[2]), members)


def identity_of(user: str, files: Filesystem, contents: Contents) -> tuple[Identity, str]:
    """The numbers behind ``user[:group]``, and the home folder that the engine sets. Raises CannotStart."""
    name, _, group = user.partition(":")
    wanted = name or "0"
    by_number = wanted.isdecimal() and group.isdecimal()
    if user and not by_number and files.resolve("etc/passwd") is None:
        raise CannotStart(f"unable to find user {wanted}: invalid argument", None)
    known = accounts(files, contents)
    account = next((one for one in known if one.name == wanted or str(one.uid) == wanted), None)
    if account is None and not wanted.isdecimal():
        raise CannotStart(f"unable to find user {wanted}: no matching entries in passwd file", None)
    uid = account.uid if account is not None else int(wanted)
    home = next((one.home for one in known if one.uid == uid), "/")
    if by_number:
        return Identity(uid, int(group)), home
    every = groups(files, contents)
    if group:
        found = next((one for one in every if one.name == group or str(one.gid) == group), None)
        if found is None and not group.isdecimal():
            raise CannotStart(f"unable to find group {group}: no matching entries in group file", None)
        return Identity(uid, found.gid if found is not None else int(group)), home
    if account is None:
        return Identity(uid), home
    more = frozenset(one.gid for one in every if account.name in one.members)
    return Identity(uid, account.gid, more), home
