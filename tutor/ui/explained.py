"""What a build tells of every line and stage, reckoned beside the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.dockerfile import Problem
    from tutor.engine.result import BuildResult
    from tutor.insight import Advice, Explanation

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Explained:
    """A build's explanation, with the changes that would save most where they were asked for."""

    explanation: Explanation
    advice: tuple[Advice, ...] = ()


def explained(
    result: BuildResult,
    text: str,
    build_args: Mapping[str, str] = _NONE,
    problems: Sequence[Problem] | None = None,
) -> Explained | None:
    """Explain the build of a text; with its ``problems`` advise too. None where it was not measured.

    Reads whole file trees: call it from a worker.
    """
    from tutor.insight import advise, explain

    if not any(stage.files is not None for stage in result.stages):
        return None
    explanation = explain(result, text, build_args)
    _index(explanation, result)
    advice = () if problems is None else advise(result, text, explanation, problems)
    return Explained(explanation, advice)


def _index(explanation: Explanation, result: BuildResult) -> None:
    """Ask once, so that what is looked up by key is answered without a wait."""
    final = result.stages[result.final]
    if final.files is not None and len(final.files):
        path = next(iter(final.files)).path
        explanation.provenance.trail(final.index, path)
        explanation.provenance.line_of(final.index, path)
