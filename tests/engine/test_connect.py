"""Finding an engine, and saying what was tried."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.engine.fake_daemon import answer, fake_daemon
from tutor.engine import EngineNotFound, connect
from tutor.engine.moby.hosts import hosts, usual_sockets

VERSION = answer('{"Version": "28.5.2+dfsg4", "ApiVersion": "1.51", "Os": "linux", "Arch": "amd64"}')
INFO = answer('{"Driver": "overlayfs", "DriverStatus": [["driver-type", "io.containerd.snapshotter.v1"]]}')
PING = answer("OK", "Api-Version: 1.51", "Builder-Version: 2")


@pytest.fixture(autouse=True)
def _bare_machine(monkeypatch, tmp_path):
    """No engine of this machine, and no settings of this person."""
    for name in ("DOCKER_HOST", "DOCKER_CONTEXT", "CONTAINER_HOST", "DISTILL_ENGINE", "DISTILL_BUILDER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / ".docker"))


def test_an_answering_docker_is_described(tmp_path):
    with fake_daemon(tmp_path, {"_ping": PING, "/version": VERSION, "/info": INFO}) as daemon:
        connection = connect(daemon.url)
    info = connection.require().info
    assert (info.title, info.builder, info.store, info.host) == (
        "Docker 28.5.2",
        "BuildKit",
        "containerd",
        daemon.url,
    )
    assert info.platform == "linux/amd64"
    assert info.capabilities.heredocs
    assert connection.tried[-1].outcome == "Docker 28.5.2 answers"


def test_docker_desktop_is_called_by_its_name(tmp_path):
    told = answer('{"Driver": "overlay2", "OperatingSystem": "Docker Desktop"}')
    with fake_daemon(tmp_path, {"_ping": PING, "/version": VERSION, "/info": told}) as daemon:
        assert connect(daemon.url).require().info.title == "Docker Desktop 28.5.2"


def test_an_older_front_end_lacks_heredocs(tmp_path):
    ping = answer("OK", "Api-Version: 1.41")
    with fake_daemon(tmp_path, {"_ping": ping, "/version": VERSION, "/info": INFO}) as daemon:
        capabilities = connect(daemon.url).require().info.capabilities
    assert not capabilities.heredocs
    assert not capabilities.build_network_none
    assert capabilities.run_mounts


@pytest.mark.parametrize("by", ["argument", "variable"])
def test_the_classic_builder_can_be_forced(tmp_path, monkeypatch, by):
    with fake_daemon(tmp_path, {"_ping": PING, "/version": VERSION, "/info": INFO}) as daemon:
        if by == "variable":
            monkeypatch.setenv("DISTILL_BUILDER", "classic")
        info = connect(daemon.url, builder="classic" if by == "argument" else None).require().info
    assert info.builder == "classic"
    assert not info.capabilities.skips_unused_stages


def test_no_socket_is_told_with_all_that_was_tried(tmp_path):
    connection = connect(f"unix://{tmp_path}/nothing.sock")
    assert connection.engine is None
    assert connection.tried[0].outcome == "no socket there"
    assert "Start Docker" in connection.tried[0].advice
    with pytest.raises(EngineNotFound, match=r"nothing\.sock: no socket there"):
        connection.require()


def test_a_socket_where_nobody_listens_is_told_so(tmp_path):
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(tmp_path / "dead.sock"))
    tried = connect(f"unix://{tmp_path}/dead.sock").tried[0]
    assert tried.outcome == "a socket is there, but nobody listens"
    assert "Start Docker" in tried.advice


def test_a_socket_of_another_group_comes_with_the_way_into_it(monkeypatch, tmp_path):
    (tmp_path / "denied.sock").touch()

    def refuse(self, address):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    tried = connect(f"unix://{tmp_path}/denied.sock").tried[0]
    assert tried.outcome == "permission denied"
    assert "usermod -aG docker" in tried.advice


def test_an_engine_that_hangs_is_given_up_soon(tmp_path):
    with fake_daemon(tmp_path, {"_ping": None}) as daemon:
        began = time.monotonic()
        tried = connect(daemon.url).tried[0]
    assert time.monotonic() - began < 4
    assert "no answer" in tried.outcome


def test_an_api_that_is_too_old_is_told_so(tmp_path):
    with fake_daemon(tmp_path, {"_ping": answer("OK", "Api-Version: 1.24")}) as daemon:
        connection = connect(daemon.url)
    assert connection.engine is None
    assert connection.tried[0].outcome == "its API 1.24 is too old"


def test_podman_behind_dockers_variable_is_not_taken_for_docker(tmp_path, monkeypatch):
    ping = answer("OK", "Api-Version: 1.41", "Libpod-API-Version: 4.3.1")
    with fake_daemon(tmp_path, {"_ping": ping}) as daemon:
        monkeypatch.setenv("DOCKER_HOST", daemon.url)
        connection = connect("docker")
    assert connection.engine is None
    assert connection.tried[0].outcome == "Podman answers there, not Docker"


def test_what_answers_without_being_an_engine_is_told_so(tmp_path):
    with fake_daemon(tmp_path, {"_ping": answer("no", status="404 Not Found")}) as daemon:
        assert "no engine" in connect(daemon.url).tried[0].outcome


def test_a_bad_choice_is_told_rather_than_raised():
    connection = connect("dockr")
    assert connection.engine is None
    assert "unix:///" in connection.tried[0].advice


def test_the_variable_decides_what_auto_means(monkeypatch, tmp_path):
    monkeypatch.setenv("DISTILL_ENGINE", f"unix://{tmp_path}/chosen.sock")
    assert [tried.where for tried in connect().tried] == [f"unix://{tmp_path}/chosen.sock"]


def test_docker_host_is_the_only_place_when_it_is_set(tmp_path):
    found = list(hosts({"DOCKER_HOST": "unix:///run/mine.sock"}, tmp_path))
    assert [(host.url, host.asked_for) for host in found] == [("unix:///run/mine.sock", True)]


def test_a_context_that_is_not_there_is_told_so(tmp_path):
    (host,) = hosts({"DOCKER_CONTEXT": "nowhere"}, tmp_path)
    assert host.problem
    assert host.asked_for


@pytest.mark.skipif(sys.platform == "win32", reason="unix sockets")
def test_the_usual_sockets_of_all_products_are_tried(tmp_path):
    (tmp_path / ".colima/work").mkdir(parents=True)
    (tmp_path / ".colima/work/docker.sock").touch()
    paths = [str(path) for path in usual_sockets({"XDG_RUNTIME_DIR": "/run/user/7"}, tmp_path)]
    assert paths == [
        "/var/run/docker.sock",
        "/run/user/7/docker.sock",
        *(
            str(Path(tmp_path, tail))
            for tail in (
                ".docker/run/docker.sock",
                ".docker/desktop/docker.sock",
                ".colima/default/docker.sock",
                ".colima/work/docker.sock",
                ".rd/docker.sock",
                ".orbstack/run/docker.sock",
            )
        ),
    ]


@pytest.fixture
def nobody(monkeypatch, tmp_path):
    """A machine where nothing listens."""
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/docker.sock")
    monkeypatch.setenv("CONTAINER_HOST", f"unix://{tmp_path}/podman.sock")


def test_auto_ends_with_the_embedded_engine_and_says_so(nobody):
    connection = connect()
    assert connection.require().info.kind == "embedded"
    assert [tried.outcome for tried in connection.tried[:2]] == ["no socket there", "no socket there"]
    assert "the embedded engine" in connection.tried[-1].outcome


@pytest.mark.parametrize("choice", ["docker", "podman", "live"])
def test_a_named_engine_is_not_replaced_by_the_embedded_one(nobody, choice):
    connection = connect(choice)
    assert connection.engine is None
    with pytest.raises(EngineNotFound, match="no socket there"):
        connection.require()


def test_a_live_engine_comes_before_the_embedded_one(tmp_path, monkeypatch):
    with fake_daemon(tmp_path, {"_ping": PING, "/version": VERSION, "/info": INFO}) as daemon:
        monkeypatch.setenv("DOCKER_HOST", daemon.url)
        assert connect().require().info.kind == "docker"
        assert connect("live").require().info.kind == "docker"
        assert connect("embedded").require().info.kind == "embedded"


def test_the_embedded_engine_does_without_the_docker_sdk():
    script = (
        "import sys; from tutor.engine import connect; connect('embedded').require();"
        "print(sorted({'docker', 'requests', 'urllib3'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"
