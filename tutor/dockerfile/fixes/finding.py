"""All fixes for a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from tutor.dockerfile.blocks import blocks_of
from tutor.dockerfile.fixes import (
    arrays,
    assignments,
    commands,
    continuing,
    flagged,
    spelling,
    stages,
    writing,
)
from tutor.dockerfile.fixes.model import Fix, Page
from tutor.dockerfile.model import Dockerfile, Instruction, Problem
from tutor.dockerfile.reading import parse

_BY_RULE = {
    "Syntax": (
        assignments.env_for_bare,
        assignments.without_blanks,
        flagged.two_dashes,
        flagged.equals_behind_flag,
        continuing.continued_line,
        spelling.known_word,
        stages.name_for_missing,
    ),
    "MisspeltStage": (stages.nearest_stage,),
    "FromAsCasing": (writing.as_in_same_case,),
    "StageNameCasing": (stages.name_in_small_letters,),
    "ConsistentInstructionCasing": (writing.keyword_in_case_of_majority,),
    "JSONArgsRecommended": (arrays.exec_form,),
    "ShellFormWithoutShell": (arrays.exec_form,),
    "ArrayNoJSON": (arrays.array_as_json,),
    "EqualsApart": (assignments.without_blanks,),
    "SetForOneRun": (assignments.env_for_run,),
    "DashMissing": (flagged.two_dashes,),
    "FlagBehindPath": (flagged.flag_first,),
    "MisspeltTag": (spelling.known_name,),
    "ChownName": (spelling.known_name,),
    "FileForFolder": (spelling.slash_behind,),
    "BlankInProgram": (arrays.string_for_each_word,),
    "WorkdirRelativePath": (writing.absolute_workdir,),
    "UndefinedVar": (spelling.known_variable, spelling.declared_in_stage),
    "UndefinedArgInFrom": (spelling.known_variable,),
    "NoEmptyContinuation": (writing.without_blank_line,),
    "LegacyKeyValueFormat": (writing.key_equals_value,),
    "MaintainerDeprecated": (writing.label_for_maintainer,),
    "ExposeProtoCasing": (writing.protocol_in_small_letters,),
    "RedundantTargetPlatform": (writing.without_platform,),
    "MultipleInstructionsDisallowed": (writing.without_overruled,),
}
_ALWAYS = (spelling.plain_quotes, stages.name_for_missing, commands.copy_for_add, commands.apt_cleaned_up)
"""Asked at every instruction: no rule tells of these."""

NO_IMAGES: Mapping[str, Sequence[str]] = MappingProxyType({})

_MOST_LOOKED_AT = 100
"""Of so many lines with problems the key tells whether they can be mended; the others are not marked."""


def fixes_at(
    text: str, line: int, problems: Iterable[Problem], images: Mapping[str, Sequence[str]] = NO_IMAGES
) -> tuple[Fix, ...]:
    """What can be mended at ``line`` (1-based), by the ``problems`` that were found in this very text.

    ``images`` are those that may be meant by the name of an image that an engine does not know.
    """
    page = _page(text, parse(text))
    instruction = page.dockerfile.instruction_at(line)
    others = spelling.known_image(page, instruction, images) if instruction is not None else ()
    return (*others, *_fixes_at(page, line, problems))


def mendable(dockerfile: Dockerfile, problems: Iterable[Problem]) -> frozenset[int]:
    """The first lines of those problems whose instruction has a fix."""
    by_line: dict[int, list[Problem]] = {}
    for problem in problems:
        by_line.setdefault(problem.lines.first, []).append(problem)
    page = _page(dockerfile.text, dockerfile) if by_line else None
    some = list(by_line.items())[:_MOST_LOOKED_AT]
    return frozenset(line for line, here in some if page and _fixes_at(page, line, here))


def _page(text: str, dockerfile: Dockerfile) -> Page:
    lines = tuple(text.split("\n"))
    return Page(lines, tuple(blocks_of(lines)), dockerfile)


def _fixes_at(page: Page, line: int, problems: Iterable[Problem]) -> tuple[Fix, ...]:
    instruction = page.dockerfile.instruction_at(line)
    if instruction is None:
        return ()
    here = [one for one in problems if one.lines.first in instruction.lines]
    page = replace(page, rules=frozenset(one.rule for one in here))
    unchanged = "\n".join(page.lines)
    found: dict[str, Fix] = {}
    for fix in _all(page, instruction, here):
        if fix.text != unchanged:
            found.setdefault(fix.title, fix)
    return tuple(found.values())


def _all(page: Page, instruction: Instruction, problems: Iterable[Problem]) -> Iterator[Fix]:
    for problem in problems:
        for fixer in _BY_RULE.get(problem.rule, ()):
            yield from fixer(page, instruction, problem)
    for always in _ALWAYS:
        yield from always(page, instruction, None)
