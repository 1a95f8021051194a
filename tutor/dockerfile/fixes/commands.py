"""What an instruction runs or brings in, written better."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.dockerfile.fixes.model import Fix, Page
from tutor.dockerfile.model import Form, Instruction, Problem

_ARCHIVE = re.compile(r"\.(?:tar|tgz|tbz2?|txz|tar\.\w+|gz|bz2|xz|zst)$|[*?]", re.IGNORECASE)
_REMOTE = re.compile(r"^(?:\w+://|git@)")
_ONLY_ADD = ("checksum", "keep-git-dir", "unpack")
_APT_INSTALL = re.compile(r"\bapt(?:-get)?\b[^&|;]*\binstall\b")
_LISTS = "/var/lib/apt/lists"


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
