"""How the rest of an instruction falls into flags and words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from tutor.dockerfile.expansion import go_quoted
from tutor.dockerfile.model import Flag

BLANKS = re.compile(r"[\t\v\f\r ]+")
PLAIN = re.compile(r"[^\s'\"\\`]+")
"""Neither blank nor quote nor an escape character."""


class SplitError(ValueError):
    """The words make no sense; the message is BuildKit's."""


NOT_ALL_STRINGS = "when using JSON array syntax, arrays must be comprised of strings only"
SURROGATES = re.compile("[\ud800-\udfff]")


def refuse_constant(name: str) -> object:
    raise ValueError(name)


JSON_DECODER = json.JSONDecoder(parse_constant=refuse_constant)
"""NaN and Infinity are no JSON for BuildKit."""


def json_strings(text: str) -> tuple[str, ...] | None:
    """The elements of a JSON array of strings, None for other text; raises SplitError for other arrays."""
    start = text.lstrip()
    if not start.startswith("["):
        return None
    try:
        value = JSON_DECODER.decode(start)
    except (ValueError, RecursionError):
        return None
    if not all(isinstance(element, str) for element in value):
        raise SplitError(NOT_ALL_STRINGS)
    return tuple(SURROGATES.sub("\ufffd", element) for element in value)


def blank_separated(text: str) -> tuple[str, ...]:
    return tuple(BLANKS.split(text)) if text else ()


@dataclass(slots=True)
class Cursor:
    """Walks a text from left to right."""

    text: str
    position: int = 0

    def peek(self) -> str:
        return self.text[self.position : self.position + 1]

    def take(self) -> str:
        character = self.peek()
        self.position += 1
        return character

    def take_plain(self) -> str:
        """The characters up to the next one that may mean something, perhaps none."""
        match = PLAIN.match(self.text, self.position)
        if match is None:
            return ""
        self.position = match.end()
        return match.group()

    def skip_blanks(self) -> None:
        while self.peek().isspace():
            self.position += 1


def split_flags(rest: str) -> tuple[tuple[str, ...], str]:
    """The leading ``--flags``, quotes taken off, and the text after them; a bare ``--`` ends the flags."""
    flags: list[str] = []
    cursor = Cursor(rest)
    while True:
        cursor.skip_blanks()
        if not cursor.text.startswith("--", cursor.position):
            return tuple(flags), cursor.text[cursor.position :].strip()
        flag = flag_word(cursor)
        if flag == "--":
            return tuple(flags), cursor.text[cursor.position :].strip()
        flags.append(flag)


def flag_word(cursor: Cursor) -> str:
    word = cursor.take_plain()
    quote = ""
    while character := cursor.peek():
        if character.isspace() and not quote:
            break
        cursor.take()
        if character == "\\":
            word += cursor.take()
        elif character == quote:
            quote = ""
        elif character in "'\"" and not quote:
            quote = character
        else:
            word += character + cursor.take_plain()
    return word


def as_flag(written: str) -> Flag:
    name, _, value = written.removeprefix("--").partition("=")
    return Flag(name, value)


def quoted_words(rest: str, escape: str) -> tuple[str, ...]:
    """Words split at blanks outside quotes; quotes and escapes stay in the words."""
    words: list[str] = []
    cursor = Cursor(rest)
    while True:
        cursor.skip_blanks()
        if not cursor.peek():
            return tuple(words)
        word = quoted_word(cursor, escape)
        if word:
            words.append(word)


def quoted_word(cursor: Cursor, escape: str) -> str:
    word = cursor.take_plain()
    quote = ""
    while character := cursor.peek():
        if character.isspace() and not quote:
            break
        word += cursor.take()
        if character == escape and quote != "'":
            # An escape at the very end escapes nothing and is dropped.
            word = word + cursor.take() if cursor.peek() else word[:-1]
        elif character == quote:
            quote = ""
        elif character in "'\"" and not quote:
            quote = character
        else:
            word += cursor.take_plain()
    return word


@dataclass(frozen=True, slots=True)
class Pairs:
    """The ``key=value`` words of ENV or LABEL; ``legacy`` tells the old form without an equals sign."""

    words: tuple[str, ...]
    legacy: bool = False


def pairs(rest: str, keyword: str, escape: str) -> Pairs:
    """Split ENV's or LABEL's arguments; raises SplitError."""
    words = quoted_words(rest, escape)
    if words and "=" not in words[0]:
        key, *value = BLANKS.split(rest, maxsplit=1)
        if not value:
            raise SplitError(f"{keyword} must have two arguments")
        return Pairs((f"{key}={value[0]}",), legacy=True)
    for word in words:
        if "=" not in word:
            raise SplitError(
                f"Syntax error - can't find = in {go_quoted(word)}. Must be of the form: name=value"
            )
    return Pairs(words)
