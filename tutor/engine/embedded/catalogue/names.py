"""Names of images: which of them mean the same one, and which are near to each other."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.dockerfile.nearest import distance
from tutor.dockerfile.reference import read_reference

HUB = "docker.io"
HUB_ALIASES = ("docker.io", "index.docker.io", "registry-1.docker.io")
OFFICIAL = "library"
DEFAULT_TAG = "latest"

FARTHEST_EDITS = 3
MOST_NEAR = 5


def full_name(name: str) -> str:
    """``golang`` as ``docker.io/library/golang:latest``; a digest takes the place of the tag."""
    reference = read_reference(name)
    if reference is None:
        return name
    host, slash, path = reference.name.partition("/")
    if not slash or not _is_host(host):
        host, path = HUB, reference.name
    if host in HUB_ALIASES:
        host, path = HUB, path if "/" in path else f"{OFFICIAL}/{path}"
    rest = f"@{reference.digest}" if reference.digest else f":{reference.tag or DEFAULT_TAG}"
    return f"{host}/{path}{rest}"


def short_name(name: str) -> str:
    """The shortest spelling of a name: without Docker Hub's host, and without ``:latest``."""
    full = full_name(name)
    for prefix in (f"{HUB}/{OFFICIAL}/", f"{HUB}/"):
        if full.startswith(prefix):
            full = full[len(prefix) :]
            break
    return full.removesuffix(f":{DEFAULT_TAG}")


def near(wanted: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known names that a person may have meant, nearest first: other tags of the same repository, the
    repository in another place, then those a few letters off, or longer by some at their end.
    """
    path, tag = _parts(wanted)
    last = path.rpartition("/")[2]
    ranked = []
    for name in known:
        its_path, its_tag = _parts(name)
        its_last = its_path.rpartition("/")[2]
        edits = distance(last, its_last)
        if edits and len(last) > 1 and its_last.startswith(last):
            edits = 1  # `go` is no misspelling of `golang`, yet meant for it
        if edits <= min(FARTHEST_EDITS, len(last) // 2):
            ranked.append((its_path != path, edits, distance(tag, its_tag), name))
    return tuple(name for *_, name in sorted(ranked)[:MOST_NEAR])


def _parts(name: str) -> tuple[str, str]:
    path, _, tag = full_name(name).partition("@")[0].rpartition(":")
    return (path, tag) if path else (tag, "")


def _is_host(part: str) -> bool:
    return "." in part or ":" in part or part == "localhost" or part.lower() != part
