"""From text to logical instructions: dockerfile-parse reads what ``prepared`` makes safe for it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from dockerfile_parse import DockerfileParser

from tutor.dockerfile.model import Heredoc, Lines
from tutor.dockerfile.prepared import prepare, restore


@dataclass(frozen=True, slots=True)
class Logical:
    """One instruction, its continuation lines joined, its heredocs taken off.

    ``keyword`` is as written, ``rest`` what follows it; ``unterminated`` tells that the file ends inside a
    heredoc.
    """

    keyword: str
    rest: str
    lines: Lines
    source: str
    heredocs: tuple[Heredoc, ...] = ()
    unterminated: bool = False

    @property
    def text(self) -> str:
        return f"{self.keyword} {self.rest}".strip()


def logical_instructions(lines: list[str], header_lines: int, escape: str) -> list[Logical]:
    """The instructions of a file, in order; comments and blank lines are left out."""
    prepared = prepare(lines, header_lines, escape)
    parser = DockerfileParser(fileobj=BytesIO(prepared.text.encode()))
    found = [Logical("", "", Lines(stray + 1, stray + 1), lines[stray]) for stray in prepared.strays]
    for entry in parser.structure:
        block = prepared.blocks.get(entry["startline"])
        if block is None:
            continue
        first, last = entry["startline"] + 1, max(block.last, entry["endline"]) + 1
        logical = Logical(
            keyword=restore(entry["content"].split(None, 1)[0]),
            rest=restore(entry["value"]).strip(),
            lines=Lines(first, last),
            source="\n".join(lines[first - 1 : last]),
            heredocs=block.heredocs,
            unterminated=block.unterminated,
        )
        found.append(logical)
    return sorted(found, key=lambda logical: logical.lines.first)
