"""Checks of servers, and of what the builder is sent."""

from __future__ import annotations

import pytest
from made import Image, PreparedEngine, scene

from tutor.course.gather import gather
from tutor.course.goals import CONTEXT, ContextSize, Evidence, Healthy, Http, Missing, Sent
from tutor.course.lesson import Goal
from tutor.engine.cancel import Cancel
from tutor.engine.request import BuildRequest, HealthProbe, HttpProbe
from tutor.engine.result import HealthAnswer, HttpAnswer, RunResult
from tutor.image import HealthCheck

ONE = "FROM nginx\n"


def asked(check, image, result):
    """The finding when the run that the check asks for ends so, and that run."""
    here = scene(ONE, image)
    (need,) = check.needs(here)
    return check.judge(Evidence(here, {need: result})), need


def answered(status=200, body=b"<h1>Distill</h1>"):
    return RunResult(None, http=HttpAnswer(status, body))


def test_a_server_that_answers_as_it_should_passes():
    finding, need = asked(Http(port=80, path="/a", body_contains="Distill"), Image(), answered())
    assert finding.passed
    assert need.http == HttpProbe(80, "/a", 10.0)
    assert need.seconds > 10


@pytest.mark.parametrize(
    ("result", "happened"),
    [
        (answered(404, b"not found"), "GET / on port 80 gave status 404 and “not found”"),
        (answered(200, b"welcome"), "GET / on port 80 gave status 200 and “welcome”"),
        (RunResult(1, stderr=b"bind() failed"),
         "GET / on port 80 got no answer: it ended with exit code 1 and wrote “bind() failed”"),
        (RunResult(1, stdout=b"starting", stderr=b"bind() failed"),
         "GET / on port 80 got no answer: it ended with exit code 1 and wrote “bind() failed”"),
        (RunResult(None, stderr=b"up"),
         "GET / on port 80 got no answer within 10 s; the container wrote “up”"),
    ],
)  # fmt: skip
def test_a_server_that_does_not_is_told(result, happened):
    finding, _ = asked(Http(port=80, body_contains=("Distill", "h1")), Image(), result)
    assert finding.passed is False
    assert finding.facts["happened"] == happened
    assert finding.facts["expected"] == "status 200 with “Distill” and “h1”"


@pytest.mark.parametrize(
    ("ports", "port"), [(("3000/tcp",), 3000), (("80/tcp", "443/tcp"), 8080), ((), 8080), (("53/udp",), 8080)]
)
def test_the_only_port_that_the_image_exposes_is_asked(ports, port):
    _, need = asked(Http(port=8080), Image(ports=ports), answered())
    assert need.http.port == port


def test_a_server_that_could_not_be_run_cannot_be_told():
    finding, _ = asked(Http(port=80), Image(), Missing("Not recorded."))
    assert (finding.passed, finding.instead) == (None, "Not recorded.")


EXEC = HealthCheck(("CMD", "/check", "--now"))
SHELL = HealthCheck(("CMD-SHELL", "curl localhost"))


def health(status, log="", **more):
    return RunResult(None, health=HealthAnswer(status, ("/check", "--now"), log), **more)


def test_a_check_that_ends_well_passes():
    finding, need = asked(Healthy(), Image(healthcheck=EXEC), health("healthy"))
    assert finding.passed
    assert need.health == HealthProbe(20.0)
    assert finding.facts["check"] == "/check --now"


def test_a_check_that_ends_badly_is_told_with_what_it_wrote():
    finding, _ = asked(Healthy(), Image(healthcheck=EXEC), health("unhealthy", "connection refused"))
    assert finding.passed is False
    assert finding.facts["happened"] == "the check did not end with 0: “connection refused”"


def test_a_check_in_shell_form_passes_only_where_that_is_allowed():
    image = Image(healthcheck=SHELL)
    finding, _ = asked(Healthy(), image, health("healthy"))
    assert finding.passed is False
    assert finding.facts["happened"] == "it is well, but the check is in shell form"
    assert asked(Healthy(exec_form=False), image, health("healthy"))[0].passed


@pytest.mark.parametrize("check", [None, HealthCheck(("NONE",))])
def test_an_image_without_a_check_is_not_run(check):
    here = scene(ONE, Image(healthcheck=check))
    assert Healthy().needs(here) == ()
    finding = Healthy().judge(Evidence(here))
    assert (finding.passed, finding.facts["happened"]) == (False, "there is no HEALTHCHECK")


def test_the_context_is_counted_after_its_ignore_file(tmp_path):
    (tmp_path / "node_modules" / "x").mkdir(parents=True)
    (tmp_path / "node_modules" / "x" / "big.js").write_bytes(b"x" * 4_000)
    (tmp_path / "index.js").write_bytes(b"x" * 100)
    (tmp_path / "Dockerfile").write_text(ONE)
    request = BuildRequest(ONE, tmp_path, "t", tmp_path / "Dockerfile")
    goal = Goal("small", "Small", ContextSize(at_most=1_000), "{context}")

    def finding():
        *_, evidence = gather([goal], scene(ONE, Image()), request, PreparedEngine(), Cancel())
        return goal.check.judge(evidence)

    found = finding()
    assert found.passed is False
    assert found.facts == {
        "context": "4.1 kB",
        "at_most": "1.0 kB",
        "largest": "node_modules/ (4.0 kB) and index.js (100 B)",
    }
    (tmp_path / ".dockerignore").write_text("node_modules\n")
    assert finding().passed


def test_a_context_that_could_not_be_measured_cannot_be_told():
    here = scene(ONE, Image())
    assert ContextSize(at_most=1).needs(here) == (CONTEXT,)
    assert ContextSize(at_most=1).judge(Evidence(here)).passed is None
    assert ContextSize(at_most=1).judge(Evidence(here, context=Sent(1))).passed


def test_a_probe_reaches_the_engine_and_trouble_is_missing(tmp_path):
    engine = PreparedEngine(runs=lambda _: health("healthy"))
    goals = [Goal("h", "Well", Healthy(), "{happened}"), Goal("a", "Answers", Http(port=80), "{happened}")]
    request = BuildRequest(ONE, tmp_path, "t")
    here = scene(ONE, Image(healthcheck=EXEC))
    list(gather(goals, here, request, engine, Cancel()))
    assert [(run.http, run.health) for run in engine.ran] == [
        (None, HealthProbe(20.0)),
        (HttpProbe(80, "/", 10.0), None),
    ]
