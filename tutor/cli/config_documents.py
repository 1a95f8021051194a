"""The JSON document of ``distill config``."""

from __future__ import annotations

from typing import Any

import msgspec


class SettingRow(msgspec.Struct, frozen=True):
    """A setting: ``now`` is what counts; ``choices`` is empty where all of the default's type can be."""

    name: str
    told: str
    default: Any
    now: Any
    choices: list[Any] = []


class KeyRow(msgspec.Struct, frozen=True):
    """An action that has keys; ``now`` are those that count, as Textual names them."""

    id: str
    told: str
    default: list[str]
    now: list[str]


class ProblemRow(msgspec.Struct, frozen=True):
    """Something wrong in the file: ``line`` is 1-based, null for the whole file.

    ``counts`` is true where what is written is used all the same.
    """

    line: int | None
    message: str
    advice: str
    counts: bool


class Configured(msgspec.Struct, frozen=True):
    """`distill config`: where the file is, every setting, every key, and what is wrong."""

    file: str
    exists: bool
    settings: list[SettingRow]
    keys: list[KeyRow]
    problems: list[ProblemRow]
    schema: int = 1
    written: bool = False
