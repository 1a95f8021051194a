"""What is wrong or unwise in a text: parsed away from the keyboard, then shown beside the lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.dockerfile import Dockerfile, Lines, Problem

BaseHasShell = Callable[[str], "bool | None"]


@dataclass(frozen=True, slots=True)
class SkippedStage:
    """A stage that a build of the text does not make, and why, as a sentence's end."""

    lines: Lines
    because: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the parser and the checks say of ``text``; problems are ordered by line.

    ``mendable`` are the first lines of problems that a quick fix mends.
    """

    text: str = ""
    problems: tuple[Problem, ...] = ()
    skipped: tuple[SkippedStage, ...] = ()
    mendable: frozenset[int] = frozenset()


NO_ANALYSIS = Analysis()
_UNUSED_STAGE = "UnusedStage"


def _is_begun(dockerfile: Dockerfile) -> bool:
    """Whether the last stage is being typed: who writes its FROM has yet to write what it takes."""
    final = dockerfile.final
    return final is not None and len(final.instructions) == 1


def analyse(
    text: str,
    target: str | None = None,
    base_has_shell: BaseHasShell | None = None,
    untaught: frozenset[str] = frozenset(),
) -> Analysis:
    """Parse and check ``text`` for a build to ``target``; too slow for the UI's thread.

    ``untaught`` are rules whose advice is kept back, for it is about what a later lesson explains.
    """
    import_module("tutor.dockerfile.completion")  # here, so that no key that is typed has to wait for it
    from tutor.dockerfile import Severity, graph_of, lint, parse
    from tutor.dockerfile.fixes import mendable

    dockerfile = parse(text)
    found = {*dockerfile.problems, *lint(dockerfile, base_has_shell=base_has_shell)}
    found = {one for one in found if one.severity is not Severity.ADVICE or one.rule not in untaught}
    stage = dockerfile.stage(target) if target is not None else None
    begun = _is_begun(dockerfile)
    found = {one for one in found if not (begun and one.rule == _UNUSED_STAGE)}
    skipped = {} if begun else graph_of(dockerfile).skipped(stage.index if stage is not None else None)
    return Analysis(
        text,
        tuple(sorted(found, key=lambda problem: (problem.lines.first, problem.lines.last, problem.rule))),
        tuple(SkippedStage(dockerfile.stages[index].lines, because) for index, because in skipped.items()),
        mendable(dockerfile, found),
    )
