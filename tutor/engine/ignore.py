"""What ``.dockerignore`` keeps out of a build context, matched as Docker matches it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass

Seen = tuple[bool, ...]
"""Which patterns have matched a path or one of its folders so far."""


class BadPattern(ValueError):  # noqa: N818 - reads as what it is
    """A line of an ignore file that Docker refuses; ``line`` is its 1-based number."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of an ignore file; ``exception`` is true for ``!``."""

    text: str
    exception: bool
    expression: re.Pattern[str]

    def matches(self, path: str) -> bool:
        return self.expression.fullmatch(path) is not None

    def may_match_below(self, folder: str) -> bool:
        """Whether some path in the folder could match; true in doubt."""
        own = self.text.split("/")
        for number, name in enumerate(folder.split("/")):
            if number >= len(own):
                return False
            if "**" in own[number]:
                return True
            if own[number] != name and not re.search(r"[*?\[\\]", own[number]):
                return False
        return len(own) > len(folder.split("/"))


class IgnoreRules:
    """The patterns of an ignore file in order: of those that match a path or a folder above it, the last
    decides.
    """

    def __init__(self, patterns: Iterable[Pattern] = ()) -> None:
        self._patterns = tuple(patterns)

    @classmethod
    def of(cls, text: str) -> IgnoreRules:
        """Read an ignore file. Raises BadPattern."""
        numbered = enumerate(text.removeprefix("\ufeff").splitlines(), start=1)
        patterns = (_pattern(number, line) for number, line in numbered)
        return cls(pattern for pattern in patterns if pattern is not None)

    @classmethod
    def of_excludes(cls, values: Iterable[str]) -> IgnoreRules:
        """The rules that ``--exclude`` options make; a slash at the front counts here. Raises BadPattern."""
        lines = [value.strip() for value in values]
        return cls(_one(number, line, line) for number, line in enumerate(lines, start=1) if line)

    def judge(self, path: str, folder: Seen | None = None) -> tuple[bool, Seen]:
        """Whether a path is ignored, and what to pass on when judging what lies in it.

        ``folder`` is what judging the path's folder gave; None for paths at the top.
        """
        ignored = False
        seen = []
        for number, pattern in enumerate(self._patterns):
            matched = folder is not None and folder[number]
            if not matched and pattern.exception == ignored:
                matched = pattern.matches(path)
            seen.append(matched)
            if matched:
                ignored = not pattern.exception
        return ignored, tuple(seen)

    def ignores(self, path: str) -> bool:
        """The same for a path of which no folder has been judged yet."""
        seen: Seen | None = None
        ignored = False
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            ignored, seen = self.judge("/".join(parts[:depth]), seen)
        return ignored

    def may_keep_below(self, folder: str) -> bool:
        """Whether an ignored folder has to be read all the same, because an exception may apply in it."""
        return any(pattern.exception and pattern.may_match_below(folder) for pattern in self._patterns)


def _pattern(number: int, line: str) -> Pattern | None:
    if line.startswith("#") or not line.strip():
        return None
    text = line.strip()
    exception = text.startswith("!")
    text = text.removeprefix("!").strip() if exception else text
    if not text:
        raise BadPattern(number, "a line that is only ! says nothing about what to keep")
    text = posixpath.normpath(text)
    return _one(number, line, ("!" if exception else "") + (text.lstrip("/") or text))


def _one(number: int, line: str, text: str) -> Pattern:
    exception = text.startswith("!")
    text = text.removeprefix("!")
    if not text:
        raise BadPattern(number, "a line that is only ! says nothing about what to keep")
    text = posixpath.normpath(text)
    try:
        return Pattern(text, exception, re.compile(_expression(text), re.DOTALL))
    except ValueError as problem:
        raise BadPattern(number, f"{line.strip()} is no valid pattern: {problem}") from problem


def _expression(text: str) -> str:
    """The regular expression that a pattern stands for.

    ``**`` takes any folders with their slashes, ``*`` and ``?`` stop at a slash. A plain text after a leading
    ``**`` is a mere ending (``**file`` fits ``a/my-file``), and a trailing ``**`` wants something before it
    only as far as it is written (``dir/**`` fits what is in ``dir``, not ``dir``).
    """
    if text.startswith("**") and not re.search(r"[*?\[\]\\]", text[2:]):
        return f"(.*/)?{re.escape(text[3:])}" if text[2:3] == "/" else f".*{re.escape(text[2:])}"
    out = []
    at = 0
    while at < len(text):
        letter = text[at]
        at += 1
        if text.startswith("**", at - 1):
            at += 1
            at += text.startswith("/", at)
            out.append(".*" if at >= len(text) else "(.*/)?")
        elif letter == "*":
            out.append("[^/]*")
        elif letter == "?":
            out.append("[^/]")
        elif letter == "[":
            expression, at = _class(text, at)
            out.append(expression)
        elif letter == "\\":
            if at >= len(text):
                raise ValueError("it ends with a backslash")
            out.append(re.escape(text[at]))
            at += 1
        else:
            out.append(re.escape(letter))
    return "".join(out)


def _class(text: str, at: int) -> tuple[str, int]:
    """A character class whose ``[`` lies just before ``at``; and where it ends."""
    negated = text.startswith("^", at)
    at += negated
    ranges: list[str] = []
    while not (ranges and text.startswith("]", at)):
        low, at = _class_letter(text, at)
        high = low
        if text.startswith("-", at):
            high, at = _class_letter(text, at + 1)
        if low > high:
            raise ValueError(f"the range {low}-{high} runs backwards")
        ranges.append(f"{re.escape(low)}-{re.escape(high)}")
    return f"[{'^' if negated else ''}{''.join(ranges)}]", at + 1


def _class_letter(text: str, at: int) -> tuple[str, int]:
    if text.startswith("\\", at):
        at += 1
    elif text[at : at + 1] in ("-", "]"):
        raise ValueError("a [ is not followed by a set of characters")
    if at >= len(text):
        raise ValueError("a [ is never closed")
    return text[at], at + 1
