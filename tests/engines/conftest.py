"""The real engines that `python3 -m tests.engines.provision up` started."""

from __future__ import annotations

import json
import os

import pytest

from tests.engines.provision.cache import engines_file
from tutor.engine import connect

EXPECTED = ("docker-28.5", "docker-28.5-containerd", "docker-20.10", "podman")
HOW = "start them with: python3 -m tests.engines.provision up"


def _provisioned() -> dict[str, str]:
    """Name to address of every engine that is up."""
    file = engines_file()
    described = json.loads(file.read_text()) if file.exists() else {}
    return {name: described[name]["host"] for name in EXPECTED if name in described}


def _missing(what: str) -> None:
    if os.environ.get("DISTILL_REQUIRE_ENGINES"):
        pytest.fail(f"{what} is required and not there; {HOW}")
    pytest.skip(f"{what} is not there; {HOW}")


@pytest.fixture(scope="session")
def engine_hosts() -> dict[str, str]:
    """Addresses by name (``docker-28.5``); without any, tests are left out, or fail if required."""
    hosts = _provisioned()
    if not hosts:
        _missing("a real engine")
    return hosts


@pytest.fixture(scope="session")
def host_of(engine_hosts):
    """Looks up one engine's address; an engine that is not there is left out or failed like all others."""

    def look_up(name: str) -> str:
        if name not in engine_hosts:
            _missing(name)
        return engine_hosts[name]

    return look_up


@pytest.fixture(params=EXPECTED)
def engine(request, engine_hosts):
    """Each real engine in turn; what a test built on it is cleaned away."""
    if request.param not in engine_hosts:
        _missing(request.param)
    connected = connect(engine_hosts[request.param]).require()
    yield connected
    connected.clean()
    connected.close()
