"""Where in a TOML text each key and each element stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

KeyPath = tuple[str | int, ...]
"""The way to a value: ``("goals", 2, "at_most")``."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SCALAR = re.compile(r"[^,\]}#\r\n]*")
_STRINGS = (
    re.compile(r'"""(?:\\.|[^\\])*?"{3,5}', re.DOTALL),
    re.compile(r"'''.*?'{3,5}", re.DOTALL),
    re.compile(r'"(?:\\.|[^"\\\n])*"'),
    re.compile(r"'[^'\n]*'"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text; both numbers are 1-based, columns count characters."""

    line: int
    column: int


TOP = Place(1, 1)


class Positions:
    """The places of all keys, tables and array elements of a TOML text that a TOML parser accepts.

    A text that it would not accept gives the places up to the fault.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._offsets = _Scan(text).offsets

    def of(self, path: KeyPath) -> Place:
        """Where the key, table or element of ``path`` stands; where it is absent, what would hold it."""
        while path and path not in self._offsets:
            path = path[:-1]
        return self.at(self._offsets[path]) if path else TOP

    def at(self, offset: int) -> Place:
        """The place of a character by its offset."""
        before = self._text[:offset]
        return Place(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


class _Scan:
    """One walk over the text; ``offsets`` is what it found."""

    def __init__(self, text: str) -> None:
        self.offsets: dict[KeyPath, int] = {}
        self._text = text
        self._at = 0
        self._table: KeyPath = ()
        self._elements: dict[KeyPath, int] = {}
        while self._skip(_GAP) < len(text):
            start = self._at
            if self._text[self._at] == "[":
                self._header()
            else:
                self._pair(self._table)
            if self._at == start:
                break

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at

    def _header(self) -> None:
        start = self._at
        is_array = self._text.startswith("[[", start)
        self._at += 2 if is_array else 1
        names = self._key()
        table: KeyPath = ()
        for number, name in enumerate(names):
            table = (*table, name)
            if is_array and number == len(names) - 1:
                self._elements[table] = self._elements.get(table, 0) + 1
                self.offsets.setdefault(table, start)
            if table in self._elements:
                table = (*table, self._elements[table] - 1)
        self.offsets.setdefault(table, start)
        self._table = table
        self._at = max(self._at, self._text.find("]", self._at) + (2 if is_array else 1))

    def _pair(self, table: KeyPath) -> None:
        start = self._at
        for name in self._key():
            table = (*table, name)
            self.offsets.setdefault(table, start)
        self._skip(_SPACE)
        if self._text.startswith("=", self._at):
            self._at += 1
            self._skip(_SPACE)
            self._value(table)

    def _key(self) -> list[str]:
        names = []
        while True:
            self._skip(_SPACE)
            start = self._at
            if self._skip(_STRINGS[2]) > start or self._skip(_STRINGS[3]) > start:
                names.append(self._text[start + 1 : self._at - 1])
            elif self._skip(_BARE) > start:
                names.append(self._text[start : self._at])
            self._skip(_SPACE)
            if not self._text.startswith(".", self._at):
                return names
            self._at += 1

    def _value(self, path: KeyPath) -> None:
        start = self._at
        if self._text.startswith("[", start):
            self._list(path)
        elif self._text.startswith("{", start):
            self._inline_table(path)
        elif not any(self._skip(string) > start for string in _STRINGS):
            self._skip(_SCALAR)

    def _list(self, path: KeyPath) -> None:
        self._at += 1
        number = 0
        while self._skip(_GAP) < len(self._text) and self._text[self._at] != "]":
            start = self._at
            self.offsets[(*path, number)] = start
            self._value((*path, number))
            self._skip(_GAP)
            if self._text.startswith(",", self._at):
                self._at += 1
            elif self._at == start:
                return
            number += 1
        self._at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        while self._skip(_GAP) < len(self._text) and self._text[self._at] != "}":
            start = self._at
            self._pair(path)
            self._skip(_GAP)
            if self._text.startswith(",", self._at):
                self._at += 1
            elif self._at == start:
                return
        self._at += 1
