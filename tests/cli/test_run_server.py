"""`distill run` of a lesson that serves HTTP: it is asked, and its answer is shown."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from tutor.cli.documents import Ran
from tutor.course import Course
from tutor.course.lesson import HttpSpec
from tutor.engine.embedded.engine import EmbeddedEngine
from tutor.engine.request import HttpProbe
from tutor.engine.result import HttpAnswer, RunResult


@pytest.fixture
def serving(distill, monkeypatch):
    """Runs lesson 3 as if it were a server that answers so; the requests are kept."""
    lesson = Course.load().find("3")
    server = replace(lesson, run=msgspec.structs.replace(lesson.run, http=HttpSpec(8080, "/healthz")))
    monkeypatch.setattr("tutor.cli.subject.find_lesson", lambda _: server)
    asked = []

    def serve(http, *arguments, exit_code=None):
        def run(self, request, cancel, on_output=None):
            asked.append(request.http)
            return RunResult(exit_code, stdout=b"listening\n", seconds=1.0, http=http)

        monkeypatch.setattr(EmbeddedEngine, "run", run)
        return distill("run", "3", "-f", "solution", "--engine", "embedded", *arguments)

    serve.asked = asked
    return serve


def test_an_answer_is_shown_and_ends_well(serving):
    result = serving(HttpAnswer(200, b"<h1>Hello</h1>\nmore\n"))
    assert serving.asked == [HttpProbe(8080, "/healthz", 10.0)]
    assert result.exit_code == 0
    assert "listening\n" in result.stdout
    assert "<h1>Hello</h1>\nmore\n" in result.stdout
    assert "GET /healthz on port 8080 gave status 200" in result.stderr


def test_an_error_and_no_answer_do_not_end_well(serving):
    assert serving(HttpAnswer(404, b"not found")).exit_code == 1
    result = serving(None)
    assert result.exit_code == 1
    assert "GET /healthz on port 8080 got no answer within 10 s." in result.stderr


def test_a_server_that_ended_by_itself_is_told_so(serving):
    crashed = serving(None, exit_code=3)
    assert crashed.exit_code == 3
    assert "GET /healthz on port 8080 got no answer: the program ended with exit code 3." in crashed.stderr
    assert serving(None, exit_code=0).exit_code == 1, "a server that is not there did not do well"


def test_other_arguments_are_run_to_their_end(serving):
    serving(None, "--", "--version")
    assert serving.asked == [None]


def test_json_tells_the_answer(serving):
    result = serving(HttpAnswer(200, b"ok"), "--json")
    ran = msgspec.json.decode(result.stdout, type=Ran)
    assert (ran.http.request, ran.http.status, ran.http.body) == ("GET /healthz on port 8080", 200, "ok")


def test_a_program_that_still_ran_at_the_limit_is_told_so(distill, monkeypatch):
    still = RunResult(None, stdout=b"listening\n", timed_out=True, seconds=30.0)
    monkeypatch.setattr(EmbeddedEngine, "run", lambda *_: still)
    result = distill("run", "3", "-f", "solution", "--engine", "embedded")
    assert result.exit_code == 1
    assert "it was still running after 30 s, when the limit of a run ended it." in result.stderr
