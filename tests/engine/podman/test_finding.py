"""Where Podman is looked for, and what is said where there is none."""

from __future__ import annotations

import sys

import pytest

from tutor.engine import connect
from tutor.engine.podman.hosts import hosts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="unix sockets")


def test_an_address_in_the_environment_is_the_only_one(tmp_path):
    found = list(hosts({"CONTAINER_HOST": "unix:///a.sock", "XDG_RUNTIME_DIR": "/run/user/1"}, tmp_path))
    assert [host.url for host in found] == ["unix:///a.sock"]
    assert found[0].asked_for


def test_the_users_service_comes_before_the_systems_and_machines_come_last(tmp_path):
    machine = tmp_path / ".local/share/containers/podman/machine/podman-machine-default/podman.sock"
    api = tmp_path / "tmp/podman/podman-machine-default-api.sock"
    for socket in (machine, api):
        socket.parent.mkdir(parents=True)
        socket.touch()
    env = {"XDG_RUNTIME_DIR": "/run/user/1", "TMPDIR": str(tmp_path / "tmp")}
    assert [host.where for host in hosts(env, tmp_path)] == [
        "/run/user/1/podman/podman.sock",
        "/run/podman/podman.sock",
        str(machine),
        str(api),
    ]


def test_where_nothing_is_the_advice_is_podmans(tmp_path, monkeypatch):
    monkeypatch.setenv("CONTAINER_HOST", f"unix://{tmp_path}/nobody.sock")
    connection = connect("podman")
    assert connection.engine is None
    assert [tried.outcome for tried in connection.tried] == ["no socket there"]
    assert "podman machine start" in connection.tried[0].advice
