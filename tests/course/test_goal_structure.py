"""Checks of how an image is put together; any spelling of a right answer passes."""

from __future__ import annotations

import pytest
from made import Image, file, scene

from tutor.course.goals import BaseIs, BuildSucceeds, Evidence, ExecForm, NoBase, NonRoot, PathExists, Stages

DIGEST = "sha256:" + "0123456789abcdef" * 4


def judged(check, *scene_parts, **more):
    return check.judge(Evidence(scene(*scene_parts, **more)))


TWO = "FROM debian AS build\nRUN make\nFROM scratch\nCOPY --from=build /a /a\n"


def test_stages_that_the_image_needs_are_counted():
    finding = judged(Stages(at_least=2), TWO, Image(), Image())
    assert finding.passed
    assert finding.facts["stages"] == "2 stages"


def test_one_stage_is_one_stage():
    finding = judged(Stages(at_least=2), "FROM debian\n", Image())
    assert not finding.passed
    assert finding.facts["stages"] == "1 stage"
    assert finding.facts["at_least"] == "2 stages"


def test_a_stage_that_nothing_depends_on_does_not_count():
    finding = judged(
        Stages(at_least=2),
        "FROM debian AS build\nFROM scratch\nCOPY a a\n",
        Image(skipped="no need"),
        Image(),
    )
    assert not finding.passed
    assert finding.facts["stages"] == "2 stages, of which the image uses only 1"
    assert finding.facts["unused"] == "build"


def test_there_may_be_too_many_stages():
    assert not judged(Stages(at_most=1), TWO, Image(), Image()).passed
    assert judged(Stages(at_most=1), "FROM debian\n", Image()).passed


@pytest.mark.parametrize(
    "text",
    [
        "FROM scratch\nCOPY a a\n",
        "from scratch as final\nCOPY a a\n",
        "ARG BASE=scratch\nFROM $BASE\nCOPY a a\n",
    ],
)
def test_scratch_is_scratch_however_it_is_written(text):
    assert judged(BaseIs(is_="scratch"), text, Image()).passed


def test_a_base_is_followed_through_earlier_stages():
    text = "FROM scratch AS empty\nFROM empty AS middle\nCOPY a a\nFROM middle\nCOPY b b\n"
    assert judged(BaseIs(is_="scratch"), text, Image(), Image(), Image()).passed


def test_another_base_is_named():
    finding = judged(BaseIs(is_="scratch"), "FROM docker.io/library/debian:trixie\n", Image())
    assert not finding.passed
    assert finding.facts["base"] == "debian:trixie"
    assert finding.facts["expected"] == "scratch"


def test_an_image_called_like_scratch_is_not_scratch():
    assert not judged(BaseIs(is_="scratch"), "FROM me/scratch\n", Image()).passed


@pytest.mark.parametrize(
    ("base", "pattern", "fits"),
    [
        ("golang:1.27-trixie", "golang:*", True),
        ("docker.io/library/golang:1.27", "golang:*", True),
        ("index.docker.io/golang:1.27", "golang:1.27*", True),
        ("golang", "golang:*", True),
        ("golang", "golang:1.*", False),
        (f"golang@{DIGEST}", "golang@*", True),
        ("debian:trixie", "golang:*", False),
        ("gcr.io/distroless/static-debian13:nonroot", "gcr.io/distroless/static-debian*:nonroot*", True),
        ("example.org:5000/golang:1", "golang:*", False),
    ],
)
def test_a_base_may_match_a_pattern(base, pattern, fits):
    assert judged(BaseIs(is_=pattern), f"FROM {base}\n", Image()).passed is fits


def test_one_of_several_patterns_is_enough():
    assert judged(BaseIs(is_=("alpine:*", "debian:*")), "FROM debian:trixie\n", Image()).passed


@pytest.mark.parametrize(
    ("base", "pinned"),
    [
        ("golang", False),
        ("golang:latest", False),
        ("golang:1.27", True),
        ("example.org:5000/golang", False),
        ("example.org:5000/golang:1.27", True),
        (f"golang@{DIGEST}", True),
        (f"golang:latest@{DIGEST}", True),
        ("scratch", True),
    ],
)
def test_a_pinned_base_has_a_digest_or_a_tag_that_is_not_latest(base, pinned):
    assert judged(BaseIs(pinned=True), f"FROM {base}\n", Image()).passed is pinned


def test_a_pinned_base_is_asked_of_the_expanded_name():
    assert judged(BaseIs(pinned=True), "ARG TAG=1.27\nFROM golang:${TAG}\n", Image()).passed
    assert not judged(BaseIs(pinned=True), "ARG TAG=latest\nFROM golang:${TAG}\n", Image()).passed


def test_the_base_of_another_stage_may_be_asked_for():
    assert judged(BaseIs(stage="first", is_="debian*"), TWO, Image(), Image()).passed
    finding = judged(BaseIs(stage="builder", is_="debian*"), TWO, Image(), Image())
    assert finding.passed is False
    assert finding.instead == "The Dockerfile has no stage called builder."


@pytest.mark.parametrize(
    ("entrypoint", "cmd", "passed"),
    [
        (("/app",), None, True),
        (None, ("/app", "-v"), True),
        (("/bin/sh", "-c", "/app"), None, False),
        (None, ("/bin/sh", "-c", "/app"), False),
        (None, ("/bin/bash", "-c", "/app"), False),
        (("/bin/sh", "-c", "/app"), ("x",), False),
        (("sh", "start.sh"), None, True),
    ],
)
def test_a_start_command_through_a_shell_is_told_apart(entrypoint, cmd, passed):
    assert judged(ExecForm(), "FROM scratch\n", Image(entrypoint=entrypoint, cmd=cmd)).passed is passed


def test_an_image_that_starts_nothing_says_so():
    finding = judged(ExecForm(), "FROM scratch\n", Image())
    assert finding.passed is False
    assert "no ENTRYPOINT and no CMD" in finding.instead


@pytest.mark.parametrize(
    ("user", "passed"),
    [
        ("", False),
        ("root", False),
        ("0", False),
        ("0:0", False),
        ("65532", True),
        ("nonroot:nonroot", True),
        ("toor", False),
    ],
)
def test_root_is_root_by_name_number_and_default(user, passed):
    image = Image(
        files=[file("etc/passwd")], user=user, documents={"etc/passwd": b"toor:x:0:0::/root:/bin/sh\n"}
    )
    assert judged(NonRoot(), "FROM debian\n", image).passed is passed


def test_a_stage_that_was_skipped_is_not_built():
    text = "FROM debian AS test\nRUN x\nFROM debian\n"
    finding = judged(BuildSucceeds(stage="test"), text, Image(skipped="no later stage needs it"), Image())
    assert not finding.passed
    assert finding.facts["skipped"] == "no later stage needs it"
    assert judged(BuildSucceeds(), text, Image(skipped="no later stage needs it"), Image()).passed


def test_a_contradictory_check_says_what_is_wrong():
    assert Stages(at_least=0).contradiction()
    assert BaseIs().contradiction()
    assert BaseIs(pinned=True).contradiction() is None


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("FROM node:14 AS build\nRUN make\nFROM scratch\nCOPY --from=build /a /a\n", "build"),
        ("FROM docker.io/library/node:14-slim AS one\nFROM one AS two\nFROM two\n", "one, two and 2"),
        ("ARG NODE=14\nFROM node:$NODE\nRUN make\n", "0"),
    ],
)
def test_a_base_that_is_not_wanted_is_told_with_the_stages_that_start_from_it(text, stages):
    images = [Image() for _ in range(text.count("FROM"))]
    finding = judged(NoBase(is_=("node:14", "node:14-*")), text, *images)
    assert not finding.passed
    assert finding.facts["stages"] == stages


@pytest.mark.parametrize(
    "text",
    [
        "FROM node:14 AS unused\nRUN make\nFROM node:24\n",
        "FROM somebody/node:14\n",
        "FROM node:24 AS build\nRUN make\nFROM scratch\nCOPY --from=build /a /a\n",
    ],
)
def test_a_base_counts_only_where_the_image_needs_it_and_only_by_its_whole_name(text):
    images = [Image() for _ in range(text.count("FROM"))]
    assert judged(NoBase(is_=("node:14", "node:14-*")), text, *images).passed


@pytest.mark.parametrize(
    "check", [ExecForm(stage="test"), NonRoot(stage="test"), PathExists(glob="a", stage="test")]
)
def test_goals_of_a_stage_that_was_not_built_say_so_in_the_same_words(check):
    text = "FROM debian AS test\nRUN x\nFROM debian\n"
    finding = judged(check, text, Image(skipped="no later stage needs it"), Image())
    assert finding.passed is False
    assert finding.instead == "Stage test was not built: no later stage needs it."


def test_brackets_with_single_quotes_are_told_what_json_wants():
    text = "FROM debian\nENTRYPOINT ['/notes', '/data']\n"
    image = Image(entrypoint=("/bin/sh", "-c", "['/notes', '/data']"))
    finding = judged(ExecForm(), text, image)
    assert not finding.passed
    assert "single quotes" in finding.instead
    assert 'ENTRYPOINT ["/notes", "/data"]' in finding.instead
    plain = judged(
        ExecForm(), "FROM debian\nENTRYPOINT /notes\n", Image(entrypoint=("/bin/sh", "-c", "/notes"))
    )
    assert plain.instead is None
