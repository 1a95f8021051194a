"""What Podman does its own way."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

import pytest

from tests.engines.building import NAME, adds, built, failed, request
from tutor.engine import BuildRequest, Cancel, Cancelled, RunRequest, StepOutput, connect

pytestmark = pytest.mark.engine

PATIENCE_SECONDS = 15

EVERY_KIND = """\
FROM debian:trixie AS build
WORKDIR /made/here
COPY . .
RUN chmod 700 /usr/bin/find && rm -r /usr/share/common-licenses && ln /etc/passwd /etc/same
ENV A=1
ADD input /added/
RUN rm /added/input && mv /etc/group /etc/moved && ln -s nowhere /link
FROM build AS more
RUN echo more >> /made/here/input
FROM scratch
COPY --from=more /made /made
COPY --from=build --chown=1000:1000 /etc/passwd /
CMD ["/made/here/input"]
"""


@pytest.fixture
def podman(alone_on):
    """Podman, with Docker free for comparison; what a test built on it is cleaned away."""
    engine = connect(alone_on("podman", "docker-28.5")).require()
    yield engine
    engine.clean()
    engine.close()


@pytest.fixture
def context(tmp_path):
    """A build context of its own, so that no build is cached from another test."""
    (tmp_path / "input").write_text(uuid.uuid4().hex)
    return tmp_path


@pytest.fixture
def foreign(podman):
    """A nameless image without our label, on a base that has none either."""
    with podman.daemon.api() as api:
        container = api.create_container("busybox", ["true"])["Id"]
        image = api.commit(container)["Id"]
        api.remove_container(container)
    yield image.removeprefix("sha256:")
    with podman.daemon.api() as api:
        api.remove_image(image, force=True)


def images(engine) -> set[str]:
    with engine.daemon.api() as api:
        while (answer := api.get(f"{api.base_url}/v1.41/images/json", params={"all": 1})).status_code != 200:
            time.sleep(0.1)
        return {image["Id"].removeprefix("sha256:") for image in answer.json()}


def working_containers(engine) -> set[str]:
    """All containers, those that only a build uses included; the list fails while one is removed."""
    with engine.daemon.api() as api:
        url = f"{api.base_url}/v4.0.0/libpod/containers/json"
        while (answer := api.get(url, params={"all": 1, "external": 1})).status_code != 200:
            time.sleep(0.1)
        return {container["Id"] for container in answer.json()}


def processes(marker: str) -> list[str]:
    """The command lines on this machine that are a sleep of so many seconds."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = file.read_bytes().split(b"\0")
        except OSError:
            continue
        if words[:2] == [b"sleep", marker.encode()]:
            found.append(file.parent.name)
    return found


def until(condition) -> bool:
    """Whether a condition comes true in time."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_podman_is_known_wherever_it_listens(alone_on, monkeypatch):
    host = alone_on("podman")
    monkeypatch.setenv("CONTAINER_HOST", host)
    for choice in (host, "podman"):
        engine = connect(choice).require()
        assert (engine.info.kind, engine.info.name, engine.info.builder) == ("podman", "Podman", "Buildah")
        assert not engine.info.capabilities.step_times
        engine.close()


def test_podman_on_dockers_address_is_not_taken_for_docker(alone_on, monkeypatch):
    monkeypatch.setenv("DOCKER_HOST", alone_on("podman"))
    connection = connect("docker")
    assert connection.engine is None
    assert "Podman answers there, not Docker" in [tried.outcome for tried in connection.tried]


def test_every_instruction_adds_and_hides_the_same_as_on_docker(podman, engine_hosts, context):
    docker = connect(engine_hosts["docker-28.5"]).require()
    ours, theirs = (built(engine, EVERY_KIND, context) for engine in (podman, docker))
    docker.clean(name=NAME)
    docker.close()
    assert adds(ours) == adds(theirs)
    assert [[one.hides for one in stage.instructions] for stage in ours.stages] == [
        [one.hides for one in stage.instructions] for stage in theirs.stages
    ]
    assert [stage.size for stage in ours.stages] == [stage.size for stage in theirs.stages]
    assert {entry.path for entry in ours.final_stage.files} == {
        entry.path for entry in theirs.final_stage.files
    }
    assert ours.final_stage.config.labels == theirs.final_stage.config.labels


def test_a_cancelled_run_is_ended_and_its_container_is_gone(podman, context):
    marker = str(70_000 + uuid.uuid4().int % 10_000)
    before = working_containers(podman)
    cancel = Cancel()
    text = f"FROM busybox\nCOPY input /\nRUN echo begun && sleep {marker}\n"
    for event in podman.build(request(text, context), cancel):
        if isinstance(event, StepOutput):
            assert processes(marker)
            threading.Thread(target=cancel.throw).start()
        last = event
    assert isinstance(last, Cancelled)
    assert until(lambda: not processes(marker))
    assert until(lambda: working_containers(podman) <= before)


def test_cleaning_does_not_end_a_build_that_is_under_way(podman, context):
    other = connect(podman.info.host).require()
    text = "FROM busybox\nCOPY input /\nRUN echo begun && sleep 2 && echo still here\n"
    said = b""
    for event in podman.build(request(text, context, measure=False), Cancel()):
        if isinstance(event, StepOutput):
            said += event.data
            if event.data.startswith(b"begun"):
                other.clean(name="somebody-elses")
                assert other.clean().containers == ()
    other.close()
    assert b"still here" in said


def test_a_run_ends_with_the_process_that_asked_for_it(podman, context):
    marker = str(80_000 + uuid.uuid4().int % 10_000)
    before = working_containers(podman)
    script = (
        "import sys; from pathlib import Path\n"
        "from tutor.engine import BuildRequest, Cancel, connect\n"
        f"text = 'FROM busybox\\nCOPY input /\\nRUN sleep {marker}\\n'\n"
        f"request = BuildRequest(text, Path({str(context)!r}), {NAME!r})\n"
        f"for event in connect({podman.info.host!r}).require().build(request, Cancel()): pass\n"
    )
    other = subprocess.Popen([sys.executable, "-c", script])
    try:
        assert until(lambda: processes(marker))
    finally:
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert until(lambda: not processes(marker))
    assert until(lambda: working_containers(podman) <= before)


def test_what_a_run_leaves_running_does_not_hold_the_build_up(podman, context):
    marker = str(90_000 + uuid.uuid4().int % 10_000)
    result = built(podman, f"FROM busybox\nCOPY input /\nRUN sleep {marker} & echo done\n", context)
    assert result.seconds < PATIENCE_SECONDS
    assert until(lambda: not processes(marker))


def test_a_number_without_a_stage_is_told_and_the_service_lives(podman, context):
    failure = failed(podman, "FROM busybox\nRUN true\nCOPY --from=3 /a /b\n", context).failure
    assert (failure.line, failure.cause.key) == (3, "E1")
    assert podman.daemon.answers()


def test_a_heredoc_is_told_where_the_builder_knows_none(podman, context):
    if podman.info.capabilities.heredocs:
        pytest.skip("this Podman knows heredocs")
    failure = failed(podman, "FROM busybox\nRUN <<EOT\necho hi\nEOT\n", context).failure
    assert failure.line == 2
    assert "heredoc" in failure.message


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("FROM busybox AS build\nFROM scratch\nCOPY --from=biuld /a /a\n", 3, "E1"),
        ("FROM busybox AS build\nFROM biuld\n", 2, "E1"),
        ("FROM busybox AS build\nFROM scratch\nCOPY --from=build /nope /a\n", 3, "E2"),
        ("FROM scratch\nRUN true\n", 2, "E7"),
    ],
)
def test_named_mistakes_are_recognised_in_buildahs_words(podman, context, text, line, cause):
    failure = failed(podman, text, context).failure
    assert (failure.line, failure.cause.key) == (line, cause)


def test_a_failing_command_tells_its_exit_code_and_what_it_wrote(podman, context):
    failure = failed(podman, "FROM busybox\nCOPY input /\nRUN echo oh no >&2; exit 7\n", context).failure
    assert (failure.line, failure.exit_code) == (3, 7)
    assert "oh no" in failure.log
    assert not failure.message.startswith("building at STEP")


def test_the_labelled_dockerfile_is_in_no_image(podman, context):
    (context / "Dockerfile").write_text("")
    text = "FROM scratch\nCOPY . .\n"
    path = context / "Dockerfile"
    final = built(podman, text, context, dockerfile_path=path).final_stage
    assert {entry.path for entry in final.files} == {"Dockerfile", "input"}
    assert podman.read_file(final.image, "/Dockerfile") == text.encode()


def test_cleaning_removes_what_failed_builds_left_and_nothing_of_others(podman, context, foreign):
    podman.clean()
    before = images(podman)
    failed(podman, f"FROM debian:trixie AS a\nCOPY input /\nRUN true\nFROM {foreign}\nRUN false\n", context)
    built(podman, f"FROM {foreign}\nCOPY input /\n", context, name="another")
    left = images(podman) - before
    assert left
    other = podman.clean(name="another")
    assert other.images
    assert podman.clean(dry_run=True).images
    assert podman.clean().freed_bytes > 0
    assert images(podman) == before


def test_a_stage_can_be_run_by_its_number_with_input(podman, context):
    asked = BuildRequest("FROM busybox AS a\nCOPY input /\nFROM scratch\n", context, NAME)
    built(podman, asked.dockerfile, context)
    run = RunRequest(podman.image_of(asked, 0), arguments=("cat",), stdin=b"1 + 2\n")
    result = podman.run(run, Cancel())
    assert (result.exit_code, result.stdout) == (0, b"1 + 2\n")


def test_a_program_that_is_not_there_is_told_without_the_engines_ids(podman, context):
    image = built(podman, "FROM busybox\nCOPY input /\n", context).final_stage.image
    result = podman.run(RunRequest(image, entrypoint=("/no/such/program",)), Cancel())
    assert result.exit_code is None
    assert "/no/such/program" in result.refused
    assert not result.refused.startswith("preparing container")
