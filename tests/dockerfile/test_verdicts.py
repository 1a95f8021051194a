"""What we say to a file against what a real BuildKit said to it."""

from __future__ import annotations

import re

from tutor.dockerfile import lint, parse


def without_suggestion(message: str) -> str:
    return re.sub(r" \(did you mean [^)]*\)", "", message).strip()


def test_the_verdict_is_buildkits(verdict):
    problems = parse(verdict.text).problems
    messages = [without_suggestion(problem.message) for problem in problems]
    if verdict.error is None:
        assert messages == []
    elif not verdict.error.startswith("lint violation"):
        assert verdict.error in messages


def test_the_error_stands_where_buildkit_puts_it(verdict):
    places = [p.lines for p in parse(verdict.text).problems if without_suggestion(p.message) == verdict.error]
    if verdict.line is not None:
        assert any(verdict.line in lines for lines in places)


def test_the_warnings_are_buildkits(verdict):
    dockerfile = parse(verdict.text)
    ours = {(p.rule, without_suggestion(p.message)) for p in lint(dockerfile) if p.url}
    if verdict.error is None or verdict.error.startswith("lint violation"):
        assert ours == verdict.warnings
    else:  # BuildKit stops at an error, we go on
        assert ours >= verdict.warnings
