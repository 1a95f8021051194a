"""That engines which take a file otherwise are told apart."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.lessons.agreement import Agreement
from tutor.course.layout import Role
from tutor.course.proof import Proof
from tutor.engine.errors import EngineLost, MissingBase

LESSON = SimpleNamespace(name="03-a-second-from")
GONE = MissingBase("node:14", line=1, reason="it is gone", advice="Use another.")


@pytest.fixture
def agreement(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    return Agreement.of_this_run(tmp_path)


def proof(file, stopped=GONE):
    return Proof(Role.START, file, (), None, stopped)


def test_engines_that_take_all_files_alike_agree(agreement):
    assert agreement.differences(LESSON, "docker", [proof("a"), proof("b")]) == {}
    assert agreement.differences(LESSON, "podman", [proof("a")]) == {}
    assert agreement.differences(LESSON, "docker", [proof("a")]) == {}


def test_a_file_that_another_engine_takes_otherwise_is_told_with_both(agreement):
    agreement.differences(LESSON, "docker", [proof("a"), proof("b")])
    found = agreement.differences(LESSON, "podman", [proof("a"), proof("b", EngineLost("gone"))])
    assert list(found) == ["b"]
    assert "podman: Outcome(build='stopped'" in found["b"]
    assert "docker: Outcome(build='missing base'" in found["b"]


def test_workers_of_one_run_share_what_they_found(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    for worker in ("gw0", "gw1"):
        (tmp_path / worker).mkdir()
    first, second = (Agreement.of_this_run(tmp_path / worker) for worker in ("gw0", "gw1"))
    first.differences(LESSON, "docker", [proof("a")])
    assert list(second.differences(LESSON, "podman", [proof("a", None)])) == ["a"]
