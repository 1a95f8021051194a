"""Whether somebody listens, without asking anything."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from tutor.engine.listening import listeners


@pytest.mark.skipif(sys.platform == "win32", reason="unix sockets")
def test_a_socket_counts_when_somebody_accepts_and_not_when_it_only_lies_there(tmp_path):
    env = {"DOCKER_HOST": f"unix://{tmp_path}/a.sock", "CONTAINER_HOST": f"unix://{tmp_path}/b.sock"}
    assert listeners(env, tmp_path) == frozenset()
    (tmp_path / "b.sock").touch()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{tmp_path}/a.sock")
        listener.listen()
        assert listeners(env, tmp_path) == {f"unix://{tmp_path}/a.sock"}
    assert listeners(env, tmp_path) == frozenset()


def test_an_engine_elsewhere_is_seen_by_its_port(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        env = {"DOCKER_HOST": address, "CONTAINER_HOST": "ssh://nobody@nowhere/podman.sock"}
        assert listeners(env, tmp_path) == {address}
    assert listeners(env, tmp_path) == frozenset()


def test_the_docker_sdk_is_not_needed_for_it():
    look = "from tutor.engine.listening import listeners; listeners()"
    script = f"import sys; {look}; print('docker' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "False"
