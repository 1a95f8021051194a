"""What a lesson's server is asked when it runs, and how its answer is told."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from made import SOLUTION, PreparedEngine

from tutor.course import build_request, first_lines, request_to, run_stage
from tutor.course.lesson import HttpSpec
from tutor.engine.cancel import Cancel
from tutor.engine.request import HttpProbe
from tutor.engine.result import HttpAnswer
from tutor.image import ImageConfig


@pytest.fixture
def server(lesson):
    return replace(lesson, run=msgspec.structs.replace(lesson.run, http=HttpSpec(8080, "/a")))


@pytest.fixture
def request_(server, tmp_path):
    return build_request(server, SOLUTION, tmp_path)


def test_the_final_stage_is_asked_on_the_port_that_it_exposes(server, request_):
    assert request_to(server, request_, 1, ImageConfig(ports=("3000/tcp",))) == HttpProbe(3000, "/a", 10.0)
    assert request_to(server, request_, 1, None).port == 8080


def test_neither_another_stage_nor_another_command_is_asked(server, lesson, request_):
    assert request_to(server, request_, 0, None) is None
    assert request_to(server, request_, 1, None, ("sh",)) is None
    assert request_to(lesson, request_, 1, None) is None


def test_the_request_reaches_the_engine(server, request_):
    engine = PreparedEngine()
    run_stage(server, request_, 1, engine=engine, cancel=Cancel(), http=HttpProbe(1))
    assert engine.ran[0].http == HttpProbe(1)


def test_a_long_answer_is_cut():
    lines = first_lines(HttpAnswer(200, b"\n".join(b"%d" % number for number in range(20)) + b"x" * 500))
    assert lines[:2] == ("0", "1")
    assert lines[-1] == "… 8 more lines"
    assert first_lines(HttpAnswer(200, b"y" * 500))[0].endswith("y…")
