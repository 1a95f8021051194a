"""A cancelled build stops at once and leaves nothing."""

from __future__ import annotations

import threading
import time
import uuid
from pathlib import Path

import pytest

from tests.engines.building import request
from tutor.engine import Built, Cancel, Cancelled, StepFinished, StepOutput, StepStarted

pytestmark = pytest.mark.engine

GONE_WITHIN_SECONDS = 5


def processes(mark: str) -> list[str]:
    """Command lines on this machine that hold ``mark``; containers' processes are among them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if mark in command:
            found.append(command)
    return found


def there(mark: str) -> bool:
    """Whether such a process is there, or comes soon: a busy machine shows it late."""
    until = time.monotonic() + GONE_WITHIN_SECONDS
    while not processes(mark) and time.monotonic() < until:
        time.sleep(0.05)
    return bool(processes(mark))


def test_a_cancelled_build_ends_its_process_and_leaves_no_container(engine, tmp_path):
    mark = str(uuid.uuid4().int)[:12]
    name = "engine-tests-cancel"
    cancel = Cancel()
    events = []
    for event in engine.build(
        request(f"FROM busybox\nRUN echo up && sleep {mark}\n", tmp_path, name=name), cancel
    ):
        events.append(event)
        if isinstance(event, StepOutput) and b"up" in event.data:
            assert there(f"sleep {mark}")
            thrown = time.monotonic()
            threading.Timer(0.1, cancel.throw).start()
    assert isinstance(events[-1], Cancelled)
    assert time.monotonic() - thrown < GONE_WITHIN_SECONDS
    while processes(f"sleep {mark}"):
        assert time.monotonic() - thrown < GONE_WITHIN_SECONDS, "the RUN's process lives on"
        time.sleep(0.1)
    left = engine.clean(dry_run=True, name=name)
    assert left.containers == ()
    assert [image for image in left.images if "distill/" in image] == []


def test_a_build_that_was_cancelled_before_it_began_does_nothing(engine, tmp_path):
    cancel = Cancel()
    cancel.throw()
    events = list(engine.build(request("FROM busybox\nRUN true\n", tmp_path), cancel))
    assert isinstance(events[-1], Cancelled)
    assert not any(isinstance(event, Built) for event in events)


def test_the_next_build_goes_on_where_the_cancelled_one_stopped(engine, tmp_path):
    mark = uuid.uuid4().hex
    dockerfile = f"FROM busybox\nRUN echo {mark} > /kept\nRUN echo up && sleep 100\n"
    cancel = Cancel()
    for event in engine.build(request(dockerfile, tmp_path), cancel):
        if isinstance(event, StepOutput) and b"up" in event.data:
            cancel.throw()
    # BuildKit 28 forgets what a build is still letting go of; it is back as soon as that has ended.
    time.sleep(3)
    shorter = dockerfile.replace(" && sleep 100", "")
    events = list(engine.build(request(shorter, tmp_path), Cancel()))
    step = next(event.step for event in events if isinstance(event, StepStarted) and event.line == 2)
    assert next(event for event in events if isinstance(event, StepFinished) and event.step == step).cached


def test_a_build_that_nobody_follows_any_more_is_ended(engine, tmp_path):
    mark = str(uuid.uuid4().int)[:12]
    build = engine.build(request(f"FROM busybox\nRUN echo up && sleep {mark}\n", tmp_path), Cancel())
    for event in build:
        if isinstance(event, StepOutput) and b"up" in event.data:
            break
    build.close()
    until = time.monotonic() + GONE_WITHIN_SECONDS
    while processes(f"sleep {mark}"):
        assert time.monotonic() < until, "the RUN's process lives on"
        time.sleep(0.1)
