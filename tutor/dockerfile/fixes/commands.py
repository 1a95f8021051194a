"""What an instruction runs or brings in, written better."""

from __future__ import annotations

import ast
import json
import re
import shlex
from collections.abc import Iterator

from tutor.dockerfile.fixes.model import Fix, Page
from tutor.dockerfile.model import Form, Instruction, Problem

_NEEDS_SHELL = re.compile(r"[$`&|;<>*?(){}~#!]|\n")
_KEYWORD = re.compile(r"^(\s*\S+)\s+")
_HEALTH = re.compile(r"^(\s*HEALTHCHECK\b.*?\bCMD)\s+", re.IGNORECASE)
_ARCHIVE = re.compile(r"\.(?:tar|tgz|tbz2?|txz|tar\.\w+|gz|bz2|xz|zst)$|[*?]", re.IGNORECASE)
_REMOTE = re.compile(r"^(?:\w+://|git@)")
_ONLY_ADD = ("checksum", "keep-git-dir", "unpack")
_APT_INSTALL = re.compile(r"\bapt(?:-get)?\b[^&|;]*\binstall\b")
_LISTS = "/var/lib/apt/lists"


def exec_form(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """The JSON array of a plain command; one that needs a shell names it, where there may be one."""
    if instruction.form is not Form.SHELL or instruction.heredocs or not instruction.words:
        return
    command = instruction.words[-1]
    head = (_HEALTH if instruction.keyword == "HEALTHCHECK" else _KEYWORD).match(page.of(instruction)[0])
    if head is None or instruction.keyword == "RUN":
        return
    where = instruction.lines
    if (words := _nearly_json(command)) is not None:
        array = json.dumps(words, ensure_ascii=False)
        yield page.with_lines(f"Write it as {_short(array)}", where.first, where.last, [f"{head[1]} {array}"])
    elif command.startswith("["):
        return  # an array was meant, and nobody knows which
    elif not _NEEDS_SHELL.search(command):
        try:
            array = json.dumps(shlex.split(command), ensure_ascii=False)
        except ValueError:
            return
        yield page.with_lines(f"Write it as {_short(array)}", where.first, where.last, [f"{head[1]} {array}"])
    elif "ShellFormWithoutShell" not in page.rules:
        array = json.dumps(["/bin/sh", "-c", command], ensure_ascii=False)
        yield page.with_lines("Name the shell that it needs", where.first, where.last, [f"{head[1]} {array}"])


def _nearly_json(command: str) -> list[str] | None:
    """The words of what was meant as a JSON array, with single quotes or a comma too many."""
    try:
        meant = ast.literal_eval(command)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    if not isinstance(meant, list) or not meant or not all(isinstance(word, str) for word in meant):
        return None
    return meant


def copy_for_add(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """COPY does the same with plain files."""
    if instruction.keyword != "ADD" or any(instruction.flag(name) is not None for name in _ONLY_ADD):
        return
    sources = instruction.expanded[:-1]
    if not sources or any(_REMOTE.search(one) or _ARCHIVE.search(one) for one in sources):
        return
    written = page.of(instruction)[0].split()[0]
    copy = "copy" if written.islower() else "COPY"
    fix = page.replaced(f"Write {copy}: these are plain files", instruction, written, copy)
    if fix is not None:
        yield fix


def apt_cleaned_up(page: Page, instruction: Instruction, problem: Problem | None) -> Iterator[Fix]:
    """Delete apt's lists in the RUN that brought them; later it would be too late."""
    if instruction.keyword != "RUN" or instruction.form is not Form.SHELL or instruction.heredocs:
        return
    command = instruction.words[-1] if instruction.words else ""
    if not _APT_INSTALL.search(command) or _LISTS in instruction.text or "type=cache" in instruction.text:
        return
    lines = page.of(instruction)
    escape = page.dockerfile.directives.escape
    if not lines[-1].strip() or lines[-1].lstrip().startswith("#"):
        return  # it ends in a comment: nobody knows what was meant to follow
    cleaned = f"rm -rf {_LISTS}/*"
    if len(lines) == 1:
        lines = [f"{lines[0].rstrip()} && {cleaned}"]
    else:
        indent = re.match(r"\s*", lines[-1])
        lines = [*lines[:-1], f"{lines[-1].rstrip()} && {escape}", f"{indent[0] if indent else ''}{cleaned}"]
    where = instruction.lines
    yield page.with_lines("Delete apt's lists in the same RUN", where.first, where.last, lines)


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
