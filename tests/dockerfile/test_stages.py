"""What stages start from, and the graph between them."""

from __future__ import annotations

import pytest

from tutor.dockerfile import BaseKind, Edge, graph_of, parse

THREE_STAGES = """\
# syntax=docker/dockerfile:1
FROM golang:1.27 AS build
COPY . .
FROM build AS test
RUN go test ./...
FROM --platform=linux/arm64 scratch
COPY --from=build /out /out
COPY --from=busybox:1.37 /bin/busybox /busybox
"""


def test_a_from_names_an_image_a_stage_or_scratch():
    bases = [stage.base for stage in parse(THREE_STAGES).stages]
    assert [base.kind for base in bases] == [BaseKind.IMAGE, BaseKind.STAGE, BaseKind.SCRATCH]
    assert bases[1].stage == 0
    assert bases[2].platform == "linux/arm64"


@pytest.mark.parametrize("text", ["FROM", "FROM $NOTHING", "FROM a b", "FROM UPPER", "FROM ${"])
def test_a_half_typed_base_is_unknown(text):
    stage = parse(text).stages[0]
    assert stage.base.kind in (BaseKind.UNKNOWN, BaseKind.IMAGE)
    assert parse(text).problems


def test_a_stage_is_found_by_name_in_any_case_or_by_number():
    dockerfile = parse(THREE_STAGES)
    assert dockerfile.stage("BUILD").index == 0
    assert dockerfile.stage("2").index == 2
    assert dockerfile.stage("3") is None
    assert dockerfile.final.index == 2
    assert [stage.label for stage in dockerfile.stages] == ["build", "test", "2"]


def test_a_later_stage_of_the_same_name_takes_its_place():
    dockerfile = parse("FROM scratch AS a\nFROM a AS a\nFROM a\nCOPY --from=A /x /y")
    assert [stage.base.stage for stage in dockerfile.stages] == [None, 0, 1]
    assert dockerfile.stage("a").index == 1
    assert Edge(2, 1, "copy", 4) in graph_of(dockerfile).edges


def test_every_edge_has_its_reason_and_line():
    text = "FROM scratch AS a\nFROM scratch AS b\nFROM a\nCOPY --from=1 / /\nRUN --mount=from=b,target=/x y"
    assert graph_of(parse(text)).edges == (
        Edge(2, 0, "base", 3),
        Edge(2, 1, "copy", 4),
        Edge(2, 1, "mount", 5),
    )


def test_a_stage_that_nothing_needs_is_skipped():
    graph = graph_of(parse(THREE_STAGES))
    assert graph.needed_for() == {0, 2}
    assert graph.skipped() == {1: "no later stage needs it"}


def test_a_target_stops_the_build_before_later_stages():
    graph = graph_of(parse(THREE_STAGES))
    assert graph.needed_for(1) == {0, 1}
    assert graph.skipped(0) == {1: "--target stops before it", 2: "--target stops before it"}


def test_only_the_images_that_a_target_needs_are_named():
    graph = graph_of(parse(THREE_STAGES))
    assert [(i.name, i.line, i.reason) for i in graph.images()] == [
        ("docker/dockerfile:1", 1, "syntax"),
        ("golang:1.27", 2, "base"),
        ("busybox:1.37", 8, "copy"),
    ]
    assert [i.name for i in graph.images(0)] == ["docker/dockerfile:1", "golang:1.27"]


def test_a_mount_knows_stages_by_name_only():
    graph = graph_of(parse("FROM scratch AS a\nFROM scratch\nRUN --mount=from=0,target=/x y"))
    assert graph.edges == ()
    assert [(i.name, i.reason) for i in graph.images()] == [("0", "mount")]


def test_references_to_later_stages_are_problems_and_no_edges():
    dockerfile = parse("FROM scratch AS a\nCOPY --from=b / /\nFROM scratch AS b\nCOPY --from=a / /")
    assert graph_of(dockerfile).edges == (Edge(1, 0, "copy", 4),)
    assert [problem.lines.first for problem in dockerfile.problems] == [2]


def test_a_file_without_stages_has_an_empty_graph():
    graph = graph_of(parse("ARG A"))
    assert (graph.edges, graph.needed_for(), graph.skipped(), graph.images()) == ((), frozenset(), {}, ())


def test_a_target_that_does_not_exist_needs_nothing():
    assert graph_of(parse(THREE_STAGES)).needed_for(9) == frozenset()


def test_a_long_chain_of_stages_is_walked_to_its_end():
    text = "FROM scratch AS s0\n" + "".join(f"FROM s{n} AS s{n + 1}\n" for n in range(3000))
    assert len(graph_of(parse(text)).needed_for()) == 3001
