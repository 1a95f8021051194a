"""What a shell script says, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters; ``quoted`` ones are never split, matched or expanded."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Variable:
    """``$NAME`` or ``${NAME<operator>word}``; ``quoted`` inside of double quotes."""

    name: str
    operator: str = ""
    word: Word = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Substitution:
    """``$( … )`` or backticks."""

    script: Script
    quoted: bool = False


Word = tuple["Text | Variable | Substitution", ...]


@dataclass(slots=True)
class Document:
    """What a heredoc holds; it stands behind the line that asks for it, so it is filled in later."""

    end: str
    quoted: bool
    strip_tabs: bool
    content: Word = ()


@dataclass(frozen=True, slots=True)
class Redirect:
    """``fd operator word``; a heredoc has a document instead of a word."""

    fd: int
    operator: str
    word: Word
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Simple:
    """Assignments, words and redirections; ``start`` is its offset in the script, ``line`` is 1-based."""

    assignments: tuple[tuple[str, Word], ...]
    words: tuple[Word, ...]
    redirects: tuple[Redirect, ...]
    start: int
    line: int


@dataclass(frozen=True, slots=True)
class Group:
    """``{ … }``, or ``( … )`` in a shell of its own."""

    body: Script
    redirects: tuple[Redirect, ...]
    subshell: bool
    line: int


@dataclass(frozen=True, slots=True)
class If:
    """The branches with their conditions, then what else."""

    branches: tuple[tuple[Script, Script], ...]
    otherwise: Script | None
    redirects: tuple[Redirect, ...]
    line: int


@dataclass(frozen=True, slots=True)
class For:
    """``for name in words``."""

    name: str
    words: tuple[Word, ...]
    body: Script
    redirects: tuple[Redirect, ...]
    line: int


Command = Simple | Group | If | For


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Commands joined by ``|``; ``negated`` by ``!``."""

    commands: tuple[Command, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class AndOr:
    """Pipelines, each but the first behind ``&&`` or ``||``."""

    first: Pipeline
    rest: tuple[tuple[str, Pipeline], ...]


Script = tuple[AndOr, ...]


class SyntaxTrouble(Exception):  # noqa: N818 - the shell's own complaint
    """The script is wrong in a way that shells say something about.

    ``kind`` is ``unexpected``, ``quote``, ``brace``; ``token`` what was not expected (``""``: the end).
    """

    def __init__(self, kind: str, token: str, line: int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.token = token
        self.line = line


class NotUnderstood(Exception):  # noqa: N818 - reads as what it is
    """A part of the shell's language that is not computed; the message names it."""
