"""``RUN --mount=type=…,from=…,target=…``: its fields, and what BuildKit says against them."""

from __future__ import annotations

import csv
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tutor.dockerfile.expansion import go_quoted
from tutor.dockerfile.model import Flag
from tutor.dockerfile.nearest import did_you_mean

TYPES = ("bind", "cache", "tmpfs", "secret", "ssh")
SHARING = ("shared", "private", "locked")
ALIASES = {"src": "source", "dst": "target", "destination": "target", "ro": "readonly", "rw": "readwrite"}
PLAIN_KEYS = (
    "type",
    "from",
    "source",
    "target",
    "readonly",
    "id",
    "sharing",
    "required",
    "size",
    "mode",
    "uid",
)
KEYS = (*PLAIN_KEYS, "gid", "env", "readwrite", *ALIASES)
SWITCHES = ("readonly", "readwrite", "required")
TRUTHS = ("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False")
SIZE = re.compile(r"^\d+(\.\d+)? ?([kKmMgGtTpP][iI]?)?[bB]?$")
WITH_OWNER = ("secret", "ssh", "cache")


class MountError(ValueError):
    """BuildKit refuses the mount; the message is its own."""


@dataclass(frozen=True, slots=True)
class Mount:
    """One ``--mount`` of a RUN, variables expanded.

    ``source_name`` is what ``from=`` names (a stage or an image); None for the context and for mounts without
    a source. ``target`` is "" when it is left out.
    """

    kind: str
    source_name: str | None
    source: str
    target: str


Expander = Callable[[str], str]


def as_written(value: str) -> str:
    return value


def lenient_mounts(flags: tuple[Flag, ...]) -> Iterator[Mount]:
    """The mounts of a RUN that can be read; the others are left out."""
    for flag in flags:
        if flag.name == "mount":
            try:
                yield read_mount(flag.value, as_written)
            except MountError:
                named = dict(field for field in split_fields(flag.value) if field[0])
                yield Mount(named.get("type", "bind"), named.get("from") or None, "", named.get("target", ""))


def split_fields(value: str) -> list[tuple[str, str]]:
    """Key and value of each field; a field without ``=`` has the value ""."""
    row: list[str] = next(csv.reader([value]), []) if '"' in value else value.split(",")
    pairs = (field.partition("=") for field in row)
    return [(ALIASES.get(key.lower(), key.lower()), text) for key, _, text in pairs]


def read_mount(value: str, expand: Expander) -> Mount:
    """Read one mount; raises MountError, and whatever ``expand`` raises."""
    if not value:
        raise MountError("failed to parse csv mounts: EOF")
    try:
        fields: list[str] = next(csv.reader([value], strict=True), [])
    except csv.Error as error:
        raise MountError(f"failed to parse csv mounts: {error}") from None
    found = {"type": "bind"}
    for field in fields:
        key, equals, text = field.partition("=")
        name = ALIASES.get(key.lower(), key.lower())
        if not equals:
            if name not in SWITCHES:
                raise MountError(f"invalid field '{field}' must be a key=value pair")
            text = "true"
        if name == "from" and re.search(r"\$.", text):
            raise MountError("'from' doesn't support variable expansion, define alias stage instead")
        text = expand(text)
        if name not in KEYS:
            raise MountError(f"unexpected key '{key.lower()}' in '{field}'{did_you_mean(key.lower(), KEYS)}")
        check_value(key.lower(), name, text)
        if name == "required" and found["type"] not in ("secret", "ssh"):
            raise MountError(f"unexpected key '{key.lower()}' for mount type '{found['type']}'")
        found[name] = text.lower() if name in ("type", "sharing") else text
    check_together(found)
    return Mount(found["type"], found.get("from") or None, found.get("source", ""), found.get("target", ""))


def check_value(key: str, name: str, value: str) -> None:
    if name == "type" and value.lower() not in TYPES:
        raise MountError(f"unsupported mount type {go_quoted(value)}{did_you_mean(value, TYPES)}")
    if name == "sharing" and value.lower() not in SHARING:
        raise MountError(f"unsupported sharing value {go_quoted(value)}")
    if name in SWITCHES and value not in TRUTHS:
        raise MountError(f"invalid value for {key}: {value}")
    if name == "mode" and not re.fullmatch(r"[0-7]+", value):
        raise MountError(f"invalid value {value} for mode")
    if name == "size" and not SIZE.match(value):
        raise MountError(f"invalid value for {key}: {value}")
    if name in ("uid", "gid") and not re.fullmatch(r"[0-9]+", value):
        raise MountError(f"invalid value {value} for {name}")


def check_together(found: dict[str, str]) -> None:
    kind = found["type"]
    for name in ("mode", "uid", "gid"):
        if name in found and kind not in WITH_OWNER:
            raise MountError(f"{name} not allowed for {go_quoted(kind)} type mounts")
    if "sharing" in found and kind != "cache":
        raise MountError(f"invalid cache sharing set for {kind} mount")
    if kind == "secret":
        if found.get("from"):
            raise MountError("secret mount should not have a from")
        if not (found.get("source") or found.get("target") or found.get("id")):
            raise MountError("invalid secret mount. one of source, target required")
        if found.get("source") and found.get("id"):
            raise MountError("both source and id can't be set")
        return
    target = found.get("target", "")
    if kind != "ssh" and target.startswith("/") and posixpath.normpath(target).strip("/") == "":
        raise MountError(f"invalid mount target {go_quoted(target)}")
