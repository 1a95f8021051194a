"""Buildah's lines, as Podman 4.3 sends them, and the events they mean."""

from __future__ import annotations

import pytest

from tutor.dockerfile import parse
from tutor.engine import StepFailed, StepFinished, StepOutput, StepStarted
from tutor.engine.moby.steps import Place
from tutor.engine.podman.steps import Reader

TWO_STAGES = """\
FROM golang:1.27 AS build
WORKDIR /src
RUN go build -o /calc .
FROM scratch
COPY --from=build /calc /calc
"""

IN_ORDER = """\
[1/2] STEP 1/4: FROM golang:1.27 AS build
[1/2] STEP 2/4: LABEL dev.distill.owner="lesson-03"
--> Using cache 1c13d597c4e98d0d1d7bd1b2ff6bbf1bd4b7a9a1b1f5a4e0d7e3a5c5f0a1b2c3
--> 1c13d597c4e
[1/2] STEP 3/4: WORKDIR /src
--> Using cache cb6a59737e68fd0b3cb3c1f2b76fa1b2ef0dc2e4c2cdbf0e6f3a5f0a9f3e1d2c
--> cb6a59737e6
[1/2] STEP 4/4: RUN go build -o /calc .
compiling
--> c8103bbb748
[2/2] STEP 1/3: FROM scratch
[2/2] STEP 2/3: LABEL dev.distill.owner="lesson-03"
--> f88ffa83d8b
[2/2] STEP 3/3: COPY --from=build /calc /calc
[2/2] COMMIT docker.io/distill/lesson-03:1
--> 14cbb3246a7
Successfully tagged docker.io/distill/lesson-03:1
"""

SECOND_STAGE_FIRST = """\
[2/2] STEP 1/3: FROM scratch
[2/2] STEP 2/3: LABEL dev.distill.owner="lesson-03"
--> f88ffa83d8b
[2/2] STEP 3/3: COPY --from=build /calc /calc
[1/2] STEP 1/4: FROM golang:1.27 AS build
[1/2] STEP 2/4: LABEL dev.distill.owner="lesson-03"
--> 1c13d597c4e
[1/2] STEP 3/4: WORKDIR /src
--> cb6a59737e6
[1/2] STEP 4/4: RUN go build -o /calc .
--> c8103bbb748
[2/2] COMMIT docker.io/distill/lesson-03:1
--> 14cbb3246a7
"""


def read(dockerfile: str, account: str) -> tuple[Reader, list]:
    """A reader that has read an account, one message a line, and its events."""
    reader = Reader(parse(dockerfile))
    events = [event for line in account.splitlines(keepends=True) for event in reader.read(line)]
    return reader, events


def ended(events: list) -> dict[str, bool]:
    """Whether the steps that ended were cached."""
    return {event.step: event.cached for event in events if isinstance(event, StepFinished)}


def test_steps_have_the_stage_and_the_line_of_their_instruction():
    _, events = read(TWO_STAGES, IN_ORDER)
    started = [(event.stage, event.line) for event in events if isinstance(event, StepStarted)]
    assert started == [(0, 1), (0, 2), (0, 3), (1, 5)]


def test_our_label_is_part_of_from_and_the_cache_is_told():
    _, events = read(TWO_STAGES, IN_ORDER)
    assert ended(events) == {"0:0": True, "0:1": True, "0:2": False, "1:1": False}
    assert not any("LABEL" in event.text for event in events if isinstance(event, StepStarted))


def test_what_a_run_writes_is_its_output_and_nothing_else_is():
    _, events = read(TWO_STAGES, IN_ORDER)
    assert [(event.step, event.data) for event in events if isinstance(event, StepOutput)] == [
        ("0:2", b"compiling\n")
    ]


def test_every_instruction_has_its_image():
    reader, _ = read(TWO_STAGES, IN_ORDER)
    assert reader.images == {
        Place(0, 0): "1c13d597c4e",
        Place(0, 1): "cb6a59737e6",
        Place(0, 2): "c8103bbb748",
        Place(1, 0): "f88ffa83d8b",
        Place(1, 1): "14cbb3246a7",
    }


def test_a_stage_that_waits_for_another_keeps_its_step_until_it_goes_on():
    reader, events = read(TWO_STAGES, SECOND_STAGE_FIRST)
    assert [event.step for event in events if isinstance(event, StepFinished)] == ["0:0", "0:1", "0:2", "1:1"]
    assert reader.images[Place(0, 2)] == "c8103bbb748"
    assert reader.images[Place(1, 1)] == "14cbb3246a7"


def test_a_run_that_prints_lines_like_buildahs_does_not_mislead():
    account = (
        "STEP 1/3: FROM busybox\n"
        'STEP 2/3: LABEL dev.distill.owner="x"\n'
        "--> 2f253576a3b\n"
        "STEP 3/3: RUN cat log\n"
        "STEP 1/3: FROM busybox\n"
        "STEP 9/9: RUN true\n"
        "[4/7] STEP 1/1: FROM x\n"
        "COMMIT of a repository\n"
        "--> 0af09834cef\n"
    )
    reader, events = read("FROM busybox\nRUN cat log\n", account)
    output = [event.data for event in events if isinstance(event, StepOutput)]
    assert output == [
        b"STEP 1/3: FROM busybox\n",
        b"STEP 9/9: RUN true\n",
        b"[4/7] STEP 1/1: FROM x\n",
        b"COMMIT of a repository\n",
    ]
    assert reader.images[Place(0, 1)] == "0af09834cef"


def test_triggers_of_the_base_count_as_part_of_from():
    account = (
        "STEP 1/3: FROM with-triggers\n"
        "STEP 2/5: RUN echo trigger\n"
        "trigger\n"
        "--> bbed51bfbc4\n"
        "STEP 3/5: ENV X=1\n"
        "--> 2c5d38e66e1\n"
        'STEP 4/5: LABEL dev.distill.owner="x"\n'
        "--> 8f76f11b716\n"
        "STEP 5/5: RUN ls\n"
        "--> 9609dd780d3\n"
    )
    reader, events = read("FROM with-triggers\nRUN ls\n", account)
    assert [event.line for event in events if isinstance(event, StepStarted)] == [1, 2]
    assert [event.step for event in events if isinstance(event, StepOutput)] == ["0:0"]
    assert reader.images == {Place(0, 0): "8f76f11b716", Place(0, 1): "9609dd780d3"}


def test_a_failure_blames_the_step_under_way_without_repeating_it():
    reader, _ = read(
        "FROM busybox\nRUN exit 3\n", 'STEP 1/3: FROM busybox\nSTEP 2/3: LABEL a="b"\nSTEP 3/3: RUN exit 3\n'
    )
    message = reader.without_step('building at STEP "RUN exit 3": while running runtime: exit status 3')
    assert message == "while running runtime: exit status 3"
    assert list(reader.fail(message)) == [StepFailed("0:1", message)]


GONE_ON = """\
FROM busybox AS deps
FROM deps AS test
RUN ./test.sh
FROM deps
COPY --from=test /passed /
"""
BEFORE_IT_WAS_TOLD = """\
[1/3] STEP 1/2: FROM busybox AS deps
[1/3] STEP 2/2: LABEL dev.distill.owner="lesson-08"
--> 321279c5871
[2/3] STEP 1/2: FROM 321279c5871 AS test
[2/3] STEP 2/2: RUN ./test.sh
1 failing
[3/3] STEP 1/2: FROM 321279c5871
[3/3] STEP 2/2: COPY --from=test /passed /
"""


@pytest.mark.parametrize("lines", [7, 8], ids=["from", "copy"])
def test_a_failure_blames_the_step_that_it_names_where_the_builder_had_gone_on(lines):
    account = "".join(BEFORE_IT_WAS_TOLD.splitlines(keepends=True)[:lines])
    reader, _ = read(GONE_ON, account)
    told = 'building at STEP "RUN ./test.sh": while running runtime: exit status 1'
    reader.go_back(told)
    assert (reader.step, reader.log) == ("1:1", "1 failing\n")
    assert reader.without_step(told) == "while running runtime: exit status 1"


def test_a_stage_that_waits_is_not_blamed_for_a_step_that_another_has_too():
    account = """\
[2/3] STEP 1/2: FROM busybox AS other
[2/3] STEP 2/2: COPY --from=build /a /a
[3/3] STEP 1/2: FROM busybox
[3/3] STEP 2/2: COPY --from=build /a /a
[1/3] STEP 1/1: FROM busybox AS build
--> 321279c5871
"""
    text = "FROM busybox AS build\nFROM busybox AS other\nCOPY --from=build /a /a\nFROM busybox\n"
    reader, _ = read(text + "COPY --from=build /a /a\n", account)
    under_way = reader.step
    reader.go_back('building at STEP "COPY --from=build /a /a": no such file')
    assert reader.step == under_way is not None


def test_a_second_try_ends_no_step_twice():
    reader, first = read(TWO_STAGES, IN_ORDER)
    again = reader.again()
    second = [event for line in IN_ORDER.splitlines(keepends=True) for event in again.read(line)]
    assert ended(first)
    assert ended(second) == {}
