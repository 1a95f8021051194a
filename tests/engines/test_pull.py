"""Base images that are not on the engine: pulled with progress, or told as missing with their line."""

from __future__ import annotations

import json
import uuid

import pytest

from tests.engines.building import NAME, follow, request
from tests.engines.provision.cache import engines_file
from tutor.engine import Built, Cancel, MissingBase, StepFailed, StepFinished, StepProgress, StepStarted

pytestmark = pytest.mark.engine

ABSENT = "127.0.0.1:5000/absent:1"


@pytest.fixture
def in_registry(engine, engine_hosts):
    """The name of an image that only the loopback registry has."""
    described = json.loads(engines_file().read_text())
    if "registry" not in described:
        pytest.fail("the registry is not up; start it with: python3 -m tests.engines.provision up registry")
    repository = f"{described['registry']['address']}/pulled-{uuid.uuid4().hex[:8]}"
    with engine.daemon.api() as api:
        api.tag("busybox:latest", repository, "1")
        pushed = api.push(repository, "1")
        api.remove_image(f"{repository}:1")
    assert '"error"' not in pushed, pushed
    name = f"{repository}:1"
    yield name
    with engine.daemon.api() as api:
        if any(name in (image.get("RepoTags") or ()) for image in api.images()):
            api.remove_image(name)


def test_a_missing_base_is_pulled_first_with_progress(engine, in_registry, tmp_path):
    events = follow(engine, request(f"FROM {in_registry}\nRUN echo pulled > /it\n", tmp_path))
    assert isinstance(events[-1], Built)
    started = events[0]
    assert started == StepStarted(f"pull:{in_registry}", f"pull {in_registry}")
    finished = next(event for event in events if isinstance(event, StepFinished))
    assert finished.step == started.step
    assert all(event.current <= event.total for event in events if isinstance(event, StepProgress))
    again = follow(engine, request(f"FROM {in_registry}\nRUN echo pulled > /it\n", tmp_path))
    assert not any(isinstance(event, StepStarted) and event.text.startswith("pull ") for event in again)


def test_only_what_the_target_needs_is_pulled(engine, tmp_path):
    dockerfile = (
        f"FROM 127.0.0.1:5000/absent:1 AS unused\nRUN true\nFROM busybox\nRUN echo {uuid.uuid4().hex}\n"
    )
    events = follow(engine, request(dockerfile, tmp_path))
    assert isinstance(events[-1], Built)


@pytest.mark.parametrize(
    ("dockerfile", "line"),
    [
        (
            "FROM debian:trixie AS build\nRUN true\n\nFROM 127.0.0.1:5000/absent:1\nCOPY --from=build /etc /etc\n",
            4,
        ),
        ("FROM busybox\nCOPY --from=127.0.0.1:5000/absent:1 /a /a\n", 2),
        ("FROM golang:1.99-nowhere AS golang\nRUN true\n", 1),
    ],
    ids=["in FROM", "in COPY", "no registry"],
)
def test_a_base_that_is_not_to_be_had_is_told_with_its_line(engine, tmp_path, dockerfile, line):
    events = []
    with pytest.raises(MissingBase) as told:
        for event in engine.build(request(dockerfile, tmp_path), Cancel()):
            events.append(event)
    assert told.value.line == line
    assert told.value.image in dockerfile
    assert told.value.advice
    assert isinstance(events[-1], StepFailed)
    assert engine.clean(dry_run=True, name=NAME).containers == ()
