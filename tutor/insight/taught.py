"""Which lesson explains what a rule is about."""

from __future__ import annotations

from collections.abc import Collection

LESSONS = {
    "SecretsUsedInArgOrEnv": "layers-remember",
    "ShellFormWithoutShell": "no-shell-no-root",
    "UnusedStage": "the-test-that-never-ran",
    "RootInFinalStage": "no-shell-no-root",
    "CopyIgnoredFile": "cache-and-context",
    "CopyWholeStage": "a-second-from",
    "JSONArgsRecommended": "no-shell-no-root",
    "UnpinnedBase": None,
}
"""The rules that are worth advice, the gravest first, each with the lesson that explains it."""


def untaught(later: Collection[str]) -> frozenset[str]:
    """The rules that one of these lessons, given by their slugs, will explain."""
    return frozenset(rule for rule, lesson in LESSONS.items() if lesson in later)
