"""Which flags each instruction takes, and what BuildKit says against others."""

from __future__ import annotations

from enum import Enum

from tutor.dockerfile.model import Flag
from tutor.dockerfile.nearest import did_you_mean
from tutor.dockerfile.words import as_flag


class FlagKind(Enum):
    TEXT = "text"
    """Takes a value, once."""
    MANY = "many"
    """Takes a value, as often as wanted."""
    SWITCH = "switch"
    """On without a value; also ``=true`` and ``=false``."""


TEXT, MANY, SWITCH = FlagKind.TEXT, FlagKind.MANY, FlagKind.SWITCH
NO_FLAGS: dict[str, FlagKind] = {}
FLAGS: dict[str, dict[str, FlagKind]] = {
    "FROM": {"platform": TEXT},
    "RUN": {"mount": MANY, "network": TEXT},
    "COPY": {"from": TEXT, "chown": TEXT, "chmod": TEXT, "link": SWITCH, "exclude": MANY},
    "ADD": {
        "chown": TEXT,
        "chmod": TEXT,
        "link": SWITCH,
        "keep-git-dir": SWITCH,
        "checksum": TEXT,
        "unpack": SWITCH,
        "exclude": MANY,
    },
    "HEALTHCHECK": dict.fromkeys(("interval", "timeout", "start-period", "start-interval", "retries"), TEXT),
}
NEWER_FLAGS: dict[str, dict[str, FlagKind]] = {
    "RUN": {"security": TEXT, "device": MANY},
    "COPY": {"parents": SWITCH},
}
"""Known to newer frontends only: accepted where a ``# syntax=`` directive asks for another frontend."""
UNCHECKED = frozenset({"STOPSIGNAL", "ARG", "ONBUILD"})
"""BuildKit does not look at the flags of these."""
NETWORKS = ("default", "none", "host")


def read_flags(
    keyword: str, written: tuple[str, ...], *, other_frontend: bool
) -> tuple[tuple[Flag, ...], str | None]:
    """The flags as values, and BuildKit's complaint about the first wrong one."""
    flags = tuple(as_flag(word) for word in written)
    if keyword in UNCHECKED:
        return flags, None
    known = FLAGS.get(keyword, NO_FLAGS)
    if other_frontend:
        known = known | NEWER_FLAGS.get(keyword, NO_FLAGS)
    seen: set[str] = set()
    for word, flag in zip(written, flags, strict=True):
        trouble = trouble_with(flag, known, has_value="=" in word, repeated=flag.name in seen)
        if trouble:
            return flags, trouble
        seen.add(flag.name)
    return flags, None


def trouble_with(flag: Flag, known: dict[str, FlagKind], *, has_value: bool, repeated: bool) -> str | None:
    name = f"--{flag.name}"
    kind = known.get(flag.name)
    if kind is None:
        return f"unknown flag: {name}{did_you_mean(flag.name, known)}"
    if repeated and kind is not MANY:
        return f"duplicate flag specified: {name}"
    if kind is SWITCH:
        if has_value and not flag.value:
            return f"missing a value on flag: {name}"
        if flag.value.lower() not in ("", "true", "false"):
            return f"expecting boolean value for flag {name}, not: {flag.value}"
    elif not has_value:
        return f"missing a value on flag: {name}"
    wrong_network = flag.name == "network" and flag.value not in NETWORKS
    return f'invalid network mode "{flag.value}"' if wrong_network else None
