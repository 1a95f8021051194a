"""What every rule gets to see, and how it reports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tutor.dockerfile.evaluation import Evaluation
from tutor.dockerfile.graph import StageGraph
from tutor.dockerfile.model import Dockerfile, Instruction, Lines, Problem, Severity

RULE_PAGE = "https://docs.docker.com/go/dockerfile/rule/{}/"
CAPITAL_OF_A_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Outside:
    """What the text alone does not tell; each answer may be None for "not known".

    ``base_has_shell`` and ``base_platform`` are asked with an image name; ``is_ignored`` with a path of the
    build context, and tells whether ``.dockerignore`` hides it.
    """

    base_has_shell: Callable[[str], bool | None] | None = None
    base_platform: Callable[[str], str | None] | None = None
    is_ignored: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file under inspection."""

    dockerfile: Dockerfile
    evaluation: Evaluation
    graph: StageGraph
    outside: Outside

    def instructions(self) -> Iterator[Instruction]:
        """Everything that stands in a stage, in file order."""
        for stage in self.dockerfile.stages:
            yield from stage.instructions


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, where."""

    message: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its name; ``experimental`` ones run only when the file asks for them.

    ``own`` ones warn of what BuildKit is silent about: no option of the file makes them stop a build.
    """

    name: str
    check: Callable[[Inspection], Iterator[Finding]]
    severity: Severity = Severity.WARNING
    experimental: bool = False
    own: bool = False

    @property
    def url(self) -> str | None:
        """The page of Docker's documentation about the rule; None for the tutor's own rules."""
        if self.own or self.severity is Severity.ADVICE:
            return None
        return RULE_PAGE.format(CAPITAL_OF_A_WORD.sub("-", self.name).lower())

    def problems(self, inspection: Inspection, severity: Severity) -> Iterator[Problem]:
        for finding in self.check(inspection):
            yield Problem(self.name, finding.message, finding.lines, severity, self.url)


def written_keyword(instruction: Instruction) -> str:
    """The keyword in the case in which it was typed."""
    return instruction.text.partition(" ")[0]
