"""The app killed in the middle of builds: nothing the learner did is lost, nothing stays on the engine."""

from __future__ import annotations

import os
import random
import sys
import time

import pytest

from tests.engines.terminal import Terminal
from tutor.course import Course, Progress, Workspace
from tutor.engine import connect

pytestmark = pytest.mark.engine

KILLS = int(os.environ.get("DISTILL_KILLS", "8"))
F5 = "\x1b[15~"
TO_THE_TOP = "\x1b[1;5H"


def test_kills_during_builds_lose_nothing_and_leave_nothing(docker_28, tmp_path, monkeypatch):
    host = docker_28
    monkeypatch.setenv("DISTILL_HOME", str(tmp_path))
    lesson = Course.load().find("3")
    workspace = Workspace.open(lesson)
    source = workspace.folder / "main.go"
    original = source.read_text()
    with_images = {image["Id"] for image in _images(host)}
    chance = random.Random(3)
    for number in range(KILLS):
        # Another source each time, so that the compiler really runs when we kill.
        source.write_text(f"{original}\n// {number}\n")
        with Terminal([sys.executable, "-m", "tutor", "app", "3", "--engine", host], os.environ) as app:
            app.wait_for("DOCKERFILE")
            _type_until_saved(app, f"#{number:03d}", workspace)
            app.type(F5)
            time.sleep(1 + chance.random() * 3)
        assert f"#{number:03d}\n" in workspace.text()
    with Progress.open() as progress:
        attempts = progress.attempts(lesson.slug)
    kept = "".join(attempt.dockerfile for attempt in attempts)
    assert [number for number in range(KILLS) if f"#{number:03d}\n" not in kept] == []
    engine = connect(host).require()
    try:
        engine.clean()
        left = engine.clean(dry_run=True)
        assert left.containers == ()
        assert left.images == ()
    finally:
        engine.close()
    assert {image["Id"] for image in _images(host)} <= with_images


def _type_until_saved(app, line, workspace):
    """Keys that come while a lesson opens are dropped (Enter pressed twice types nothing): try again."""
    for _ in range(8):
        app.type(f"{TO_THE_TOP}{line}\r")
        until = time.monotonic() + 2
        while time.monotonic() < until:
            if f"{line}\n" in workspace.text():
                return
            time.sleep(0.05)
    raise AssertionError(f"{line} was typed and not saved")


def _images(host):
    import docker

    client = docker.APIClient(base_url=host, version="auto")
    try:
        return client.images(all=True)
    finally:
        client.close()
