"""What a build took from the cache, and which edit made the rest be built again."""

from __future__ import annotations

from tutor.dockerfile import parse
from tutor.engine.result import BuildFailure, BuildResult, BuiltInstruction, StageImage
from tutor.insight.reuse import reuse

DASH = "\N{EN DASH}"
BEFORE = """\
FROM golang AS build
WORKDIR /src
COPY . .
RUN go build -o /calc .
FROM scratch
COPY --from=build /calc /calc
"""


def result_of(text: str, *again: int, failure: BuildFailure | None = None) -> BuildResult:
    """A build of the text in which these lines were not cached."""
    stages = tuple(
        StageImage(
            stage.index, stage.name, stage.base.name, True, None,
            tuple(
                BuiltInstruction(
                    one.lines.first, one.lines.last, one.keyword, one.text, True, one.lines.first not in again
                )
                for one in stage.instructions
            ),
        )
        for stage in parse(text).stages
    )  # fmt: skip
    return BuildResult("Docker", "BuildKit", stages, len(stages) - 1, 1.0, failure)


def told(text: str, *again: int, before: str | None = BEFORE) -> str:
    found = reuse(result_of(text, *again), text, before)
    assert found is not None
    return found.told


def test_an_edited_line_is_named_with_all_that_was_built_again_for_it():
    after = BEFORE.replace("go build", "go build -v")
    assert told(after, 4, 6) == f"2 of 4 steps cached; line 4 changed, so 4{DASH}6 were built again"


def test_a_copy_whose_text_is_as_before_was_built_again_for_its_files():
    assert (
        told(BEFORE, 3, 4)
        == f"2 of 4 steps cached; the files of line 3 changed, so 3{DASH}4 were built again"
    )


def test_a_line_that_makes_no_step_is_to_blame_for_the_step_after_it():
    after = BEFORE.replace("COPY . .", "ENV CGO_ENABLED=0\nCOPY . .")
    found = reuse(result_of(after, 4, 5), after, BEFORE)
    assert found is not None
    assert found.changed == (3,)


def test_a_stage_that_follows_another_is_no_cause_of_its_own():
    after = BEFORE.replace("go build", "go build -v")
    found = reuse(result_of(after, 4, 6), after, BEFORE)
    assert found is not None
    assert found.causes == (4,)
    assert found.again == (4, 6)


def test_a_new_name_for_a_stage_changes_nothing():
    after = BEFORE.replace("build", "made")
    after = after.replace("go made", "go build")
    assert told(after) == "all 4 steps cached"


def test_the_first_build_and_one_without_the_cache_name_no_cause():
    assert told(BEFORE, 2, 3, 4, 6, before=None) == "0 of 4 steps cached"
    assert told(BEFORE, 2, 3, 4, 6) == "0 of 4 steps cached"


def test_a_build_that_failed_tells_nothing():
    assert reuse(result_of(BEFORE, failure=BuildFailure("no")), BEFORE, BEFORE) is None
