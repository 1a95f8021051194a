"""An engine that goes away in the middle."""

from __future__ import annotations

import os
import shutil
import signal

import pytest

from tests.bases import busybox, catalogue
from tests.engines.building import request
from tests.engines.provision.bridge import Bridge
from tests.engines.provision.docker import DockerEngine
from tutor.engine import Cancel, EngineLost, RunRequest, StepOutput, connect

pytestmark = pytest.mark.engine


@pytest.fixture
def throwaway(engine_hosts):
    """A Docker daemon of this test's own, to be killed."""
    docker = DockerEngine("throwaway", Bridge("distill9", "172.27"), newer=True)
    docker.up()
    docker.api.load(catalogue.finished(busybox).archive)
    try:
        yield docker
    finally:
        docker.down()
        shutil.rmtree(docker.home)


def test_an_engine_killed_in_the_middle_of_a_build_is_told_as_lost(throwaway, tmp_path):
    engine = connect(f"unix://{throwaway.api.socket}").require()
    build = engine.build(request("FROM busybox\nRUN echo up && sleep 20\n", tmp_path), Cancel())
    next(event for event in build if isinstance(event, StepOutput) and b"up" in event.data)
    os.kill(int((throwaway.home / "pid").read_text()), signal.SIGKILL)
    with pytest.raises(EngineLost) as told:
        list(build)
    assert told.value.advice
    with pytest.raises(EngineLost):
        engine.run(RunRequest("busybox", ("true",)), Cancel())
    connection = connect(f"unix://{throwaway.api.socket}")
    assert connection.engine is None
    assert "nobody listens" in connection.tried[0].outcome
