"""Sizes and files: the same on every engine, whatever the Dockerfile looks like."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path

import pytest

from tests.engines.building import NAME, adds, built
from tutor.engine import connect

pytestmark = pytest.mark.engine

APPS = Path(__file__).parents[2] / "sample_apps"

LESSON_3 = """\
FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/calc .

FROM scratch
COPY --from=build /out/calc /calc
ENTRYPOINT ["/calc"]
"""

AWKWARD = """\
ARG RELEASE=trixie
FROM debian:$RELEASE AS base
ARG WORD=one
ENV PATH=/opt/bin:$PATH
ENV OTHER="two words" PATH=/usr/local/games:$PATH
SHELL ["/bin/bash", "-c"]
RUN printf '%s %s' "$WORD" "$OTHER" > /words \\
    && ln /words /linked \\
    && ln -s /words /symlink
ARG WORD=three
ENV OTHER=$WORD
RUN printf '%s' "$OTHER" > '/with blank' && printf x > $'/tab\\there' && chmod 600 /words
WORKDIR /
WORKDIR /work/deep
COPY input ./
USER 1000
RUN printf 123 > /tmp/three
USER 0
RUN rm /linked /words && rm -r /usr/share/doc/apt
ONBUILD RUN printf child > /child

FROM base
ADD input /added/
RUN cat /child > /grown
LABEL some=label
"""


@pytest.fixture
def context(tmp_path):
    (tmp_path / "input").write_text(uuid.uuid4().hex)
    os.utime(tmp_path / "input", (1_700_000_000, 1_700_000_000))
    return tmp_path


def test_a_go_builder_has_the_same_stages_and_sizes_on_every_engine(engine_hosts, alone_on, tmp_path):
    shutil.copytree(APPS / "go-calculator", tmp_path / "app")
    measured = {}
    alone_on(*engine_hosts)
    for name, host in engine_hosts.items():
        engine = connect(host).require()
        try:
            result = built(engine, LESSON_3, tmp_path / "app")
        finally:
            engine.clean(name=NAME)
            engine.close()
        builder, final = result.stages
        assert final.size <= 0.05 * builder.size
        assert [entry.path for entry in final.files if entry.size] == ["calc"]
        measured[name] = (adds(result), builder.size, final.size)
    assert len(set(map(str, measured.values()))) == 1, measured


def test_every_instruction_of_an_awkward_file_is_measured_alone(engine, context):
    result = built(engine, AWKWARD, context)
    assert result.notes == ()
    base, final = result.stages
    by_line = {instruction.line: instruction for instruction in base.instructions}
    deleted = sum(
        entry.size for entry in base.instructions[0].layer.entries if "share/doc/apt/" in entry.path
    )
    assert (by_line[7].adds, by_line[7].hides) == (len("one two words"), 0)
    # The chmod stores the file again under one name; the other still shows the old one: nothing is hidden.
    assert by_line[12].adds == len("three") + len("x") + len("one two words")
    assert by_line[12].hides == 0
    assert (by_line[13].adds, by_line[14].adds) == (0, 0)
    # Buildah makes a WORKDIR's folder only with the step behind it.
    folder_made = [entry.path for line in (14, 15) for entry in by_line[line].layer.entries]
    assert {"work", "work/deep", "work/deep/input"} <= set(folder_made)
    assert by_line[15].adds == 32
    assert by_line[17].adds == 3
    assert by_line[19].hides == 2 * len("one two words") + deleted
    assert {"with blank", "tab\there", "symlink"} <= {entry.path for entry in base.files}
    assert base.files.get("symlink").target == "/words"
    assert final.instructions[0].adds == base.size
    # ONBUILD's step belongs to no instruction of this stage; what it made is there all the same.
    assert "child" in final.files
    assert final.instructions[2].adds == len("child")


def test_a_stage_without_a_shell_is_listed_from_beside(engine, context):
    dockerfile = "FROM gcr.io/distroless/static-debian13\nCOPY input /app/\nUSER 65532\n"
    result = built(engine, dockerfile, context)
    stage = result.final_stage
    assert stage.instructions[1].adds == 32
    assert 1_000_000 < stage.instructions[0].adds < 10_000_000
    assert "etc/passwd" in stage.files
    assert any(path.startswith("var/lib/dpkg/status.d/") for path in stage.documents)


def test_busybox_lists_itself_too(engine, context):
    dockerfile = "FROM busybox\nRUN printf abc > '/two words' && ln -s '/two words' /link\nCOPY input /\n"
    stage = built(engine, dockerfile, context).final_stage
    assert [instruction.adds for instruction in stage.instructions][1:] == [3, 32]
    assert stage.files.get("two words").size == 3
    assert stage.files.get("link").target == "/two words"


def test_a_stage_that_holds_nothing_has_size_zero(engine, context):
    stage = built(engine, 'FROM scratch\nCOPY input /\nFROM scratch\nCMD ["/x"]\n', context).final_stage
    assert stage.size == 0
    assert len(stage.files) == 0


def test_without_measuring_sizes_are_unknown(engine, context):
    result = built(engine, "FROM debian:trixie\nRUN true\n", context, measure=False)
    assert result.final_stage.size is None
    assert result.final_stage.files is None
    assert adds(result) == [[None, None]]


def test_where_a_file_cannot_be_cut_whole_stages_are_measured(docker_28, context):
    """``ADD .`` would also take what is added to the context for measuring."""
    engine = connect(docker_28).require()
    try:
        result = built(engine, "FROM debian:trixie\nADD . /all/\nRUN printf abc > /three\n", context)
    finally:
        engine.clean(name=NAME)
    beside, whole = result.notes
    assert beside.startswith("The Dockerfile went along in the context")
    assert "Only whole stages could be measured" in whole
    stage = result.final_stage
    assert adds(result)[0][1:] == [None, None]
    assert stage.files.get("three").size == 3
    assert stage.size is not None


def test_measuring_carries_no_step_out_again(engine, context):
    """A step that is carried out twice would leave two different numbers."""
    dockerfile = "FROM debian:trixie\nCOPY . .\nRUN head -c 8 /proc/sys/kernel/random/uuid > /lot\n"
    result = built(engine, dockerfile, context)
    entry = result.final_stage.files.get("lot")
    shipped = engine.read_file(result.final_stage.image, "/lot")
    again = built(engine, dockerfile, context)
    assert entry.size == len(shipped) == 8
    assert again.final_stage.files.get("lot").mtime == entry.mtime


def test_a_step_that_is_carried_out_again_is_measured_again(engine, context):
    text = f"""\
FROM busybox AS build
RUN : {uuid.uuid4()} && head -c $(( $(od -An -N2 -tu2 /dev/urandom) + 1 )) /dev/zero > /made
FROM scratch
COPY --from=build /made /made
CMD ["/made"]
"""
    told = []
    for use_cache in (True, False, True):
        result = built(engine, text, context, use_cache=use_cache)
        real = len(engine.read_file(result.final_stage.image, "/made", limit=100_000))
        assert [stage.files.resolve("made").size for stage in result.stages] == [real, real]
        assert result.final_stage.instructions[1].adds == real
        told.append((real, result.stages[0].instructions[1].cached))
    assert [cached for _, cached in told] == [False, False, True]
    assert told[0] != told[1], (
        "the step made something else the second time (it does, but once in 65,536 runs)"
    )
