"""Colours for Dockerfile text, kept for every instruction that did not change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pygments.lexer import Lexer
from pygments.lexers.shell import BashLexer
from pygments.token import Comment, Error, Keyword, Name, Number, Operator, Punctuation, String, _TokenType

from tutor.dockerfile.blocks import Block, blocks_of, heredoc_names
from tutor.ui.editor.lexer import InstructionLexer

Span = tuple[int, int | None, str]
"""Start and end (None: the line's) in UTF-8 bytes of a line, and the name of a style."""
Spans = tuple[Span, ...]

STYLE_OF_TOKEN: dict[_TokenType, str | None] = {
    Comment: "comment",
    Comment.Preproc: "directive",
    Error: None,
    Keyword: "keyword",
    Keyword.Constant: "constant",
    Name.Attribute: "flag",
    Name.Builtin: "builtin",
    Name.Label: "stage",
    Name.Namespace: "image",
    Name.Tag: "string",
    Name.Variable: "variable",
    Number: "number",
    Operator: "operator",
    Punctuation: "punctuation",
    String: "string",
    String.Escape: "continuation",
    String.Heredoc: "heredoc",
    String.Interpol: "variable",
}
"""What is not listed takes the style of the nearest token type above it."""

_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Control characters, invisible marks that reorder text, and halves of characters."""


def shown(line: str) -> str:
    """The line as it is drawn: a picture for each control character, so that none reaches the terminal."""
    return _UNSHOWABLE.sub(_picture, line) if _UNSHOWABLE.search(line) else line


class Highlighter:
    """Finds the colours of a whole Dockerfile; lexes only instructions that the last call did not have."""

    def __init__(self) -> None:
        self._head_lexer = InstructionLexer(stripnl=False, ensurenl=False)
        self._shell_lexer = BashLexer(stripnl=False, ensurenl=False)
        self._known: dict[tuple[tuple[str, ...], int, bool], tuple[Spans, ...]] = {}

    def highlight(self, lines: Sequence[str]) -> tuple[list[Block], list[Spans]]:
        """The blocks of the text, and for each line its spans."""
        blocks = blocks_of(lines)
        known: dict[tuple[tuple[str, ...], int, bool], tuple[Spans, ...]] = {}
        spans: list[Spans] = []
        stages: set[str] = set()
        for block in blocks:
            from_stage = block.keyword == "FROM" and _base(block).lower() in stages
            key = (block.lines, block.head, from_stage)
            found = known.get(key) or self._known.get(key)
            if found is None:
                found = tuple(self._lex(block, from_stage))
            known[key] = found
            spans.extend(found)
            if block.keyword == "FROM" and (name := _stage_name(block)):
                stages.add(name.lower())
        self._known = known
        return blocks, spans

    def _lex(self, block: Block, from_stage: bool) -> Iterator[Spans]:
        head = [shown(line) for line in block.lines[: block.head]]
        yield from _by_line(head, self._styles(self._head_lexer, "\n".join(head), from_stage))
        body = [shown(line) for line in block.lines[block.head :]]
        if not body:
            return
        closing = {name for name, _ in heredoc_names(block.lines[: block.head])}
        script = block.keyword == "RUN"
        styled = _by_line(body, self._styles(self._shell_lexer, "\n".join(body), False)) if script else []
        for row, line in enumerate(body):
            if script and line.strip("\t") not in closing:
                yield styled[row]
            else:
                yield ((0, len(line.encode()), "heredoc"),) if line else ()

    @staticmethod
    def _styles(lexer: Lexer, text: str, from_stage: bool) -> Iterator[tuple[str, str | None]]:
        for token, value in lexer.get_tokens(text):
            style = _style_of(token)
            yield value, "stage" if style == "image" and from_stage else style


def _by_line(lines: Sequence[str], tokens: Iterable[tuple[str, str | None]]) -> list[Spans]:
    """Cut tokens at line ends and count them in bytes."""
    result: list[list[Span]] = [[] for _ in lines]
    row = column = 0
    for value, style in tokens:
        for index, piece in enumerate(value.split("\n")):
            if index:
                row, column = row + 1, 0
            if row >= len(lines):
                break
            end = column + (len(piece) if piece.isascii() else len(piece.encode()))
            if style is not None and end > column and not piece.isspace():
                result[row].append((column, end, style))
            column = end
    return [tuple(spans) for spans in result]


_resolved: dict[_TokenType, str | None] = {}


def _style_of(token: _TokenType) -> str | None:
    if token not in _resolved:
        nearest: _TokenType | None = token
        while nearest is not None and nearest not in STYLE_OF_TOKEN:
            nearest = nearest.parent
        _resolved[token] = STYLE_OF_TOKEN[nearest] if nearest is not None else None
    return _resolved[token]


def _from_words(block: Block) -> list[str]:
    return [word for word in block.meaning.split()[1:] if not word.startswith("--")]


def _base(block: Block) -> str:
    return next(iter(_from_words(block)), "")


def _stage_name(block: Block) -> str | None:
    found = _from_words(block)
    return found[2] if len(found) >= 3 and found[1].upper() == "AS" else None


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
