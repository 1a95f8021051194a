"""A RUN is cut so that one command of it stands alone, after everything that came before."""

from __future__ import annotations

import json
import shlex
import subprocess

import pytest

from tutor.dockerfile import parse
from tutor.engine.embedded.recording.cutting import Command, cut, packed

TEXT = """\
# syntax=docker/dockerfile:1
FROM golang AS build
WORKDIR /src
RUN --network=none cd sub && go build -o /calc . && rm -r /tmp/x

FROM build AS next
RUN echo $X \\
    && make all
FROM scratch
COPY --from=next /a /b
"""
SHELL = ("/bin/sh", "-c")


def cut_at(line, command, on_base=""):
    dockerfile = parse(TEXT)
    stage = dockerfile.stage_at(line)
    return cut(dockerfile, stage, dockerfile.instruction_at(line), command, on_base, "nonce").splitlines()


def test_the_text_ends_with_what_comes_before_and_the_command_alone():
    command = Command(("go", "build", "-o", "/calc", "."), "/src/sub", {"A": "it's"}, "cd sub", SHELL)
    *kept, before, alone = cut_at(4, command)
    assert kept == TEXT.splitlines()[:3]
    assert before == 'RUN --network=none ["/bin/sh", "-c", "cd sub"]'
    assert alone.startswith("RUN --network=none [")
    words = json.loads(alone.removeprefix("RUN --network=none "))
    assert words[3:] == ["go", "build", "-o", "/calc", "."]
    assert "cd /src/sub" in words[2]
    assert f"export A={shlex.quote(chr(39).join(['it', 's']))}" in words[2]


def test_nothing_before_makes_no_instruction_and_earlier_stages_stay_whole():
    lines = cut_at(7, Command(("make", "all"), "/src", {}, "", SHELL))
    assert lines[:6] == TEXT.splitlines()[:6]
    assert len(lines) == 7


def test_lines_for_the_base_stand_below_every_image_but_not_below_stages():
    lines = cut_at(7, Command(("make",), "/", {}, "", SHELL), on_base="RUN prepare")
    assert lines[1:3] == ["FROM golang AS build", "RUN prepare"]
    assert lines.count("RUN prepare") == 1


@pytest.mark.parametrize(("argv", "status"), [(("true",), 0), (("sh", "-c", "echo out; exit 3"), 3)])
def test_the_command_ends_well_and_leaves_its_status(tmp_path, argv, status):
    command = Command(argv, str(tmp_path), {"NAME": "a b"}, "", SHELL)
    words = json.loads(cut_at(7, command)[-1].removeprefix("RUN "))
    there = [word.replace("/tmp/.distill-status", f"{tmp_path}/status") for word in words]
    ran = subprocess.run(there, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "status").read_text() == f"{status}\n"


def test_what_the_command_changed_is_packed_into_an_image_of_its_own():
    cut_text = "\n".join(cut_at(7, Command(("make", "all"), "/src", {}, "", SHELL)))
    text, line = packed(cut_text, 1)
    lines = text.splitlines()
    assert lines[line - 1] == cut_text.splitlines()[-1]
    dockerfile = parse(text)
    assert [stage.base.name for stage in dockerfile.stages] == ["golang", "build", "scratch"]
    assert dockerfile.stages[2].instructions[1].flag("from") == "1"
