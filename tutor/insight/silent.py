"""Mistakes that no engine reports: what was built tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tutor.dockerfile.stage_titles import this_stage
from tutor.engine import BuildResult
from tutor.engine.causes import CAUSES, Cause
from tutor.image.size import human
from tutor.insight.explanation import Explanation

WORTH_A_WORD_BYTES = 1000
"""Deleting less than this later on is no mistake that anybody has to learn from."""


@dataclass(frozen=True, slots=True)
class Silent:
    """A named mistake in a build that ended well; ``line`` is where it stands."""

    cause: Cause
    line: int | None


def silent_mistakes(result: BuildResult, explanation: Explanation) -> tuple[Silent, ...]:
    """E11, E17 and E18, in this order, by line; nothing of a build that failed.

    What base images bring is not the learner's. A stage that only another target leaves out is no mistake.
    """
    if result.failure is not None:
        return ()
    found = (*_skipped(result), *_secrets(explanation), *_deleted_late(explanation))
    return tuple(sorted(found, key=lambda one: (int(one.cause.key[1:]), one.line or 0)))


def _skipped(result: BuildResult) -> Iterator[Silent]:
    if result.final != len(result.stages) - 1:
        return
    for stage in result.stages:
        steps = [each for each in stage.instructions if each.keyword == "RUN"]
        if stage.built or not steps:
            continue
        what = "its RUN was" if len(steps) == 1 else f"its {len(steps)} RUNs were"
        meaning = (
            f"{this_stage(stage.label)} was skipped, so {what} not carried out: the final stage takes "
            "nothing from it. The builder does not report that, and building without the cache changes "
            "nothing."
        )
        yield Silent(replace(CAUSES["E11"], meaning=meaning), stage.instructions[0].line)


def _secrets(explanation: Explanation) -> Iterator[Silent]:
    for secret in explanation.secrets:
        if secret.what in ("ARG", "ENV") and secret.ships:
            yield Silent(
                replace(CAUSES["E17"], meaning=f"{secret.says}, for everybody to read."), secret.line
            )


def _deleted_late(explanation: Explanation) -> Iterator[Silent]:
    own = {line.line for line in explanation.lines if line.keyword != "FROM"}
    for waste in explanation.waste:
        late = waste.how == "deleted" and waste.ships and own.intersection(waste.of_lines)
        if late and waste.bytes >= WORTH_A_WORD_BYTES:
            of = ", ".join(map(str, waste.of_lines))
            meaning = (
                f"Line {waste.line} deletes {human(waste.bytes)} that line {of} had stored. They stay in the "
                "image: a layer only hides what the layers below it hold."
            )
            yield Silent(replace(CAUSES["E18"], meaning=meaning), waste.line)
