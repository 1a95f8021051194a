"""Variables, quotes and escapes in a word, as BuildKit's shell-like lexer reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tutor.dockerfile.patterns import Pattern, PatternError, replaced, without_prefix, without_suffix

SPECIAL_PARAMETERS = frozenset("@*#?-$!0")
UNREADABLE = "\ufffd"
"""How Go writes the end of a text where a character should be."""


class ExpansionError(ValueError):
    """A word cannot be expanded; the message is BuildKit's.

    ``missing`` names the variables without a value up to the place where it went wrong.
    """

    def __init__(self, message: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Expansion:
    """A word after expansion.

    ``text`` is the whole, ``words`` the same split at unquoted blanks. ``used`` and ``missing`` name the
    variables that had a value and those that had none, in order of appearance.
    """

    text: str
    words: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoting:
    """What survives expansion: quotes, escapes, and variables that have no value."""

    keep_quotes: bool = False
    keep_escapes: bool = False
    keep_unset: bool = False
    ignore_quotes: bool = False
    """Quotes are plain characters, as inside a heredoc."""


PLAIN = Quoting()
RAW = Quoting(keep_quotes=True, keep_escapes=True, keep_unset=True)
HEREDOC_BODY = Quoting(ignore_quotes=True)


def expand(word: str, values: Mapping[str, str], escape: str = "\\", quoting: Quoting = PLAIN) -> Expansion:
    """Expand one word; raises ExpansionError."""
    if not any(mark in word for mark in ("$", "'", '"', escape)):
        return Expansion(word, tuple(word.split()))
    return Lexer(word, values, escape, quoting).run()


@dataclass(slots=True)
class Words:
    """Collects characters into words, split at unquoted blanks."""

    done: list[str] = field(default_factory=list)
    current: str = ""

    def add(self, text: str) -> None:
        if text.isalnum():
            self.current += text
            return
        for character in text:
            if not character.isspace():
                self.current += character
            elif self.current:
                self.finish()

    def add_quoted(self, text: str) -> None:
        self.current += text

    def finish(self) -> None:
        if self.current:
            self.done.append(self.current)
            self.current = ""


@dataclass(slots=True)
class Lexer:
    source: str
    values: Mapping[str, str]
    escape: str
    quoting: Quoting
    position: int = 0
    used: dict[str, None] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)

    def run(self) -> Expansion:
        try:
            text, words = self.until("", keep_escapes=self.quoting.keep_escapes)
        except ExpansionError as error:
            message = f"failed to process {go_quoted(self.source)}: {error}"
            raise ExpansionError(message, tuple(self.missing)) from None
        except RecursionError:
            raise ExpansionError(f"failed to process {go_quoted(self.source)}: nested too deeply") from None
        return Expansion(text, tuple(words), tuple(self.used), tuple(self.missing))

    def peek(self) -> str:
        return self.source[self.position : self.position + 1]

    def next(self) -> str:
        character = self.peek()
        self.position += 1
        return character

    def until(self, stop: str, *, keep_escapes: bool) -> tuple[str, list[str]]:
        """Read up to ``stop`` (the end when empty) and past it."""
        out: list[str] = []
        words = Words()
        while character := self.peek():
            if character == stop:
                self.next()
                break
            if character == "$":
                value = self.variable()
                words.add(value)
            elif character in "'\"" and not self.quoting.ignore_quotes:
                value = self.single_quoted() if character == "'" else self.double_quoted(keep_escapes)
                words.add_quoted(value)
            elif character == self.escape:
                value = self.escaped(keep_escapes)
                words.add_quoted(value)
            else:
                value = self.plain()
                words.add(value)
            out.append(value)
        else:
            if stop:
                raise ExpansionError(f"unexpected end of statement while looking for matching {stop}")
        words.finish()
        return "".join(out), words.done

    def plain(self) -> str:
        """The next character and those after it that mean nothing here."""
        start = self.position
        self.position += 1
        while (character := self.peek()) and character.isalnum():
            self.position += 1
        return self.source[start : self.position]

    def escaped(self, keep_escapes: bool) -> str:
        kept = self.next() if keep_escapes else self.next() and ""
        return kept + self.next()

    def single_quoted(self) -> str:
        closing = self.source.find("'", self.position + 1)
        if closing < 0:
            raise ExpansionError("unexpected end of statement while looking for matching single-quote")
        inside = self.source[self.position + 1 : closing]
        self.position = closing + 1
        return f"'{inside}'" if self.quoting.keep_quotes else inside

    def double_quoted(self, keep_escapes: bool) -> str:
        self.next()
        out = ['"'] if self.quoting.keep_quotes else []
        while character := self.peek():
            if character == '"':
                self.next()
                return "".join(out) + ('"' if self.quoting.keep_quotes else "")
            if character == "$":
                out.append(self.variable())
            elif character == self.escape:
                self.next()
                if keep_escapes:
                    out.append(character)
                if self.peek() in ('"', "$", self.escape):
                    out.append(self.next())
                elif self.peek():
                    out.append(character)
            else:
                out.append(self.next())
        raise ExpansionError("unexpected end of statement while looking for matching double-quote")

    def variable(self) -> str:
        self.next()
        if self.peek() != "{":
            name = self.name()
            if not name:
                return "$"
            return self.value_or(name, f"${name}")
        self.next()
        if not self.peek():
            raise ExpansionError("syntax error: missing '}'")
        if self.peek() in "{}:":
            raise ExpansionError("syntax error: bad substitution")
        name = self.name()
        modifier = self.next()
        if modifier == "}":
            return self.value_or(name, f"${{{name}}}")
        if modifier == "/":
            return self.with_replacement(name)
        if modifier == ":":
            modifier += self.next()
        if modifier[-1:] in ("+", "-", "?", "#", "%"):
            return self.with_modifier(name, modifier)
        if modifier[:1] == ":":
            self.argument("}", keep_escapes=False)
            self.look_up(name)
        raise ExpansionError(f"unsupported modifier ({modifier or UNREADABLE}) in substitution")

    def name(self) -> str:
        """A name, a number, one special character such as ``$?``, or nothing."""
        first = self.peek()
        if first.isdecimal():
            return self.take(str.isdecimal)
        if first and first in SPECIAL_PARAMETERS:
            return self.next()
        return self.take(lambda character: character.isalpha() or character.isdecimal() or character == "_")

    def take(self, wanted: Callable[[str], bool]) -> str:
        start = self.position
        while (character := self.peek()) and wanted(character):
            self.position += 1
        return self.source[start : self.position]

    def value_or(self, name: str, written: str) -> str:
        value = self.look_up(name)
        if value is None:
            return written if self.quoting.keep_unset else ""
        return value

    def look_up(self, name: str) -> str | None:
        value = self.values.get(name)
        (self.missing if value is None else self.used)[name] = None
        return value

    def argument(self, stop: str, *, keep_escapes: bool) -> str:
        try:
            return self.until(stop, keep_escapes=keep_escapes)[0]
        except ExpansionError:
            if not self.peek():
                where = "'/' in ${}" if stop == "/" else "'}'"
                raise ExpansionError(f"syntax error: missing {where}") from None
            raise

    def with_modifier(self, name: str, modifier: str) -> str:
        kind = modifier[-1]
        argument = self.argument("}", keep_escapes=kind in "#%")
        value = self.look_up(name)
        if value is None and self.quoting.keep_unset:
            return f"${{{name}{modifier}{argument}}}"
        unset = value is None or (modifier[0] == ":" and not value)
        if kind == "-":
            return argument if unset else value or ""
        if kind == "+":
            return "" if unset else argument
        if kind == "?":
            if unset:
                why = "is not allowed to be unset" if value is None else "is not allowed to be empty"
                raise ExpansionError(f"{name}: {argument or why}")
            return value or ""
        longest = argument[:1] == kind
        pattern = self.pattern(argument[1:] if longest else argument)
        cut = without_suffix if kind == "%" else without_prefix
        return cut(value or "", pattern, longest=longest)

    def with_replacement(self, name: str) -> str:
        everywhere = self.peek() == "/"
        if everywhere:
            self.next()
        written = self.argument("/", keep_escapes=True)
        replacement = self.argument("}", keep_escapes=True)
        value = self.look_up(name)
        if value is None and self.quoting.keep_unset:
            return f"${{{name}/{written}/{replacement}}}"
        return replaced(value or "", self.pattern(written), replacement, everywhere=everywhere)

    def pattern(self, written: str) -> Pattern:
        try:
            return Pattern.of(written)
        except PatternError as error:
            raise ExpansionError(f"invalid pattern ({written}) in substitution: {error}") from None


ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def go_quoted(text: str) -> str:
    """``text`` between double quotes, as Go's ``%q`` writes it in messages."""
    return '"' + re.sub(r'[\\"\n\r\t]', lambda match: ESCAPES[match.group()], text) + '"'
