"""Checks that do not stop a build: BuildKit's own, and the tutor's advice."""

from __future__ import annotations

from collections.abc import Callable

from tutor.dockerfile.check_options import CheckOptionError, CheckOptions, read_check_options
from tutor.dockerfile.evaluation import BaseEnv, evaluate
from tutor.dockerfile.graph import graph_of
from tutor.dockerfile.model import Dockerfile, Problem, Severity
from tutor.dockerfile.rules.inspection import Inspection, Outside
from tutor.dockerfile.rules.registry import RULES


def lint(
    dockerfile: Dockerfile,
    *,
    base_has_shell: Callable[[str], bool | None] | None = None,
    base_env: BaseEnv | None = None,
    base_platform: Callable[[str], str | None] | None = None,
    is_ignored: Callable[[str], bool] | None = None,
) -> tuple[Problem, ...]:
    """The warnings and advice for a file, in file order; the file's ``# check=`` directive is obeyed.

    The callables answer what the text cannot tell, by image name or by context path; None stands for "not
    known". With ``# check=error=true`` BuildKit's warnings come as errors, because they stop the build.
    """
    options = check_options(dockerfile)
    inspection = Inspection(
        dockerfile=dockerfile,
        evaluation=evaluate(
            dockerfile.preamble,
            [stage.instructions for stage in dockerfile.stages],
            escape=dockerfile.directives.escape,
            build_args={},
            base_env=base_env,
        ),
        graph=graph_of(dockerfile),
        outside=Outside(base_has_shell, base_platform, is_ignored),
    )
    problems = [
        problem
        for rule in RULES
        if not options.skips(rule.name, experimental=rule.experimental)
        for problem in rule.problems(
            inspection, rule.severity if rule.own else severity_of(rule.severity, options)
        )
    ]
    return tuple(sorted(problems, key=lambda problem: problem.lines.first))


def check_options(dockerfile: Dockerfile) -> CheckOptions:
    try:
        return read_check_options(dockerfile.directives.check)
    except CheckOptionError:
        # The file's own problems tell about it.
        return CheckOptions()


def severity_of(severity: Severity, options: CheckOptions) -> Severity:
    stops_the_build = options.error and severity is Severity.WARNING
    return Severity.ERROR if stops_the_build else severity
