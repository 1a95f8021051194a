"""Who a container's program runs as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST_ID = 2**31 - 1
RANGE = f"uids and gids must be in range 0-{LARGEST_ID}"
NUMBER = re.compile(r"[+-]?[0-9]+")


class UnknownUser(Exception):  # noqa: N818 - reads as what it is
    """USER names nobody; the message is the engine's."""


@dataclass(frozen=True, slots=True)
class User:
    """A user by numbers; ``groups`` are those besides the first one."""

    uid: int = 0
    gid: int = 0
    groups: tuple[int, ...] = ()

    def __str__(self) -> str:
        """``1000:1000``, with further groups ``1000:1000+50``."""
        return f"{self.uid}:{self.gid}" + "".join(f"+{group}" for group in self.groups)


def user_of(spec: str, passwd: str, group: str) -> User:
    """The user of an image's config (``1000``, ``app``, ``app:staff``, ``""``) by the texts of its
    /etc/passwd and /etc/group, as the engine looks them up.

    A file that is not there counts as empty. Raises UnknownUser.
    """
    name, _, group_name = spec.partition(":")
    number = _number(name) if name else 0
    account = next(
        (fields for fields in _lines(passwd) if _is(fields, name, number)),
        None,
    )
    if account is not None:
        uid, gid = _number(account[2]) or 0, _number(account[3]) or 0
    elif number is None:
        raise UnknownUser(f"unable to find user {name}: no matching entries in passwd file")
    else:
        uid, gid = _in_range(number), 0
    if group_name:
        return User(uid, _group(group_name, group))
    if account is None or not account[0]:
        return User(uid, gid)
    return User(uid, gid, tuple(_groups_with(account[0], group)))


def _group(name: str, text: str) -> int:
    number = _number(name)
    for fields in _lines(text):
        if _is(fields, name, number):
            return _number(fields[2]) or 0
    if number is None:
        raise UnknownUser(f"unable to find group {name}: no matching entries in group file")
    return _in_range(number)


def _groups_with(member: str, text: str) -> Iterator[int]:
    for fields in _lines(text):
        if member in fields[3].split(","):
            yield _number(fields[2]) or 0


def _is(fields: list[str], name: str, number: int | None) -> bool:
    """A number always means an ID, never a name of digits."""
    return fields[0] == name if number is None else (_number(fields[2]) or 0) == number


def _lines(text: str) -> Iterator[list[str]]:
    """The fields of each line; fields that a line lacks are empty."""
    for line in text.splitlines():
        if line.strip():
            yield [*line.strip().split(":"), "", "", "", ""]


def _number(text: str) -> int | None:
    """None for what is no number, or larger than the engine's integers."""
    number = int(text) if NUMBER.fullmatch(text) else None
    return number if number is not None and -(2**63) <= number < 2**63 else None


def _in_range(number: int) -> int:
    if not 0 <= number <= LARGEST_ID:
        raise UnknownUser(RANGE)
    return number
