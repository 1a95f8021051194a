"""Words that nearly are a known one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tutor.dockerfile.arguments import KEYWORDS
from tutor.dockerfile.fixes.model import Fix, Page
from tutor.dockerfile.model import Instruction, Problem
from tutor.dockerfile.rules.inspection import written_keyword
from tutor.dockerfile.sources import sources_of, stage_numbers

_UNKNOWN = re.compile(
    r"(?:unknown instruction: |unknown flag: --|unexpected key '|unsupported mount type \")([^\s'\"]+).*"
    r"\(did you mean (\S+?)\?\)"
)
_VARIABLE = re.compile(r"'\$?(\w+)'(?:.*\(did you mean \$?(\w+)\?\))?")
_NAME = re.compile(r"(?:has no tag (\S+); |: is (\S+) there, or )did you mean (\S+)\?$")
_PLAIN = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"')
    | dict.fromkeys("\u2018\u2019\u201a\u201b", "'")
)


def known_word(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """The instruction, flag or mount field that was meant."""
    found = _UNKNOWN.search(problem.message) if problem is not None else None
    if found is not None and "=" not in found[1]:
        is_flag = "unknown flag" in found[0]
        old, new = (f"--{found[1]}", f"--{found[2]}") if is_flag else (found[1], found[2])
        if new.upper() in KEYWORDS and not is_flag and not _writes_small(page, instruction):
            new = new.upper()  # BuildKit tells it in small letters where the misspelt word has them
        fix = page.replaced(f"Write {new}", instruction, old, new)
        if fix is not None:
            yield fix


def _writes_small(page: Page, instruction: Instruction) -> bool:
    """Whether the other instructions stand in small letters, as this one does."""
    stages = (one for stage in page.dockerfile.stages for one in stage.instructions)
    others = [written_keyword(one) for one in (*page.dockerfile.preamble, *stages) if one is not instruction]
    small = sum(other.islower() for other in others)
    return written_keyword(instruction).islower() and small > len(others) - small


def known_name(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """The tag or the user that was meant."""
    found = _NAME.search(problem.message) if problem is not None else None
    if found is not None:
        mark = ":" if found[1] else "="
        fix = page.replaced(f"Write {found[3]}", instruction, mark + (found[1] or found[2]), mark + found[3])
        if fix is not None:
            yield fix


def known_image(page: Page, instruction: Instruction, images: Mapping[str, Sequence[str]]) -> Iterator[Fix]:
    """The images that may be meant by the name of one that an engine does not know."""
    stage = page.dockerfile.stage_at(instruction.lines.first)
    named = {one.name for one in sources_of(instruction, stage_numbers(page.dockerfile.stages))}
    if stage is not None and instruction.keyword == "FROM":
        named.add(stage.base.name)
    for name in named & images.keys():
        for image in images[name]:
            fix = page.replaced(f"Write {image}", instruction, name, image)
            if fix is not None:
                yield fix


def slash_behind(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """A slash makes a folder of the destination."""
    lines = page.of(instruction)
    if lines[-1].split()[-1:] == [instruction.words[-1]]:
        title = f"Write {instruction.words[-1]}/"
        new = [*lines[:-1], f"{lines[-1].rstrip()}/"]
        yield page.with_lines(title, instruction.lines.first, instruction.lines.last, new)


def known_variable(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """The variable that was meant."""
    found = _VARIABLE.search(problem.message) if problem is not None else None
    if found is None or not found[2]:
        return
    used = re.compile(rf"(\$\{{?){re.escape(found[1])}\b")
    lines = [used.sub(rf"\g<1>{found[2]}", line) for line in page.of(instruction)]
    yield page.with_lines(f"Write ${found[2]}", instruction.lines.first, instruction.lines.last, lines)


def declared_in_stage(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """An ARG of the file's head has to be declared in the stage again."""
    found = _VARIABLE.search(problem.message) if problem is not None else None
    stage = page.dockerfile.stage_at(instruction.lines.first)
    if found is None or stage is None:
        return
    outer = {word.partition("=")[0] for one in page.dockerfile.preamble for word in one.words}
    if found[1] in outer:
        start = stage.instructions[0].lines
        lines = [*page.of(stage.instructions[0]), f"ARG {found[1]}"]
        yield page.with_lines(f"Declare ARG {found[1]} in this stage too", start.first, start.last, lines)


def plain_quotes(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """Quotation marks from a word processor are letters for Docker and for a shell."""
    lines = [line.translate(_PLAIN) for line in page.of(instruction)]
    yield page.with_lines("Write plain quotes", instruction.lines.first, instruction.lines.last, lines)
