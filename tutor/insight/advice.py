"""The changes to a Dockerfile that would save most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tutor.dockerfile import Problem
from tutor.engine import BuildResult
from tutor.insight.advised import Advice, Case
from tutor.insight.bases import smaller_base
from tutor.insight.explanation import Explanation
from tutor.insight.leftovers import caches, context_ballast, node_tools, recommended_packages
from tutor.insight.products import build_tools, whole_stage
from tutor.insight.recorded_sizes import recorded_size
from tutor.insight.safety import from_problems, secrets
from tutor.insight.waste_advice import avoidable_waste

__all__ = ["Advice", "Sizes", "advise"]

Rule = Callable[[Case], Sequence[Advice]]

RULES: tuple[Rule, ...] = (
    build_tools,
    whole_stage,
    smaller_base,
    avoidable_waste,
    caches,
    recommended_packages,
    context_ballast,
    node_tools,
    secrets,
    from_problems,
)

WORTH_MORE_THAN_SAFETY = 0.01
"""What saves less than this part of the final image comes after what makes it safer."""

Sizes = Callable[[str], int | None]


def advise(
    result: BuildResult,
    text: str,
    explanation: Explanation,
    problems: Sequence[Problem] = (),
    sizes: Sizes = recorded_size,
) -> tuple[Advice, ...]:
    """The changes worth making, best first: large savings, then safety, then small savings.

    Savings of several overlap where one change makes another needless. ``problems`` are those of ``lint``;
    ``sizes`` tells the bytes of a base image by name, None where they are not known. Nothing is said of the
    size of a final stage that was not measured.
    """
    case = Case(result, explanation, tuple(problems), sizes)
    found: dict[tuple[str, int | None], Advice] = {}
    for rule in RULES:
        for advice in rule(case):
            found.setdefault((advice.title, advice.line), advice)
    worth = WORTH_MORE_THAN_SAFETY * (case.size or 0)
    return tuple(sorted(found.values(), key=lambda advice: _rank(advice, worth)))


@dataclass(frozen=True, slots=True, order=True)
class _Rank:
    group: int
    bytes: int


def _rank(advice: Advice, worth: float) -> _Rank:
    if advice.saves_bytes > worth:
        return _Rank(0, -advice.saves_bytes)
    return _Rank(1, 0) if not advice.saves_bytes else _Rank(2, -advice.saves_bytes)
