"""Variables that were never declared, and defaults that make no base."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.dockerfile.evaluation import evaluate
from tutor.dockerfile.model import BaseKind
from tutor.dockerfile.nearest import did_you_mean, nearest
from tutor.dockerfile.rules.inspection import Finding, Inspection
from tutor.dockerfile.variables import Expanded

SHORT_NAME = 4


def undefined_var(inspection: Inspection) -> Iterator[Finding]:
    outer = {word.partition("=")[0] for one in inspection.dockerfile.preamble for word in one.words}
    for stage in inspection.evaluation.stages:
        for expanded in stage.body:
            for name in expanded.missing:
                if is_surely_undefined(name, expanded, outer):
                    hint = did_you_mean(name, expanded.known, sigil="$")
                    message = f"Usage of undefined variable '${name}'{hint}"
                    yield Finding(message, expanded.instruction.lines)


def is_surely_undefined(name: str, expanded: Expanded, outer: set[str]) -> bool:
    """An image's ENV is often unknown; then only likely slips count: misspelt, or declared before FROM."""
    if expanded.base_known or name in outer:
        return True
    declared = [known for known in expanded.known if known != "PATH"]
    # Short names are near to everything.
    return len(name) > SHORT_NAME and nearest(name, declared) is not None


def undefined_arg_in_from(inspection: Inspection) -> Iterator[Finding]:
    for stage in inspection.evaluation.stages:
        expanded = stage.start.expanded
        for name in expanded.missing:
            hint = did_you_mean(name, expanded.known)
            yield Finding(f"FROM argument '{name}' is not declared{hint}", expanded.instruction.lines)


def invalid_default_arg_in_from(inspection: Inspection) -> Iterator[Finding]:
    dockerfile = inspection.dockerfile
    defaults = evaluate(
        dockerfile.preamble,
        [stage.instructions[:1] for stage in dockerfile.stages],
        escape=dockerfile.directives.escape,
        build_args={},
    )
    for stage in defaults.stages:
        start = stage.start
        if start.base.written and start.base.kind is BaseKind.UNKNOWN:
            what = "results in empty or invalid base image name"
            message = f"Default value for ARG {start.base.written} {what}"
            yield Finding(message, start.expanded.instruction.lines)
