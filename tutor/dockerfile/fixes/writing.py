"""The same thing, written as BuildKit's checks want it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.dockerfile.arguments import KEYWORDS
from tutor.dockerfile.expansion import go_quoted
from tutor.dockerfile.fixes.model import Fix, Page
from tutor.dockerfile.model import Instruction, Problem

_FIRST_WORD = re.compile(r"^(\s*)(\S+)")
_AS = re.compile(r"(?<=\s)(as)(?=\s)", re.IGNORECASE)
_PLATFORM = re.compile(r"--platform=\S+[ \t]*")
_WORKDIR = re.compile(r"^(\s*\S+\s+)([\"']?)")
_PORT = re.compile(r"/(\w+)")


def _keyword(page: Page, instruction: Instruction) -> str:
    return page.of(instruction)[0].split()[0]


def _first_line(page: Page, title: str, instruction: Instruction, line: str) -> Fix:
    first = instruction.lines.first
    return page.with_lines(title, first, first, [line])


def as_in_same_case(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    new = "AS" if _keyword(page, instruction).isupper() else "as"
    line = _AS.sub(new, page.of(instruction)[0], count=1)
    yield _first_line(page, f"Write {new}", instruction, line)


def keyword_in_case_of_majority(
    page: Page, instruction: Instruction, problem: Problem | None
) -> Iterator[Fix]:
    if instruction.keyword not in KEYWORDS:
        return  # in no case it is an instruction
    lower = problem is not None and "lowercase" in problem.message
    written = _keyword(page, instruction)
    new = written.lower() if lower else written.upper()
    line = _FIRST_WORD.sub(lambda found: found[1] + new, page.of(instruction)[0], count=1)
    yield _first_line(page, f"Write {new}", instruction, line)


def absolute_workdir(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    line = _WORKDIR.sub(lambda found: f"{found[1]}{found[2]}/", page.of(instruction)[0], count=1)
    line = line.replace("/./", "/", 1)
    yield _first_line(page, "Begin the path with /", instruction, line)


def without_blank_line(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    if problem is not None and not page.lines[problem.lines.first - 1].strip():
        where = problem.lines.first
        yield page.with_lines("Take the blank line out", where, where, [])


def key_equals_value(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    if len(instruction.words) != 1 or instruction.lines.first != instruction.lines.last:
        return
    key, _, value = instruction.words[0].partition("=")
    if value.startswith("="):
        return  # an equals sign with blanks about it, which is mended as that
    plain = re.fullmatch(r"[^\s\"'\\]+", value) or re.fullmatch(r"\"[^\"]*\"|'[^']*'", value)
    written = value if plain else go_quoted(value)
    line = f"{_keyword(page, instruction)} {key}={written}"
    yield _first_line(page, f"Write {key}=…", instruction, line)


def label_for_maintainer(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    if instruction.words:
        label = "label" if _keyword(page, instruction).islower() else "LABEL"
        line = f"{label} org.opencontainers.image.authors={go_quoted(instruction.words[0])}"
        yield page.with_lines(f"Write {label}", instruction.lines.first, instruction.lines.last, [line])


def protocol_in_small_letters(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    line = _PORT.sub(lambda found: found[0].lower(), page.of(instruction)[0])
    yield _first_line(page, "Write the protocol in small letters", instruction, line)


def without_platform(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    line = _PLATFORM.sub("", page.of(instruction)[0], count=1)
    yield _first_line(page, "Take --platform out: it is so without it", instruction, line)


def without_overruled(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    title = f"Take this {instruction.keyword} out: a later one counts"
    yield page.with_lines(title, instruction.lines.first, instruction.lines.last, [])
