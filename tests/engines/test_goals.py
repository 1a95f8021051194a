"""Goals that look into layers and history, or build again, on real engines."""

from __future__ import annotations

import pytest

from tutor.course.gather import gather
from tutor.course.goals import (
    BreaksTheBuild,
    CachedAfterEdit,
    Edit,
    Evidence,
    Healthy,
    Http,
    LayersWithout,
    NoSecret,
    NothingHidden,
    SameRelease,
    Scene,
    TargetBuilds,
)
from tutor.course.lesson import Goal
from tutor.dockerfile import parse
from tutor.engine import BuildRequest, Built, Cancel

pytestmark = pytest.mark.engine

NAME = "engine-tests-goals"
GATED = """\
FROM busybox AS deps
WORKDIR /app
COPY packages ./
RUN mkdir modules && cp packages modules/installed

FROM deps AS test
COPY . .
RUN sh ./test.sh && touch /passed

FROM deps
COPY --from=test /passed /passed
COPY . .
EXPOSE 8080
HEALTHCHECK CMD ["wget", "-q", "-O", "-", "http://127.0.0.1:8080/source"]
CMD ["httpd", "-f", "-p", "8080", "-h", "/app"]
"""
EVERYTHING_FIRST = """\
FROM busybox AS deps
WORKDIR /app
COPY . .
RUN mkdir modules && cp packages modules/installed

FROM deps AS test
RUN sh ./test.sh

FROM deps
ARG TOKEN=s3cr3t
RUN echo "$TOKEN" > token && rm source
RUN rm token
CMD ["sleep", "1"]
"""
SOURCE = Edit("source", append="edited\n")
GOALS = {
    "cached": CachedAfterEdit(edits=(SOURCE,), made="app/modules/installed"),
    "gate": BreaksTheBuild(edits=(Edit("test.sh", write="echo 1 failing; exit 1\n"),), says="1 failing"),
    "target": TargetBuilds(target="test"),
    "http": Http(path="/source", body_contains="the source", seconds=20),
    "healthy": Healthy(seconds=20),
    "layers": LayersWithout(glob="app/token"),
    "hidden": NothingHidden(at_most=3),
    "secret": NoSecret(names=("TOKEN",), values=("s3cr3t",)),
    "release": SameRelease(),
}


@pytest.fixture
def context(tmp_path):
    for name, text in {"packages": "ms\n", "source": "the source\n", "test.sh": "echo ok\n"}.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def findings(engine, text, context):
    """What every goal finds in an image of ``text``, by its name, and the learner's image."""
    request = BuildRequest(text, context, NAME)
    *_, last = engine.build(request, Cancel())
    assert isinstance(last, Built), last
    goals = [Goal(name, name, check, "") for name, check in GOALS.items()]
    *_, evidence = gather(goals, Scene(parse(text), last.result), request, engine, Cancel())
    assert isinstance(evidence, Evidence)
    return {name: check.judge(evidence) for name, check in GOALS.items()}, last.result.final_stage.image


def test_a_build_that_gates_and_hides_nothing_passes(engine, context):
    found, image = findings(engine, GATED, context)
    assert {name: finding for name, finding in found.items() if not finding.passed} == {}
    assert engine.read_file(image, "app/source") == b"the source\n"


def test_a_build_that_only_looks_right_does_not(engine, context):
    found, _ = findings(engine, EVERYTHING_FIRST, context)
    assert {name for name, finding in found.items() if finding.passed} == {"target", "release"}
    assert found["cached"].facts["because"].startswith("line 3, “COPY . .”, before it")
    assert found["gate"].facts["happened"] == "the build ended well all the same"
    assert found["layers"].facts["line"] == "11"
    assert (found["hidden"].facts["line"], found["hidden"].facts["added_line"]) in {("11", "3"), ("12", "11")}
    assert found["secret"].facts["name"] == "TOKEN"
    assert "there is no HEALTHCHECK" in found["healthy"].facts["happened"]
