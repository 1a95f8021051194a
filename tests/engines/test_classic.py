"""Docker's classic builder, where it is forced: the same events and sizes, with what it cannot do said."""

from __future__ import annotations

import uuid

import pytest

from tests.engines.building import adds, built, failed, follow, lines_started, request
from tutor.engine import Built, StepOutput, StepStarted, connect

pytestmark = pytest.mark.engine

NAME = "engine-tests-classic"

DOCKERFILE = """\
ARG RELEASE=trixie
FROM debian:$RELEASE AS build
COPY input /in
RUN cat /in > /out && echo told && echo loud >&2

FROM debian:trixie AS unused
RUN printf 12345 > /five

FROM scratch
COPY --from=build /out /shipped
CMD ["/shipped"]
"""


@pytest.fixture(params=["docker-28.5", "docker-20.10"])
def classic(request, alone_on):
    connected = connect(alone_on(request.param), builder="classic").require()
    yield connected
    connected.clean(name=NAME)
    connected.close()


@pytest.fixture
def context(tmp_path):
    (tmp_path / "input").write_text(uuid.uuid4().hex)
    return tmp_path


def test_it_builds_the_same_and_says_what_it_cannot_do(classic, context):
    events = follow(classic, request(DOCKERFILE, context, name=NAME))
    assert isinstance(events[-1], Built)
    result = events[-1].result
    assert result.builder == "classic"
    assert not classic.info.capabilities.run_mounts
    assert {(0, 2), (0, 3), (0, 4), (1, 6), (1, 7), (2, 9), (2, 10)} <= lines_started(events)
    run = next(event.step for event in events if isinstance(event, StepStarted) and event.line == 4)
    outputs = {
        event.stream: event.data for event in events if isinstance(event, StepOutput) and event.step == run
    }
    assert outputs == {"stdout": b"told\n", "stderr": b"loud\n"}
    assert adds(result)[0][1:] == [32, 32]
    # Here a stage that nothing depends on is built all the same.
    assert result.stages[1].built
    assert adds(result)[1][1:] == [5]
    assert adds(result)[2] == [0, 32, 0]
    assert result.final_stage.config.cmd == ("/shipped",)
    assert result.final_stage.config.labels == {}


def test_a_second_build_comes_from_the_cache(classic, context):
    built(classic, DOCKERFILE, context, name=NAME)
    again = built(classic, DOCKERFILE, context, name=NAME)
    assert all(i.cached for stage in again.stages for i in stage.instructions if i.keyword in ("RUN", "COPY"))


def test_failures_have_line_exit_code_and_cause(classic, context):
    failure = failed(classic, "FROM busybox\nRUN echo no; exit 9\n", context, name=NAME).failure
    assert (failure.line, failure.exit_code) == (2, 9)
    assert "no" in failure.log
    absent = failed(
        classic, DOCKERFILE.replace("/out /shipped", "/away /shipped"), context, name=NAME
    ).failure
    assert (absent.line, absent.cause.key) == (10, "E2")
    assert failed(classic, "FROM busybox\nRNU x\n", context, name=NAME).failure.line == 2


def test_cleaning_finds_everything_it_left(classic, context):
    before = _images(classic)
    built(classic, DOCKERFILE, context, name=NAME)
    classic.clean(name=NAME)
    assert _images(classic) <= before


def _images(engine):
    with engine.daemon.api() as api:
        return {image["Id"] for image in api.images(all=True)}
