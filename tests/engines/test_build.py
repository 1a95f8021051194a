"""What a build tells while it runs and afterwards, on each engine."""

from __future__ import annotations

import uuid

import pytest

from tests.engines.building import adds, built, failed, follow, lines_started, request
from tutor.engine import BuildWarning, Built, StepFinished, StepOutput, StepStarted, connect

pytestmark = pytest.mark.engine

TWO_STAGES = """\
FROM debian:trixie AS build
WORKDIR /src
COPY input .
RUN cat input > /out && echo told && rm /etc/debian_version

FROM debian:trixie AS test
RUN exit 1

FROM scratch
COPY --from=build /out /shipped
CMD ["/shipped"]
"""


@pytest.fixture
def context(tmp_path):
    """A build context of its own, so that no build is cached from another test."""
    (tmp_path / "input").write_text(uuid.uuid4().hex)
    return tmp_path


def test_every_step_is_told_with_its_stage_and_line(engine, context):
    events = follow(engine, request(TWO_STAGES, context))
    assert isinstance(events[-1], Built)
    assert {(0, 1), (0, 2), (0, 3), (0, 4), (2, 10)} <= lines_started(events)
    run = next(event.step for event in events if isinstance(event, StepStarted) and event.line == 4)
    output = b"".join(event.data for event in events if isinstance(event, StepOutput) and event.step == run)
    assert b"told\n" in output
    ended = next(event for event in events if isinstance(event, StepFinished) and event.step == run)
    assert not ended.cached
    assert ended.seconds > 0


def test_stages_have_sizes_files_and_configs(engine, context):
    result = built(engine, TWO_STAGES, context)
    build, _, final = result.stages
    base = build.instructions[0].adds
    version = next(
        entry for entry in build.instructions[0].layer.entries if entry.path == "etc/debian_version"
    )
    assert base > 50_000_000
    assert [instruction.adds for instruction in build.instructions] == [base, 0, 32, 32]
    assert build.instructions[3].hides == version.size
    assert build.size == base + 64
    assert "etc/debian_version" not in build.files
    assert "src/input" in build.files
    assert b"Package: dpkg" in build.documents["var/lib/dpkg/status"]
    assert adds(result)[2] == [0, 32, 0]
    assert [entry.path for entry in final.files] == ["shipped"]
    assert final.config.cmd == ("/shipped",)
    assert final.config.labels == {}
    assert result.final_stage is final


def test_a_stage_nothing_depends_on_is_skipped(engine, context):
    stage = built(engine, TWO_STAGES, context).stage("test")
    assert not stage.built
    assert stage.skipped_because == "no later stage needs it"
    assert not any(instruction.reached for instruction in stage.instructions)


def test_a_second_build_takes_every_step_from_the_cache(engine, context):
    built(engine, TWO_STAGES, context)
    again = built(engine, TWO_STAGES, context)
    steps = [
        instruction
        for stage in again.stages
        for instruction in stage.instructions
        if instruction.reached and instruction.keyword in ("RUN", "COPY", "WORKDIR")
    ]
    assert len(steps) == 4
    assert all(step.cached and step.seconds == 0 for step in steps)


def test_without_the_cache_every_step_is_carried_out_again(engine, context):
    built(engine, TWO_STAGES, context)
    again = built(engine, TWO_STAGES, context, use_cache=False)
    assert not again.stages[0].instructions[3].cached
    assert adds(again)[2] == [0, 32, 0]


@pytest.mark.parametrize("target", ["build", "0"])
def test_a_target_ends_the_build_there(engine, context, target):
    result = built(engine, TWO_STAGES, context, target=target)
    assert result.final == 0
    assert [stage.built for stage in result.stages] == [True, False, False]
    assert result.stages[2].skipped_because == "--target stops before it"
    assert result.stages[0].image is not None


def test_a_target_without_a_name_is_found_by_its_number(engine, context):
    dockerfile = (
        "FROM debian:trixie\nCOPY input /in/\nRUN cat /in/input > /out\nFROM scratch\nCOPY --from=0 /out /\n"
    )
    result = built(engine, dockerfile, context, target="0")
    assert [stage.built for stage in result.stages] == [True, False]
    whole = built(engine, dockerfile, context)
    assert all(i.cached for i in whole.stages[0].instructions if i.keyword in ("COPY", "RUN"))
    assert engine.read_file(engine.image_of(request(dockerfile, context), 0), "/out").strip()


def test_build_arguments_reach_the_build(engine, context):
    dockerfile = "ARG BASE=nowhere\nFROM $BASE\nARG WORD\nRUN printf %s $WORD > /word\n"
    result = built(engine, dockerfile, context, build_args={"BASE": "debian:trixie", "WORD": "12345"})
    assert result.stages[0].instructions[2].adds == 5


def test_a_failing_step_is_blamed_with_its_line_exit_code_and_log(engine, context):
    dockerfile = "FROM debian:trixie AS build\nCOPY input .\nRUN echo before the end; exit 7\nRUN true\n"
    result = failed(engine, dockerfile, context)
    failure = result.failure
    assert (failure.line, failure.stage, failure.exit_code) == (3, 0, 7)
    assert "before the end" in failure.log
    instructions = result.stages[0].instructions
    assert [instruction.reached for instruction in instructions] == [True, True, False, False]
    assert instructions[1].adds == 32
    assert not result.stages[0].built


@pytest.mark.parametrize(
    ("dockerfile", "line"),
    [
        ("FROM debian:trixie AS builder\nRUN true\nFROM scratch\nCOPY --from=bulider /etc/passwd /\n", 4),
        ("FROM debian:trixie AS builder\nRUN true\nFROM bulider\nRUN true\n", 3),
    ],
    ids=["in COPY", "in FROM"],
)
def test_a_misspelt_stage_is_recognised_though_taken_for_an_image(engine, context, dockerfile, line):
    failure = failed(engine, dockerfile, context).failure
    assert failure.cause.key == "E1"
    assert failure.line == line
    assert "bulider" in failure.message
    assert "builder" in failure.cause.idea


def test_copying_what_is_not_there_is_recognised(engine, context):
    dockerfile = "FROM debian:trixie AS build\nRUN true\nFROM scratch\nCOPY --from=build /nowhere/app /app\n"
    failure = failed(engine, dockerfile, context).failure
    assert failure.cause.key == "E2"
    assert failure.line == 4


def test_a_syntax_error_is_told_with_its_line(engine, context):
    failure = failed(engine, "FROM debian:trixie\nRNU true\n", context).failure
    assert failure.line == 2
    assert "RNU" in failure.message.upper()


def test_the_builders_own_warnings_name_rule_and_line(docker_28, context):
    engine = connect(docker_28).require()
    events = follow(engine, request("FROM debian:trixie\nCMD echo hello\n", context))
    warning = next(event for event in events if isinstance(event, BuildWarning))
    assert (warning.rule, warning.line) == ("JSONArgsRecommended", 2)
    assert warning.url.startswith("https://docs.docker.com/")


def test_names_of_foreign_images_stay_as_they_are(engine, context):
    before = _foreign(engine)
    built(engine, TWO_STAGES, context)
    failed(engine, "FROM debian:trixie\nRUN exit 1\n", context)
    engine.clean()
    assert _foreign(engine) == before


def _foreign(engine):
    with engine.daemon.api() as api:
        return {
            (image["Id"], tag)
            for image in api.images()
            for tag in image.get("RepoTags") or ()
            if "distill/" not in tag
        }


def test_a_step_that_never_ran_is_not_told_as_cached(engine, tmp_path):
    """BuildKit says so of all steps of a build that fails before it carries anything out."""
    text = f"FROM busybox\nRUN echo {uuid.uuid4()} > /made\nCOPY not-there /etc/\n"
    result = failed(engine, text, tmp_path)
    assert not result.stages[0].instructions[1].cached
    assert result.stages[0].instructions[0].adds
    assert result.notes == ()


def test_a_step_that_was_cached_is_told_so_also_in_a_build_that_fails(engine, tmp_path):
    made = f"FROM busybox\nRUN echo {uuid.uuid4()} > /made\n"
    built(engine, made, tmp_path)
    result = failed(engine, f"{made}COPY not-there /etc/\n", tmp_path)
    assert result.stages[0].instructions[1].cached
    assert result.stages[0].instructions[1].adds


def test_a_stage_that_never_ran_to_its_end_is_not_told_as_cached(engine, tmp_path):
    text = f"""\
FROM busybox AS build
RUN echo {uuid.uuid4()} > /made
RUN false
FROM busybox
RUN echo {uuid.uuid4()} > /own
COPY --from=build /made /made
COPY not-there /etc/
"""
    result = failed(engine, text, tmp_path)
    told = {one.line: one for stage in result.stages for one in stage.instructions}
    assert not any(told[line].cached for line in (3, 6))
    assert not told[3].reached, "it fails, or it never ran"
    assert not told[7].reached
    assert result.stages[0].instructions[0].adds
    assert result.notes == ()


def test_a_dockerfile_that_is_ignored_is_in_no_image_and_in_no_cache_key(engine, context):
    (context / ".dockerignore").write_text("Dockerfile\n")
    text = "FROM busybox\nCOPY . /app\nRUN cp -r /app /seen\n"
    for written in (text, f"# another comment\n{text}"):
        (context / "Dockerfile").write_text(written)
        result = built(engine, written, context)
        copied, made = result.stages[0].instructions[1:]
        assert {one.path for one in copied.layer.entries} == {"app", "app/.dockerignore", "app/input"}
        seen = {one.path for one in made.layer.entries if one.path.startswith("seen/")}
        assert seen == {"seen/.dockerignore", "seen/input"}
        assert result.notes == ()
    assert copied.cached
    assert made.cached


def test_steps_are_told_as_they_are_written_where_the_dockerfile_is_ignored(engine, context):
    (context / ".dockerignore").write_text("Dockerfile\n")
    (context / "Dockerfile").touch()
    events = follow(engine, request("FROM busybox\nCOPY . /app\nCOPY nowhere /\n", context))
    told = [event.text for event in events if isinstance(event, StepStarted) and event.line == 2]
    assert [text.endswith("COPY . /app") for text in told] == [True]
    assert not any("distill" in event.text for event in events if isinstance(event, StepStarted))
    assert events[-1].result.failure.line == 3
