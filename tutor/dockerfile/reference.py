"""Image names: what a valid one looks like, and its tag and digest."""

from __future__ import annotations

import re
from dataclasses import dataclass

COMPONENT = r"[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*"
HOST_PART = r"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
HOST = rf"(?:{HOST_PART}(?:\.{HOST_PART})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
REFERENCE = re.compile(
    rf"^(?P<name>(?:(?P<host>{HOST})/)?{COMPONENT}(?:/{COMPONENT})*)"
    r"(?::(?P<tag>\w[\w.-]{0,127}))?"
    r"(?:@(?P<digest>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$",
    re.ASCII,
)
IMAGE_ID = re.compile(r"^[0-9a-f]{64}$")
LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Reference:
    """An image name in parts; ``name`` is without tag and digest."""

    name: str
    tag: str | None
    digest: str | None

    @property
    def repository(self) -> str:
        """The last part of the name: ``static-debian13`` of ``gcr.io/distroless/static-debian13``."""
        return self.name.rpartition("/")[2]


def read_reference(text: str) -> Reference | None:
    """The parts of a valid image name, else None."""
    match = REFERENCE.fullmatch(text)  # ``$`` alone would let a newline pass
    if match is None:
        return None
    return Reference(match["name"], match["tag"], match["digest"])


def trouble_with_reference(text: str) -> str | None:
    """What Docker says against an image name, or None."""
    if IMAGE_ID.match(text):
        return f"invalid repository name ({text}), cannot specify 64-byte hexadecimal strings"
    host, slash, path = text.partition("/")
    has_host = bool(slash) and (
        any(mark in host for mark in ".:") or host == "localhost" or host.lower() != host
    )
    remote = path if has_host else text
    bare = remote.partition("@")[0].partition(":")[0]
    if bare.lower() != bare:
        full = bare if slash else f"library/{bare}"
        return f"invalid reference format: repository name ({full}) must be lowercase"
    found = read_reference(text)
    if found is None:
        return "invalid reference format"
    if len(found.name) > LONGEST_NAME:
        return f"repository name must not be more than {LONGEST_NAME} characters"
    return None
