"""The real engines that `python3 -m tests.engines.provision up` started."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack

import pytest

from tests.engines.provision import cache
from tests.engines.provision.catalogue import ENGINE_NAMES
from tutor.engine import connect

HOW = "start them with: python3 -m tests.engines.provision up"


def _provisioned() -> dict[str, str]:
    """Name to address of every engine that is up."""
    file = cache.engines_file()
    described = json.loads(file.read_text()) if file.exists() else {}
    return {name: described[name]["host"] for name in ENGINE_NAMES if name in described}


def _missing(what: str) -> None:
    if os.environ.get("DISTILL_REQUIRE_ENGINES"):
        pytest.fail(f"{what} is required and not there; {HOW}")
    pytest.skip(f"{what} is not there; {HOW}")


@pytest.fixture(scope="session")
def engine_hosts() -> dict[str, str]:
    """Addresses by name (``docker-28.5``); without any, tests are left out, or fail if required.

    Who builds there takes the engine for himself first, with ``alone_on`` or a fixture that does.
    """
    hosts = _provisioned()
    if not hosts:
        _missing("a real engine")
    return hosts


@pytest.fixture
def alone_on(engine_hosts):
    """Takes engines until the test ends, and gives the address of the first.

    Tests clean up all that carries our label, so two of them at once would take away each other's images.
    Name all of them in one call: in this order nobody waits for somebody who waits for him.
    """
    with ExitStack() as held:

        def take(*names: str) -> str:
            for name in names:
                if name not in engine_hosts:
                    _missing(name)
            for name in sorted(names):
                held.enter_context(cache.lock(f"test-{name}"))
            return engine_hosts[names[0]]

        yield take


@pytest.fixture
def docker_28(alone_on):
    """The address of Docker 28.5, with nobody else on it."""
    return alone_on("docker-28.5")


@pytest.fixture(params=ENGINE_NAMES)
def engine(request, alone_on):
    """Each real engine in turn; what a test built on it is cleaned away."""
    connected = connect(alone_on(request.param)).require()
    yield connected
    connected.clean()
    connected.close()
