"""Removing what we made, all of it and nothing else."""

from __future__ import annotations

import uuid

import pytest

from tests.engines.building import built, request

pytestmark = pytest.mark.engine

OURS = "engine-tests-clean"
OTHER = "engine-tests-clean-other"


def dockerfile() -> str:
    return f"FROM busybox AS first\nRUN echo {uuid.uuid4().hex} > /it\nFROM first\nRUN true\n"


def test_cleaning_removes_images_and_containers_of_one_name(engine, tmp_path):
    text = dockerfile()
    image = built(engine, text, tmp_path, name=OURS).final_stage.image
    engine.image_of(request(text, tmp_path, name=OURS), 0)
    other = built(engine, dockerfile(), tmp_path, name=OTHER).final_stage.image
    with engine.daemon.api() as api:
        left = api.create_container(image, ["true"], labels={"dev.distill.owner": OURS})["Id"]
    planned = engine.clean(dry_run=True, name=OURS)
    assert left[:12] in planned.containers
    assert {"1", "first"} <= {name.rpartition(":")[2] for name in planned.images}
    done = engine.clean(name=OURS)
    assert set(done.images) == set(planned.images)
    after = engine.clean(dry_run=True, name=OURS)
    assert (after.containers, after.images) == ((), ())
    assert engine.read_file(other, "/it")


def test_an_image_that_a_person_named_stays(engine, tmp_path):
    image = built(engine, dockerfile(), tmp_path, name=OURS).final_stage.image
    repository = f"mine-{uuid.uuid4().hex[:6]}"
    with engine.daemon.api() as api:
        api.tag(image, repository, "kept")
    try:
        engine.clean(name=OURS)
        assert engine.read_file(f"{repository}:kept", "/it")
    finally:
        with engine.daemon.api() as api:
            api.remove_image(f"{repository}:kept")


def test_a_newer_build_takes_the_place_of_the_older(engine, tmp_path):
    first = built(engine, dockerfile(), tmp_path, name=OURS)
    second = built(engine, dockerfile(), tmp_path, name=OURS)
    assert first.final_stage.image == second.final_stage.image
    with engine.daemon.api() as api:
        ours = api.images(filters={"label": [f"dev.distill.owner={OURS}"]})
    tagged = [tag for image in ours for tag in image.get("RepoTags") or () if tag != "<none>:<none>"]
    assert len([tag for tag in tagged if tag.endswith(f"{OURS}:1")]) == 1
