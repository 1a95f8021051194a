"""Running what was built, and reading its files."""

from __future__ import annotations

import socket
import time
from contextlib import contextmanager

import pytest

from tests.engines.building import built, request
from tutor.engine import Cancel, HttpProbe, Limits, RunRequest
from tutor.engine.moby import running
from tutor.engine.moby.attached import Attached

pytestmark = pytest.mark.engine

DOCKERFILE = """\
FROM busybox AS tools
RUN mkdir /www && echo welcome > /www/index.html && ln -s /www/index.html /home-page && ln -s circle /circle

FROM scratch
COPY --from=tools / /
CMD ["cat"]
"""


@pytest.fixture
def image(engine, tmp_path):
    return built(engine, DOCKERFILE, tmp_path, measure=False, name="engine-tests-run").final_stage.image


def run(engine, image, *arguments, cancel=None, **more):
    return engine.run(RunRequest(image, arguments, **more), cancel or Cancel())


def test_a_program_gets_its_input_and_the_end_of_it(engine, image):
    result = run(engine, image, stdin=b"1 + 2\n" * 50_000)
    assert result.exit_code == 0
    assert result.stdout == b"1 + 2\n" * 50_000
    assert result.stderr == b""


def test_a_program_without_input_sees_its_end_at_once(engine, image):
    result = run(engine, image)
    assert (result.exit_code, result.stdout, result.timed_out) == (0, b"", False)


def test_output_streams_and_exit_code_are_told_apart_and_as_they_come(engine, image):
    told = []
    result = engine.run(
        RunRequest(image, ("sh", "-c", "echo out; echo err >&2; exit 3")),
        Cancel(),
        lambda stream, data: told.append((stream, data)),
    )
    assert (result.stdout, result.stderr, result.exit_code) == (b"out\n", b"err\n", 3)
    assert sorted(told) == [("stderr", b"err\n"), ("stdout", b"out\n")]


def test_what_a_connection_did_not_pass_on_is_read_from_the_engines_log(engine, image, monkeypatch):
    @contextmanager
    def lost(_daemon, _container, *, stdin):
        ours, theirs = socket.socketpair()
        theirs.close()
        with ours:
            yield Attached(ours)

    monkeypatch.setattr(running, "attach", lost)
    told = []
    result = engine.run(
        RunRequest(image, ("sh", "-c", "echo out; echo err >&2; exit 3")),
        Cancel(),
        lambda stream, data: told.append((stream, data)),
    )
    assert (result.stdout, result.stderr, result.exit_code) == (b"out\n", b"err\n", 3)
    assert told == [("stdout", b"out\n"), ("stderr", b"err\n")]


def test_a_program_that_is_not_there_is_refused(engine, image):
    result = run(engine, image, "/server")
    assert result.exit_code is None
    assert "/server" in result.refused


def test_a_container_has_no_network_no_capabilities_and_few_processes(engine, image):
    script = "ls /sys/class/net; grep CapEff /proc/self/status; grep NoNewPrivs /proc/self/status"
    seen = run(engine, image, "sh", "-c", script).stdout.decode()
    assert "eth0" not in seen
    assert "CapEff:\t0000000000000000" in seen
    assert "NoNewPrivs:\t1" in seen


def test_a_program_that_never_ends_is_ended(engine, image):
    began = time.monotonic()
    result = run(engine, image, "sleep", "100", limits=Limits(seconds=1))
    assert result.timed_out
    assert result.exit_code is None
    assert time.monotonic() - began < 5


def test_endless_output_is_cut(engine, image):
    result = run(engine, image, "yes", limits=Limits(seconds=1, output_bytes=1000))
    assert result.truncated
    assert len(result.stdout) == 1000
    assert result.timed_out


def test_a_cancelled_run_ends_at_once(engine, image):
    cancel = Cancel()
    began = time.monotonic()
    result = engine.run(
        RunRequest(image, ("sh", "-c", "echo up; sleep 100")), cancel, lambda stream, data: cancel.throw()
    )
    assert time.monotonic() - began < 5
    assert result.exit_code is None


def test_a_server_is_asked_through_a_published_port(engine, image):
    probe = HttpProbe(port=8080, path="/index.html", within_seconds=20)
    result = run(engine, image, "httpd", "-f", "-p", "8080", "-h", "/www", http=probe)
    assert result.http is not None, result
    assert (result.http.status, result.http.body) == (200, b"welcome\n")
    assert not result.timed_out


def test_a_server_that_ends_itself_gives_no_answer(engine, image):
    began = time.monotonic()
    result = run(engine, image, "sh", "-c", "exit 4", http=HttpProbe(port=8080, within_seconds=20))
    assert (result.http, result.exit_code) == (None, 4)
    assert time.monotonic() - began < 10


def test_a_server_that_is_ended_after_its_answer_has_no_exit_code(engine, image):
    probe = HttpProbe(port=8080, path="/index.html", within_seconds=20)
    assert run(engine, image, "httpd", "-f", "-p", "8080", "-h", "/www", http=probe).exit_code is None


def test_no_container_is_left_behind(engine, image):
    run(engine, image, "true")
    run(engine, image, "/server")
    run(engine, image, "sleep", "100", limits=Limits(seconds=0.5))
    assert engine.clean(dry_run=True, name="engine-tests-run").containers == ()
    assert _our_runs(engine) == []


def test_files_are_read_through_symlinks(engine, image):
    assert engine.read_file(image, "/home-page") == b"welcome\n"
    assert engine.read_file(image, "www/index.html", limit=3) == b"wel"
    with pytest.raises(FileNotFoundError):
        engine.read_file(image, "/nowhere")
    with pytest.raises(IsADirectoryError):
        engine.read_file(image, "/www")


def test_the_image_of_an_earlier_stage_is_made_when_it_is_wanted(engine, image, tmp_path):
    asked = request(DOCKERFILE, tmp_path, name="engine-tests-run")
    name = engine.image_of(asked, 0)
    assert run(engine, name, "cat", "/www/index.html").stdout == b"welcome\n"
    assert name != image


def _our_runs(engine):
    with engine.daemon.api() as api:
        return [found["Id"] for found in api.containers(all=True, filters={"label": "dev.distill.owner=run"})]
