"""The field of a ``--mount`` that is being typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tutor.dockerfile.completion.model import Candidate
from tutor.dockerfile.meaning.flags import MOUNT_KEYS
from tutor.dockerfile.mounts import ALIASES, SHARING, SWITCHES

_TYPES = {
    "bind": "files of the context, a stage or an image",
    "cache": "a folder that is kept between builds",
    "tmpfs": "memory that is gone afterwards",
    "secret": "a secret that never gets into a layer",
    "ssh": "the SSH agent",
}
_KEYS_OF = {
    "bind": ("from", "source", "target", "readwrite"),
    "cache": ("target", "id", "sharing", "from", "source", "mode", "uid", "gid"),
    "tmpfs": ("target", "size"),
    "secret": ("id", "target", "env", "required", "mode", "uid", "gid"),
    "ssh": ("id", "target", "required", "mode", "uid", "gid"),
}
_CACHES = (
    ("/root/.cache/go-build", "Go's compiler"),
    ("/go/pkg/mod", "Go's modules, in the official image"),
    ("/root/.npm", "npm"),
    ("/root/.cache/pip", "pip"),
    ("/root/.m2", "Maven"),
    ("/root/.gradle", "Gradle"),
    ("/usr/local/cargo/registry", "Cargo, in the official image"),
    ("/var/cache/apt", "apt's packages"),
    ("/var/lib/apt", "apt's lists"),
)
_SHARING = {
    "shared": "builds use it at the same time",
    "private": "each build at the same time has its own",
    "locked": "builds wait for each other",
}


@dataclass(frozen=True, slots=True)
class Field:
    """``key`` is "" while the key itself is typed; ``typed`` is what stands before the cursor.

    ``before`` holds the other fields, their keys without aliases.
    """

    key: str
    typed: str
    before: dict[str, str]

    @property
    def kind(self) -> str:
        return self.before.get("type", "bind").lower()


def field_of(value: str) -> Field:
    """The last field of a mount as far as it is typed."""
    *whole, last = value.split(",")
    before: dict[str, str] = {}
    for one in whole:
        name, _, text = one.partition("=")
        before[ALIASES.get(name.lower(), name.lower())] = text
    key, equals, typed = last.partition("=")
    if not equals:
        return Field("", key, before)
    return Field(ALIASES.get(key.lower(), key.lower()), typed, before)


def keys(field: Field) -> Iterator[Candidate]:
    """The keys that the mount does not have yet."""
    allowed = _KEYS_OF.get(field.kind, ())
    for key in ("type", *allowed) if "type" not in field.before else allowed:
        if key not in field.before:
            insert = key if key in SWITCHES else f"{key}="
            meaning = MOUNT_KEYS[key]
            yield Candidate(insert, "flag", meaning.short, goes_on=insert.endswith("="))


def values(field: Field) -> Iterator[Candidate]:
    """The usual values of the key that is typed."""
    match field.key:
        case "type":
            pairs = tuple(_TYPES.items())
        case "sharing":
            pairs = tuple((name, _SHARING[name]) for name in SHARING)
        case "target" if field.kind == "cache":
            pairs = _CACHES
        case "target" if field.kind == "secret":
            pairs = (("/run/secrets/", "where secrets lie without it"),)
        case "required" | "readonly" | "readwrite":
            pairs = (("true", ""), ("false", ""))
        case _:
            pairs = ()
    for name, detail in pairs:
        yield Candidate(name, "value", detail)
