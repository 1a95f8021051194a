"""The parser directives: comments of the form ``# key=value`` before anything else in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.dockerfile.check_options import CheckOptionError, read_check_options
from tutor.dockerfile.model import Directives, Lines, Problem, Severity

DIRECTIVE = re.compile(r"^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$")
ESCAPES = ("\\", "`")


@dataclass(frozen=True, slots=True)
class Header:
    """The directives, how many lines they take, and what is wrong with them."""

    directives: Directives
    lines: int
    problems: tuple[Problem, ...]


def read_header(lines: list[str]) -> Header:
    """Read the directives on top of a file given as lines without line ends."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    count = 0
    for number, line in enumerate(lines, start=1):
        match = DIRECTIVE.match(line.lstrip())
        key = match.group(1).lower() if match else ""
        if match is None or key not in ("syntax", "escape", "check"):
            break
        count = number
        value = match.group(2)
        trouble = trouble_with(key, value, found)
        if trouble:
            problems.append(Problem("Syntax", trouble, Lines(number, number), Severity.ERROR))
        else:
            found[key] = value
    # BuildKit reads these two up to the first blank only.
    syntax, check = (found.get(key, "").split(" ")[0] or None for key in ("syntax", "check"))
    directives = Directives(syntax=syntax, escape=found.get("escape", "\\"), check=check)
    return Header(directives, count, tuple(problems))


def trouble_with(key: str, value: str, found: dict[str, str]) -> str | None:
    """What BuildKit says against a directive, or None."""
    if key in found:
        return f"only one {key} parser directive can be used"
    if key == "escape" and value not in ESCAPES:
        return f"invalid escape token '{value}' does not match ` or \\"
    if key == "check":
        try:
            read_check_options(value.split(" ", maxsplit=1)[0])
        except CheckOptionError as error:
            return f"failed to parse check options: {error}"
    return None
