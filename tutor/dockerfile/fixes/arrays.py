"""Commands as JSON arrays."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Sequence

from tutor.dockerfile.fixes.model import Fix, Page
from tutor.dockerfile.model import Form, Instruction, Problem
from tutor.dockerfile.rules.arrays import meant_as_array, program_with_blank

_NEEDS_SHELL = re.compile(r"[$`&|;<>*?(){}~#!]|\n")
_KEYWORD = re.compile(r"^(\s*\S+(?:\s+--\S+)*)\s+")
_HEALTH = re.compile(r"^(\s*HEALTHCHECK\b.*?\bCMD)\s+", re.IGNORECASE)


def exec_form(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """The JSON array of a plain command; one that needs a shell names it, where there may be one."""
    if instruction.form is not Form.SHELL or instruction.heredocs or not instruction.words:
        return
    command = instruction.words[-1]
    if instruction.keyword == "RUN" or command.startswith("["):
        return
    if not _NEEDS_SHELL.search(command):
        try:
            words = shlex.split(command)
        except ValueError:
            return
        yield from _written(page, instruction, words)
    elif "ShellFormWithoutShell" not in page.rules:
        title = "Name the shell that it needs"
        yield from _written(page, instruction, ["/bin/sh", "-c", command], title)


def array_as_json(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """The array that was meant, where its words are beyond doubt."""
    meant = meant_as_array(instruction)
    if meant is not None and meant.words is not None:
        yield from _written(page, instruction, meant.words)


def string_for_each_word(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """Part the program from the arguments that were written into its string."""
    program = program_with_blank(instruction)
    if program is None or _NEEDS_SHELL.search(program):
        return
    try:
        parted = shlex.split(program)
    except ValueError:
        return
    words = instruction.words[2 if instruction.keyword == "HEALTHCHECK" else 1 :]
    yield from _written(page, instruction, [*parted, *words])


def _written(page: Page, instruction: Instruction, words: Sequence[str], title: str = "") -> Iterator[Fix]:
    head = (_HEALTH if instruction.keyword == "HEALTHCHECK" else _KEYWORD).match(page.of(instruction)[0])
    if head is not None:
        array = json.dumps(list(words), ensure_ascii=False)
        where = instruction.lines
        title = title or f"Write it as {_short(array)}"
        yield page.with_lines(title, where.first, where.last, [f"{head[1]} {array}"])


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
