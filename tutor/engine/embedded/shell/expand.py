"""From the words of a script to the words that a command gets."""

from __future__ import annotations

from typing import Protocol

from tutor.engine.embedded.shell.pattern import Pattern
from tutor.engine.embedded.shell.syntax import (
    NotUnderstood,
    Script,
    Substitution,
    Text,
    Variable,
    Word,
)
from tutor.engine.embedded.system.places import Places


class Unset(Exception):  # noqa: N818 - reads as what it is
    """A variable has no value, and the script says that this is an error. ``words`` are the script's own."""

    def __init__(self, name: str, words: str | None) -> None:
        super().__init__(name)
        self.name = name
        self.words = words


class Values(Protocol):
    """Where expansion gets its values."""

    @property
    def places(self) -> Places: ...

    def value(self, name: str) -> str | None: ...

    def assign(self, name: str, value: str) -> None: ...

    def must_be_set(self) -> bool: ...

    def output_of(self, script: Script) -> str: ...

    def home_of(self, user: str) -> str | None: ...


Characters = list[tuple[str, bool]]


def fields(words: tuple[Word, ...], values: Values) -> list[str]:
    """What becomes of the words of a command: variables put in, split at blanks, names matched."""
    out: list[str] = []
    for word in words:
        for characters in _split(word, values):
            pattern = Pattern(characters)
            matches = [] if pattern.is_plain else pattern.matches(values.places)
            out.extend(matches or [pattern.text])
    return out


def single(word: Word, values: Values, *, tilde: bool = True) -> str:
    """What becomes of a word where it stays one: an assignment, a redirection's name, a heredoc."""
    return Pattern(_characters(word, values, tilde=tilde)).text


def _split(word: Word, values: Values) -> list[Characters]:
    found: list[Characters] = []
    current: Characters | None = None
    for index, part in enumerate(word):
        if isinstance(part, Text) and part.quoted:
            current = (current or []) + [(char, True) for char in part.text]
            continue
        if isinstance(part, Text):
            text = _with_home(part.text, values, alone=len(word) == 1) if index == 0 else (part.text, 0)
            current = (current or []) + [(char, at < text[1]) for at, char in enumerate(text[0])]
            continue
        pieces = _value_of(part, values)
        if part.quoted:
            current = (current or []) + [(char, True) for char, _ in pieces]
            continue
        for char, quoted in pieces:
            if char in " \t\n" and not quoted:
                if current is not None:
                    found.append(current)
                current = None
            else:
                current = [*(current or []), (char, quoted)]
    return found if current is None else [*found, current]


def _characters(word: Word, values: Values, *, tilde: bool) -> Characters:
    out: Characters = []
    for index, part in enumerate(word):
        if isinstance(part, Text):
            text, known = part.text, 0
            if index == 0 and tilde and not part.quoted:
                text, known = _with_home(part.text, values, alone=len(word) == 1)
            out.extend((char, part.quoted or at < known) for at, char in enumerate(text))
        else:
            out.extend((char, quoted or part.quoted) for char, quoted in _value_of(part, values))
    return out


def _with_home(text: str, values: Values, *, alone: bool) -> tuple[str, int]:
    """A text with its leading tilde put in, and how many characters came of that."""
    user, slash, rest = text.partition("/")
    if not user.startswith("~") or not (slash or alone):
        return text, 0
    home = values.value("HOME") if user == "~" else values.home_of(user[1:])
    return (text, 0) if home is None else (home + slash + rest, len(home))


def _value_of(part: Variable | Substitution, values: Values) -> Characters:
    if isinstance(part, Substitution):
        return [(char, part.quoted) for char in values.output_of(part.script)]
    if part.name in ("@", "*"):
        raise NotUnderstood(f"${part.name}")
    value = values.value(part.name)
    operator = part.operator
    if operator in ("#", "##", "%", "%%"):
        return [(char, False) for char in _trimmed(value or "", part, values)]
    missing = value is None or (operator.startswith(":") and value == "")
    action = operator.lstrip(":")
    if action == "+":
        return [] if missing else _characters(part.word, values, tilde=not part.quoted)
    if missing and action == "-":
        return _characters(part.word, values, tilde=not part.quoted)
    if missing and action == "=":
        assigned = single(part.word, values)
        values.assign(part.name, assigned)
        return [(char, False) for char in assigned]
    if missing and action == "?":
        raise Unset(part.name, single(part.word, values) if part.word else None)
    if value is None and values.must_be_set():
        raise Unset(part.name, None)
    return [(char, False) for char in value or ""]


def _trimmed(value: str, part: Variable, values: Values) -> str:
    """The value without the shortest or longest beginning or end that matches."""
    regex = Pattern(_characters(part.word, values, tilde=False)).regex()
    cuts = range(len(value) + 1)
    order = cuts if part.operator in ("#", "%%") else cuts[::-1]
    for cut in order:
        piece = value[:cut] if part.operator.startswith("#") else value[cut:]
        if regex.fullmatch(piece):
            return value[cut:] if part.operator.startswith("#") else value[:cut]
    return value
