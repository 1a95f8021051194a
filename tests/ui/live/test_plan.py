"""What a build of a text is going to do."""

from __future__ import annotations

from tutor.ui.live.plan import Take, plan_of

TEXT = """\
FROM golang:1.27 AS build
WORKDIR /src
COPY . .
RUN go build -o /calc .
FROM debian AS lint
RUN true
FROM scratch
COPY --from=build /calc /calc
CMD ["/calc"]
"""


def test_each_stage_says_what_it_takes_and_which_lines_run_or_copy():
    build, lint, last = plan_of(TEXT)
    assert build.takes == (Take(None, "golang:1.27", "FROM", 1),)
    assert build.lines == (3, 4)
    assert last.takes == (Take(None, "scratch", "FROM", 7), Take(0, "build", "COPY", 8))
    assert last.needs == (0,)
    assert (build.final, lint.final, last.final) == (False, False, True)


def test_a_stage_that_nothing_needs_is_planned_as_skipped_with_its_reason():
    assert [stage.skipped for stage in plan_of(TEXT)] == [None, "no later stage needs it", None]


def test_a_target_ends_the_plan_there():
    build, lint, last = plan_of(TEXT, "build")
    assert build.final
    assert lint.skipped
    assert last.skipped == "--target stops before it"


def test_a_text_without_a_stage_has_no_plan():
    assert plan_of("# nothing yet\n") == ()
