"""The embedded engine as every front end uses it, on the base images that come with Distill."""

from __future__ import annotations

import pytest

from tutor.engine import (
    BuildRequest,
    BuildWarning,
    Built,
    Cancel,
    Cancelled,
    EngineError,
    Failed,
    MissingBase,
    NotRecorded,
    RunRequest,
    StepFinished,
    StepOutput,
    StepStarted,
    connect,
)
from tutor.engine.embedded.cache import StepCache
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.engine import EmbeddedEngine

TWO_STAGES = """\
FROM busybox AS build
ARG WORD=hello
WORKDIR /work
COPY input ./
RUN echo $WORD > said && echo told && echo loud >&2

FROM busybox AS unused
RUN false

FROM scratch
COPY --from=build /work /w
CMD ["/w/said"]
"""


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue.load()


@pytest.fixture
def engine(catalogue):
    return EmbeddedEngine(catalogue)


@pytest.fixture
def context(tmp_path):
    (tmp_path / "input").write_text("12345")
    return tmp_path


def follow(engine, text, context, **more):
    return list(engine.build(BuildRequest(text, context, "tests", context / "Dockerfile", **more), Cancel()))


def built(engine, text, context, **more):
    last = follow(engine, text, context, **more)[-1]
    assert isinstance(last, Built), last
    return last.result


def failed(engine, text, context, **more):
    last = follow(engine, text, context, **more)[-1]
    assert isinstance(last, Failed)
    return last.result.failure


def test_every_instruction_says_what_it_adds(engine, context):
    result = built(engine, TWO_STAGES, context)
    build, unused, final = result.stages
    base = build.instructions[0].adds
    assert [i.adds for i in build.instructions] == [base, 0, 0, 5, 6]
    assert build.size == base + 11
    assert (unused.built, unused.skipped_because) == (False, "no later stage needs it")
    assert (final.size, [entry.path for entry in final.files]) == (11, ["w", "w/input", "w/said"])
    assert final.config.cmd == ("/w/said",)
    assert final.history == ("COPY /work /w # buildkit", 'CMD ["/w/said"]')


def test_steps_are_told_as_buildkit_names_them(engine, context):
    events = follow(engine, TWO_STAGES, context)
    started = [event.text for event in events if isinstance(event, StepStarted) and event.line]
    assert started == [
        "[build 1/4] FROM docker.io/library/busybox:latest",
        "[build 2/4] WORKDIR /work",
        "[build 3/4] COPY input ./",
        "[build 4/4] RUN echo $WORD > said && echo told && echo loud >&2",
        "[stage-2 1/1] COPY --from=build /work /w",
    ]
    output = [(event.stream, event.data) for event in events if isinstance(event, StepOutput)]
    assert output == [("stdout", b"told\n"), ("stderr", b"loud\n")]


def test_a_second_build_comes_from_the_cache_also_in_another_process(catalogue, context, tmp_path):
    file = tmp_path / "steps.txt"
    first = built(EmbeddedEngine(catalogue, StepCache(file)), TWO_STAGES, context)
    again = built(EmbeddedEngine(catalogue, StepCache(file)), TWO_STAGES, context)
    stepping = ("WORKDIR", "COPY", "RUN")
    assert not any(i.cached for stage in first.stages for i in stage.instructions if i.keyword in stepping)
    assert all(i.cached for i in again.stages[0].instructions if i.keyword in stepping)
    (context / "input").write_text("changed")
    third = built(EmbeddedEngine(catalogue, StepCache(file)), TWO_STAGES, context)
    cached = {i.keyword: i.cached for i in third.stages[0].instructions}
    assert (cached["WORKDIR"], cached["COPY"], cached["RUN"]) == (True, False, False)
    anew = built(EmbeddedEngine(catalogue, StepCache(file)), TWO_STAGES, context, use_cache=False)
    assert not any(i.cached for i in anew.stages[0].instructions)


@pytest.mark.parametrize("name", ["busybux", "example.org/busybox"])
def test_an_image_that_is_not_recorded_is_told_with_those_that_may_be_meant(engine, context, name):
    with pytest.raises(NotRecorded) as told:
        built(engine, f"FROM {name}\n", context)
    assert told.value.images == told.value.near
    assert told.value.images[0].startswith("busybox")


def test_where_no_image_is_near_none_may_be_meant(engine, context):
    with pytest.raises(NotRecorded) as told:
        built(engine, "FROM somethingelse\n", context)
    assert told.value.images == told.value.near == ()


def test_a_source_that_is_neither_stage_nor_recorded_image_is_told_as_what_a_registry_is_asked_for(
    engine, context
):
    with pytest.raises(NotRecorded) as told:
        built(engine, "FROM busybox AS d\nFROM scratch\nCOPY --from=biuld /bin /bin\n", context)
    assert told.value.reason == (
        "no stage is called so (the stages are d), nor is a recorded image; a registry would be asked for an "
        "image of that name"
    )
    assert told.value.near == ()
    assert told.value.advice.startswith("Write the name of a stage above")


def test_what_makes_no_step_is_not_told_as_cached(engine, context):
    text = (
        "FROM busybox AS one\nENV A=b\nCOPY input .\nLABEL a=b\nFROM one\nUSER 1\nRUN mkdir /tmp/x\nCMD x\n"
    )
    built(engine, text, context)
    again = built(engine, text, context)
    assert [i.keyword for stage in again.stages for i in stage.instructions if i.cached] == ["COPY", "RUN"]


def test_an_argument_given_to_the_build_changes_its_run_only(engine, context):
    built(engine, TWO_STAGES, context)
    result = built(engine, TWO_STAGES, context, build_args={"WORD": "hi"})
    cached = {i.keyword: i.cached for i in result.stages[0].instructions}
    assert (cached["COPY"], cached["RUN"]) == (True, False)
    assert result.stages[0].instructions[-1].adds == 3


def test_a_target_is_built_and_what_follows_it_is_not(engine, context):
    result = built(engine, TWO_STAGES, context, target="build")
    assert (result.final, result.stages[2].skipped_because) == (0, "--target stops before it")
    assert failed(engine, TWO_STAGES, context, target="nope").message == (
        'target stage "nope" could not be found'
    )


def test_failures_have_line_exit_code_cause_and_log(engine, context):
    failure = failed(engine, "FROM busybox\nRUN echo no; exit 9\n", context)
    assert (failure.line, failure.stage, failure.exit_code, failure.log) == (2, 0, 9, "no")
    assert (
        failure.message == 'process "/bin/sh -c echo no; exit 9" did not complete successfully: exit code: 9'
    )
    absent = failed(engine, TWO_STAGES.replace("/work /w", "/away /w"), context)
    assert (absent.line, absent.cause.key) == (11, "E2")
    assert failed(engine, "FROM busybox\nRNU x\n", context).line == 2
    shell = failed(engine, "FROM scratch\nCOPY input /\nRUN true\n", context)
    assert (shell.line, shell.cause.key) == (3, "E7")


def test_what_was_done_before_a_failure_is_told(engine, context):
    last = follow(engine, TWO_STAGES.replace("echo $WORD", "exit 1; echo"), context)[-1]
    build, _, final = last.result.stages
    assert [i.reached for i in build.instructions] == [True, True, True, True, False]
    assert final.skipped_because == "the build failed before it"


def test_a_misspelt_stage_is_told_as_one(engine, context):
    failure = failed(engine, TWO_STAGES.replace("--from=build", "--from=biuld"), context)
    assert (failure.line, failure.cause.key) == (11, "E1")
    assert "build" in failure.cause.idea


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("FROM busybox\nFROM nginx:alpine\n", "nginx:alpine", 2),
        ("FROM busybox AS one\nCOPY --from=redis /etc /etc\nRUN true\n", "redis", 2),
        ("FROM --platform=linux/arm64 busybox\n", "busybox for linux/arm64", 1),
    ],
)
def test_an_image_that_is_not_recorded_is_never_invented(engine, context, text, what, line):
    with pytest.raises(NotRecorded) as told:
        follow(engine, text, context)
    assert (told.value.what, told.value.line) == (what, line)
    assert "docker" in told.value.advice


@pytest.mark.parametrize(
    ("gone", "instead"),
    [
        ("gcr.io/distroless/nodejs:14", "gcr.io/distroless/nodejs24-debian13"),
        ("gcr.io/distroless/nodejs", "gcr.io/distroless/nodejs24-debian13"),
        ("gcr.io/distroless/java:11", "gcr.io/distroless/java21-debian13"),
    ],
)
def test_a_base_that_is_gone_is_missing_and_told_with_what_to_use_instead(engine, context, gone, instead):
    with pytest.raises(MissingBase) as told:
        follow(engine, f"FROM busybox AS one\nFROM {gone}\nCOPY --from=one /bin /bin\n", context)
    assert (told.value.image, told.value.line) == (gone, 2)
    assert instead in told.value.advice


def test_a_base_that_is_merely_named_like_one_that_is_gone_is_not_recorded(engine, context):
    for name in ("gcr.io/distroless/nodejs20-debian12", "distroless/nodejs:14"):
        with pytest.raises(NotRecorded):
            follow(engine, f"FROM {name}\n", context)


def test_a_run_that_is_not_recorded_is_told_with_its_line(engine, context):
    with pytest.raises(NotRecorded) as told:
        follow(engine, "FROM debian:trixie\nRUN perl -e 1\n", context)
    assert told.value.line == 2
    assert "perl" in told.value.what


def test_a_program_that_cannot_start_says_what_docker_says(engine, context):
    image = built(engine, TWO_STAGES, context).final_stage.image
    ran = engine.run(RunRequest(image, entrypoint=("/nope",)), Cancel())
    assert ran.exit_code is None
    assert "no such file or directory" in ran.refused


def test_another_stage_is_made_into_an_image_when_it_is_asked_for(engine, context):
    request = BuildRequest(TWO_STAGES, context, "tests", context / "Dockerfile")
    list(engine.build(request, Cancel()))
    assert engine.read_file(engine.image_of(request, 0), "/work/said") == b"hello\n"


def test_a_file_is_read_where_its_content_is_known(engine, context):
    image = built(engine, TWO_STAGES, context).final_stage.image
    assert engine.read_file(image, "/w/input", 3) == b"123"
    with pytest.raises(FileNotFoundError):
        engine.read_file(image, "/w/absent")
    with pytest.raises(IsADirectoryError):
        engine.read_file(image, "/w")
    with pytest.raises(NotRecorded):
        engine.read_file("busybox", "/bin/busybox")
    with pytest.raises(EngineError):
        engine.read_file("distill/absent:1", "/x")


def test_a_cancelled_build_ends_at_once(engine, context):
    cancel = Cancel()
    cancel.throw()
    assert isinstance(list(engine.build(BuildRequest(TWO_STAGES, context, "x"), cancel))[-1], Cancelled)


def test_cleaning_forgets_images_and_steps(engine, context):
    image = built(engine, TWO_STAGES, context).final_stage.image
    assert engine.clean(dry_run=True).images == (image,)
    assert engine.clean(name="others").images == ()
    assert engine.clean().images == (image,)
    assert not any(
        event.cached for event in follow(engine, TWO_STAGES, context) if isinstance(event, StepFinished)
    )


def test_without_measuring_there_are_no_sizes_and_files(engine, context):
    stage = built(engine, TWO_STAGES, context, measure=False).final_stage
    assert (stage.size, stage.files, [i.adds for i in stage.instructions]) == (None, None, [None] * 3)


def test_what_it_says_carries_where_it_comes_from(engine, context):
    result = built(engine, TWO_STAGES, context)
    assert [i.origin for i in result.stages[0].instructions] == ["recorded", *["computed"] * 4]
    recorded, origin = result.provenance
    assert recorded.startswith("busybox: recorded on ")
    assert origin.startswith("busybox: ")


def test_what_several_recordings_have_in_common_is_said_once(engine, context):
    text = "FROM golang:1.27-trixie AS go\nFROM debian:trixie\nCOPY --from=go /usr/local/go/VERSION /\n"
    recorded, origin = built(engine, text, context).provenance
    assert recorded.startswith("golang:1.27-trixie, debian:trixie: recorded on ")
    assert origin.startswith("golang:1.27-trixie, debian:trixie: rebuilt ")


def test_a_front_end_of_its_own_is_told_not_fetched(engine, context):
    result = built(engine, f"# syntax=docker/dockerfile:1\n{TWO_STAGES}", context)
    assert "its own Dockerfile front end" in result.notes[0]


def test_it_is_found_by_name_without_the_docker_sdk(monkeypatch, tmp_path):
    monkeypatch.setenv("DISTILL_HOME", str(tmp_path))
    engine = connect("embedded").require()
    assert (engine.info.kind, engine.info.platform) == ("embedded", "linux/amd64")


def test_a_mount_over_a_file_is_not_made_up(engine, context):
    with pytest.raises(NotRecorded) as told:
        follow(engine, "FROM busybox\nCOPY input /made\nRUN --mount=type=cache,target=/made true\n", context)
    assert told.value.line == 3


def test_a_build_warns_of_what_buildkit_warns_of_and_not_of_what_only_the_tutor_sees(engine, context):
    text = "FROM scratch\nENV A = b\nCOPY input /x\nCMD [/x]\n"
    warned = [event for event in follow(engine, text, context) if isinstance(event, BuildWarning)]
    assert {one.rule for one in warned} == {"LegacyKeyValueFormat", "JSONArgsRecommended"}


def test_a_name_that_scratch_cannot_tell_ends_the_build_with_buildkits_words(engine, context):
    *_, last = follow(engine, "FROM scratch\nCOPY --chown=nonrot input /x\n", context)
    assert isinstance(last, Failed)
    assert (last.result.failure.line, last.result.failure.message) == (2, "invalid user index: -1")
