"""The Dockerfiles to begin with, for the sample applications: each builds, and what it ships runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.engines.building import built
from tutor.course.first_dockerfile import write_first_dockerfile
from tutor.engine import Cancel, HttpProbe, RunRequest, connect

pytestmark = pytest.mark.engine

APPS = Path(__file__).parents[2] / "sample_apps"


@pytest.fixture
def engine(docker_28):
    """Docker 28.5: what is built here is ordinary everywhere."""
    connected = connect(docker_28).require()
    yield connected
    connected.clean()
    connected.close()


@pytest.fixture
def image(engine, tmp_path, request):
    """An application that got its first Dockerfile, built as it is."""
    folder = tmp_path / request.param
    shutil.copytree(APPS / request.param, folder)
    text = write_first_dockerfile(folder)[0].read_text()
    return built(engine, text, folder, measure=False, name=f"first-{request.param}").final_stage.image


@pytest.mark.parametrize(
    ("image", "given", "says"),
    [
        ("go-calculator", b"1 + 2\n", b"3"),
        ("py-stats", b"1 2 3\n", b"count 3, mean 2"),
        ("rust-greet", b"Ada 9.5\n", b"Good morning, Ada!"),
    ],
    indirect=["image"],
)
def test_a_program_gets_an_image_that_runs_it(image, given, says, engine):
    result = engine.run(RunRequest(image, stdin=given), Cancel())
    assert (result.exit_code, says in result.stdout) == (0, True), result


@pytest.mark.parametrize(
    ("image", "port", "path"),
    [("node-api", 8080, "/convert?from=2h"), ("node-site", 3000, "/")],
    indirect=["image"],
)
def test_a_server_gets_an_image_that_answers(image, port, path, engine):
    result = engine.run(RunRequest(image, http=HttpProbe(port, path, within_seconds=20)), Cancel())
    assert result.http is not None, result
    assert result.http.status == 200
