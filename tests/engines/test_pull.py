"""Base images that are not on the engine: pulled with progress, or told as missing with their line."""

from __future__ import annotations

import io
import json
import random
import tarfile
import uuid

import pytest

from tests.engines.building import NAME, follow, request
from tests.engines.provision.cache import engines_file
from tutor.engine import (
    Built,
    Cancel,
    MissingBase,
    StepFailed,
    StepFinished,
    StepProgress,
    StepStarted,
    connect,
)

pytestmark = pytest.mark.engine

ABSENT = "127.0.0.1:5000/absent:1"


BYTES = 30_000_000
"""Enough for the containerd store, which tells of its progress ten times a second."""


def _archive() -> bytes:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        member = tarfile.TarInfo("noise")
        member.size = BYTES
        tar.addfile(member, io.BytesIO(random.randbytes(BYTES)))
    return archive.getvalue()


@pytest.fixture(params=["docker-28.5", "docker-28.5-containerd", "docker-20.10"])
def docker(request, alone_on):
    connected = connect(alone_on(request.param)).require()
    yield connected
    connected.clean(name=NAME)
    connected.close()


@pytest.fixture
def in_registry(docker):
    """The name of an image that only the loopback registry has."""
    described = json.loads(engines_file().read_text())
    if "registry" not in described:
        pytest.fail("the registry is not up; start it with: python3 -m tests.engines.provision up registry")
    repository = f"{described['registry']['address']}/pulled-{uuid.uuid4().hex[:8]}"
    with docker.daemon.api() as api:
        # Imported rather than built, so that nothing keeps its layer when the name is gone.
        api.import_image_from_data(_archive(), repository=repository, tag="1")
        pushed = api.push(repository, "1")
        api.remove_image(f"{repository}:1")
    assert '"error"' not in pushed, pushed
    name = f"{repository}:1"
    yield name
    with docker.daemon.api() as api:
        if any(name in (image.get("RepoTags") or ()) for image in api.images()):
            api.remove_image(name)


def test_a_missing_base_is_pulled_first_with_progress(docker, in_registry, tmp_path):
    dockerfile = f"FROM {in_registry}\nCOPY --from=busybox /bin/busybox /\n"
    events = follow(docker, request(dockerfile, tmp_path))
    assert isinstance(events[-1], Built)
    started = events[0]
    assert started == StepStarted(f"pull:{in_registry}", f"pull {in_registry}")
    finished = next(event for event in events if isinstance(event, StepFinished))
    assert finished.step == started.step
    progress = [event for event in events if isinstance(event, StepProgress) and event.step == started.step]
    assert progress
    assert all(0 <= event.current <= event.total for event in progress if event.total)
    assert events[-1].result.stages[0].instructions[0].adds == BYTES
    again = follow(docker, request(dockerfile, tmp_path))
    assert not any(isinstance(event, StepStarted) and event.text.startswith("pull ") for event in again)


def test_only_what_the_target_needs_is_pulled(engine, tmp_path):
    dockerfile = f"FROM {ABSENT} AS unused\nRUN true\nFROM busybox\nRUN echo {uuid.uuid4().hex}\n"
    events = follow(engine, request(dockerfile, tmp_path))
    assert isinstance(events[-1], Built)


@pytest.mark.parametrize(
    ("dockerfile", "line"),
    [
        (f"FROM debian:trixie AS build\nRUN true\n\nFROM {ABSENT}\nCOPY --from=build /a /\n", 4),
        (f"FROM busybox\nCOPY --from={ABSENT} /a /a\n", 2),
        ("FROM golang:1.99-nowhere AS golang\nRUN true\n", 1),
    ],
    ids=["in FROM", "in COPY", "no registry"],
)
def test_a_base_that_is_not_to_be_had_is_told_with_its_line(engine, tmp_path, dockerfile, line):
    build = engine.build(request(dockerfile, tmp_path), Cancel())
    events = []
    with pytest.raises(MissingBase) as told:
        events.extend(build)
    assert told.value.line == line
    assert told.value.image in dockerfile
    assert told.value.advice
    assert isinstance(events[-1], StepFailed)
    assert engine.clean(dry_run=True, name=NAME).containers == ()


def test_a_base_that_is_gone_is_told_with_what_to_use_instead(engine, tmp_path):
    with pytest.raises(MissingBase) as told:
        follow(engine, request("FROM gcr.io/distroless/nodejs:14\n", tmp_path))
    assert told.value.line == 1
    assert "gcr.io/distroless/nodejs24-debian13" in told.value.advice
