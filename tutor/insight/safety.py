"""Advice that saves no bytes: secrets, root, stages that never run."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.dockerfile import Problem, Severity
from tutor.insight.advised import Advice, Case
from tutor.insight.taught import LESSONS

TITLES = {
    "UnusedStage": "Make the final stage need this one, or take it out",
    "RootInFinalStage": "Run as another user than root",
    "ShellFormWithoutShell": "Write commands as JSON arrays where there is no shell",
    "SecretsUsedInArgOrEnv": "Hand secrets to RUN --mount=type=secret",
    "CopyIgnoredFile": "Let .dockerignore spare what is copied",
    "JSONArgsRecommended": "Write the command as a JSON array",
    "CopyWholeStage": "Copy only what runs",
    "UnpinnedBase": "Name a version of the base image",
}


def secrets(case: Case) -> Sequence[Advice]:
    """Secrets that the final image carries, hidden or not."""
    found = []
    for secret in case.explanation.secrets:
        if not secret.ships or secret.line is None:
            continue
        title = "Keep the secret out of every layer"
        if secret.what != "file":
            title = TITLES["SecretsUsedInArgOrEnv"]
        because = f"{secret.says[0].upper()}{secret.says[1:]}."
        found.append(Advice(title, because, secret.line, 0, estimated=False, lesson="layers-remember"))
    return found


def from_problems(case: Case) -> Sequence[Advice]:
    """What lint found of the sort that a lesson is about; what it says of several lines is one."""
    gravest = list(LESSONS)
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in case.problems:
        if _is_worth_it(problem):
            alike.setdefault((problem.rule, problem.message), []).append(problem)
    return [_advice(*alike[key]) for key in sorted(alike, key=lambda key: gravest.index(key[0]))]


def _is_worth_it(problem: Problem) -> bool:
    return problem.rule in LESSONS and problem.severity is not Severity.ERROR


def _advice(problem: Problem, *others: Problem) -> Advice:
    because = problem.message if problem.message.endswith(".") else f"{problem.message}."
    if others:
        lines = ", ".join(str(one.lines.first) for one in others)
        because = f"{because} The same in line{'s' if len(others) > 1 else ''} {lines}."
    title, lesson = TITLES[problem.rule], LESSONS[problem.rule]
    return Advice(title, because, problem.lines.first, 0, estimated=False, lesson=lesson)
