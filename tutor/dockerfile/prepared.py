"""A text that dockerfile-parse reads right: same number of lines, what would mislead it taken out.

Left alone, the library splits an instruction at a blank line in its continuation, reads heredoc bodies as
instructions, loses an instruction that ends in a backslash at the end of the file, takes ``\\\\`` for a
continuation, sees nothing behind a byte order mark, and splits words at blanks that BuildKit does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tutor.dockerfile.heredocs import Marker, markers_in
from tutor.dockerfile.model import Heredoc

BYTE_ORDER_MARK = "\ufeff"
NOTHING = "#"
"""What stands in for a line that the library shall skip: a comment is skipped inside continuations too."""

# Unicode keeps U+FDD0 to U+FDEF free for such use inside a program.
GUARD = "\ufdd0"
"""Hides a last backslash that continues nothing."""
ODD_BLANKS = (
    "\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
)
ODD_BLANKS += "\u2028\u2029\u202f\u205f\u3000"
STAND_INS = "".join(chr(0xFDD1 + number) for number in range(len(ODD_BLANKS)))
HIDE = str.maketrans(ODD_BLANKS, STAND_INS)
SHOW = str.maketrans(STAND_INS, ODD_BLANKS, GUARD)
UNREADABLE = re.compile("[\ufdd0-\ufdef\ud800-\udfff]")
"""Code points that no UTF-8 file holds, and those that we keep for ourselves."""


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one instruction as counted from 0; ``last`` is its last line, heredocs included."""

    last: int
    heredocs: tuple[Heredoc, ...]
    unterminated: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """``blocks`` maps the first line of each instruction, counted from 0, to what the library cannot tell.

    ``strays`` are lines with a continuation character and nothing to continue.
    """

    text: str
    blocks: dict[int, Block]
    strays: tuple[int, ...]


@dataclass(slots=True)
class Piece:
    """What one line contributes to an instruction."""

    line: int
    content: str


def restore(text: str) -> str:
    """Undo in a piece of the library's answer what was hidden from it."""
    return text.translate(SHOW)


def prepare(lines: list[str], header_lines: int, escape: str) -> Prepared:
    """Prepare lines without line feeds; the first ``header_lines`` of them are directives."""
    return Preparation(lines, header_lines, escape).run()


@dataclass(slots=True)
class Preparation:
    lines: list[str]
    header_lines: int
    escape: str
    out: list[str] = field(default_factory=list)
    blocks: dict[int, Block] = field(default_factory=dict)
    strays: list[int] = field(default_factory=list)
    position: int = 0

    def run(self) -> Prepared:
        self.out = [NOTHING] * len(self.lines)
        while self.position < len(self.lines):
            line = self.take().lstrip()
            if line and not line.startswith("#"):
                self.instruction(line)
        if self.header_lines:
            self.out[0] = f"# escape={self.escape}"
        return Prepared("\n".join(self.out).translate(HIDE) + "\n", self.blocks, tuple(self.strays))

    def take(self) -> str:
        line = UNREADABLE.sub("\ufffd", self.lines[self.position]).rstrip("\r")
        if self.position == 0:
            line = line.removeprefix(BYTE_ORDER_MARK)
        self.position += 1
        return line

    def instruction(self, line: str) -> None:
        first = self.position - 1
        pieces = list(self.pieces(line))
        last = pieces[-1].line
        glue_keyword(pieces)
        if not pieces[0].content.strip():
            self.strays.append(first)
            return
        for piece in pieces:
            self.out[piece.line] = piece.content + self.escape
        self.out[pieces[-1].line] = guarded(pieces[-1].content, self.escape)
        markers = markers_in("".join(piece.content for piece in pieces))
        heredocs, terminated = self.heredocs(markers)
        if heredocs:
            last = self.position - 1
        self.blocks[first] = Block(
            last=last,
            heredocs=heredocs,
            unterminated=not terminated,
        )

    def pieces(self, line: str) -> Iterator[Piece]:
        """The instruction's own lines without their continuation characters."""
        content, continued = cut(line, self.escape)
        yield Piece(self.position - 1, content)
        while continued and self.position < len(self.lines):
            line = self.take()
            start = line.lstrip()
            if start and not start.startswith("#"):
                content, continued = cut(line, self.escape)
                yield Piece(self.position - 1, content)

    def heredocs(self, markers: Iterator[Marker]) -> tuple[tuple[Heredoc, ...], bool]:
        found: list[Heredoc] = []
        for marker in markers:
            content: list[str] = []
            terminated = False
            while self.position < len(self.lines) and not terminated:
                terminated = marker.ended_by(self.lines[self.position])
                if not terminated:
                    content.append(self.lines[self.position] + "\n")
                self.position += 1
            found.append(marker.with_content("".join(content)))
            if not terminated:
                return tuple(found), False
        return tuple(found), True


def cut(line: str, escape: str) -> tuple[str, bool]:
    """The line without its continuation character, and whether it had one; a doubled one does not count."""
    end = line.rstrip(" \t")
    if end.endswith(escape) and not end[:-1].endswith(escape):
        return end[:-1], True
    return line, False


def glue_keyword(pieces: list[Piece]) -> None:
    """Move what follows onto the first line until the keyword is whole: ``FR\\``, ``OM x``."""
    while len(pieces) > 1 and not re.search(r"\s", pieces[0].content.lstrip()):
        pieces[0].content += pieces.pop(1).content


def guarded(content: str, escape: str) -> str:
    return content + GUARD if content.rstrip().endswith(escape) else content
