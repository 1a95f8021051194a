"""Turning what is wrong in a lesson's files into a place and a sentence."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from tutor.course.errors import LessonError
from tutor.course.goals import AnyCheck
from tutor.course.positions import KeyPath, Positions

T = TypeVar("T")

_WHERE = re.compile(r"^(.*?)(?: - at `(?:key in )?\$(.*)`)?$", re.DOTALL)
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|\[\.\.\.\]")
_NAMED = re.compile(r"^Object (contains unknown|missing required) field `(.*)`$")
_TYPES = {
    "int": "a whole number",
    "float": "a number",
    "str": "text in quotes",
    "bool": "true or false",
    "array": "a list in [ ]",
    "object": "a table",
}
CHECKS: Mapping[str, Any] = {str(kind.__struct_config__.tag): kind for kind in get_args(AnyCheck)}
"""The kinds of check by the name that a lesson.toml gives them."""


@dataclass(frozen=True)
class Source:
    """A lesson.toml with its text."""

    path: Path
    text: str

    @classmethod
    def read(cls, path: Path) -> Source:
        """The file's text; raises LessonError when it cannot be read."""
        source = cls(path, "")
        return cls(path, read_text(path, source, ()))

    @cached_property
    def positions(self) -> Positions:
        return Positions(self.text)

    def fault(self, path: KeyPath, message: str, advice: str = "") -> LessonError:
        """The error about a key, table or element of the file."""
        place = self.positions.of(path)
        return LessonError(self.path, place.line, place.column, message, advice)


def read_text(path: Path, named_in: Source, key: KeyPath) -> str:
    """A lesson's file as text; when it is not there, the error is at the key that names it, or on top of the
    file.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        column = len(before.rpartition(b"\n")[2].decode()) + 1
        raise LessonError(
            path, before.count(b"\n") + 1, column, "a byte that is no UTF-8", "Save the file as UTF-8."
        ) from None
    except OSError as error:
        blamed = named_in.fault(key, "")
        if not key:
            raise LessonError(
                path, 1, 1, f"cannot be read: {error.strerror}", "A lesson needs this file."
            ) from None
        raise LessonError(
            blamed.path,
            blamed.line,
            blamed.column,
            f"{path.name} cannot be read: {error.strerror}",
            f"Write {path}, or name a file that is there.",
        ) from None


def converted(source: Source, data: object, wanted: Any, prefix: KeyPath) -> Any:
    """``data``, which stands at ``prefix``, as a typed value; raises LessonError at the exact place."""
    try:
        return msgspec.convert(data, wanted)
    except msgspec.ValidationError as error:
        raise _fault(source, data, wanted, prefix, str(error)) from None


def _fault(source: Source, data: object, wanted: Any, prefix: KeyPath, text: str) -> LessonError:
    match = _WHERE.match(text)
    assert match is not None
    steps = tuple(
        int(step[2]) if step[2] else step[1] for step in _STEP.finditer(match[2] or "") if step[1] or step[2]
    )
    path = (*prefix, *steps)
    named = _NAMED.match(match[1])
    if named and named[1].startswith("contains"):
        kind = kind_at(data, wanted, steps)
        known = keys_of(kind, with_head=bool(prefix))
        return source.fault(
            (*path, named[2]),
            f"unknown key `{named[2]}`",
            meant(named[2], known, f"Known here: {', '.join(known)}."),
        )
    if named:
        return source.fault(path, f"the key `{named[2]}` is missing", _what_is_missing(named[2]))
    if steps and steps[-1] == "check":
        written = _value_at(data, steps)
        return source.fault(
            path,
            f"no kind of check is called {written!r}",
            meant(str(written), CHECKS, f"There are: {', '.join(CHECKS)}."),
        )
    kind = kind_at(data, wanted, steps[:-1]) if steps else None
    return source.fault(path, _in_words(match[1]), _choices(kind, steps))


def kind_at(data: object, wanted: Any, steps: KeyPath) -> Any:
    """The type that the value at ``steps`` should have; a check's by its ``check``."""
    if wanted is AnyCheck:
        return CHECKS.get(str(_value_at(data, ("check",))))
    kind = wanted
    for step in steps:
        if isinstance(step, str):
            kind = get_type_hints(kind).get(step) if isinstance(kind, type) else None
        else:
            kind = next(iter(get_args(kind)), None)
    return kind


def keys_of(kind: Any, *, with_head: bool) -> list[str]:
    """The keys that a table of this type may have; ``with_head`` adds those of every goal."""
    keys = list(getattr(kind, "__struct_encode_fields__", ()))
    return ["id", "title", "check", "why_not", *keys] if with_head else keys


def meant(written: str, known: Iterable[str], otherwise: str) -> str:
    """``Did you mean …?`` when something known comes close, else another sentence."""
    near = difflib.get_close_matches(written, list(known), n=1, cutoff=0.6)
    return f"Did you mean `{near[0]}`?" if near else otherwise


def _value_at(data: object, steps: KeyPath) -> object:
    for step in steps:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list | tuple) and isinstance(step, int):
            data = data[step]
    return data


def _what_is_missing(key: str) -> str:
    if key == "check":
        return f"It says what is asked of the image: {', '.join(CHECKS)}."
    return f"Add `{key} = …`."


def _choices(kind: Any, steps: KeyPath) -> str:
    """What a key with fixed values may hold."""
    if not steps or not isinstance(kind, type):
        return ""
    names = dict(zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True))  # type: ignore[attr-defined]
    hint = get_type_hints(kind).get(names.get(str(steps[-1]), ""))
    values = [value for value in get_args(hint) if isinstance(value, str)]
    return f"It may be {' or '.join(repr(value) for value in values)}." if values else ""


def _in_words(message: str) -> str:
    def name(found: re.Match[str]) -> str:
        return " or ".join(
            _TYPES.get(part.strip(), part.strip()) for part in found[1].split("|") if part.strip() != "null"
        )

    words = re.sub(r"`([^`]*)`", name, message)
    return words[:1].lower() + words[1:]
