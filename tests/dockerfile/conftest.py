"""Recorded verdicts of a real engine, and that engine where it runs."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

VERDICTS = Path(__file__).parent / "verdicts"
EVERY_NTH_ON_THE_ENGINE = 6


@dataclass(frozen=True)
class Verdict:
    """What Docker said to a file; ``line`` is None where it named none."""

    text: str
    error: str | None
    line: int | None
    warnings: frozenset[tuple[str, str]]


def load_verdicts() -> list[Verdict]:
    return [
        Verdict(
            text=case["text"],
            error=case.get("error"),
            line=case.get("line"),
            warnings=frozenset((rule, message) for rule, message in case.get("warnings", [])),
        )
        for file in sorted(VERDICTS.glob("*.toml"))
        for case in tomllib.loads(file.read_text())["case"]
    ]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    verdicts = load_verdicts()
    if "verdict" in metafunc.fixturenames:
        metafunc.parametrize("verdict", verdicts, ids=[name(verdict) for verdict in verdicts])
    if "sampled_verdict" in metafunc.fixturenames:
        some = verdicts[::EVERY_NTH_ON_THE_ENGINE]
        metafunc.parametrize("sampled_verdict", some, ids=[name(verdict) for verdict in some])


def name(verdict: Verdict) -> str:
    return ascii(verdict.text.replace("FROM scratch\n", "", 1))[1:61]


@dataclass(frozen=True)
class Buildx:
    """A client that can ask BuildKit for its checks."""

    program: str
    host: str


@pytest.fixture(scope="session")
def buildx() -> Buildx:
    """The client and address of a running Docker 28.5, as the provisioning script wrote them down."""
    folder = Path(os.environ.get("DISTILL_TEST_CACHE") or Path.home() / ".cache" / "distill-tests")
    try:
        engines: Mapping[str, Mapping[str, str]] = json.loads((folder / "engines.json").read_text())
        engine = engines["docker-28.5"]
        found = Buildx(engine["buildx"], engine["host"])
    except (OSError, KeyError, ValueError):
        return no_engine("no Docker 28.5 is running; start one with python -m tests.engines.provision up")
    if not Path(found.program).exists():
        return no_engine(f"{found.program} is gone; run python -m tests.engines.provision up again")
    return found


def no_engine(why: str) -> Buildx:
    if os.environ.get("DISTILL_REQUIRE_ENGINES"):
        pytest.fail(why)
    pytest.skip(why)
