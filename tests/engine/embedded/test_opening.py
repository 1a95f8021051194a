"""Recorded images and embedded builds, opened as images."""

from __future__ import annotations

import pytest

from tutor.engine import BuildRequest, Built, Cancel, EngineError, NotRecorded
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.engine import EmbeddedEngine

TEXT = """\
FROM debian:trixie AS base
COPY input /in
RUN rm /in

FROM base
WORKDIR /w
COPY input /w/
"""


@pytest.fixture(scope="module")
def engine():
    return EmbeddedEngine(Catalogue.load())


@pytest.fixture
def built(engine, tmp_path):
    (tmp_path / "input").write_text("12345")
    *_, last = engine.build(BuildRequest(TEXT, tmp_path, "opening"), Cancel())
    assert isinstance(last, Built)
    yield last.result
    engine.clean(name="opening")


def test_a_recorded_image_opens_with_its_layers_and_packages(engine):
    image = engine.open_image("debian:trixie", Cancel())
    merged = image.layers[0].layer
    assert image.files.total_bytes <= image.size
    assert {entry.path for entry in merged.entries} <= set(image.files.by_path)
    assert all(layer.diff_id and layer.created_by for layer in image.layers)
    assert any(package.name == "libc6" for package in image.surface.packages)
    assert "Recorded on" in image.notes[0]


@pytest.mark.parametrize(("name", "near"), [("nosuch:1", ()), ("debian:12", ("debian:trixie",))])
def test_only_images_of_a_like_name_are_told_beside_one_that_is_not_recorded(engine, name, near):
    with pytest.raises(NotRecorded) as told:
        engine.open_image(name, Cancel())
    assert told.value.near[:1] == near


def test_a_built_stage_opens_with_a_layer_for_each_instruction_that_stores(engine, built):
    image = engine.open_image(built.final_stage.image, Cancel())
    assert image.files == built.final_stage.files
    lines = [layer.line for layer in image.layers if layer.line is not None]
    assert lines == [2, 3, 6, 7]
    assert image.layers[-3].layer.whiteouts == ("in",)
    assert image.size == built.final_stage.size


def test_digests_are_known(engine, built):
    name = built.final_stage.image
    found = engine.digests(name, ["w/input", "w", "nowhere"], Cancel())
    assert found == {"w/input": "sha256:5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5"}


def test_names_are_those_of_recorded_and_built_images(engine, built):
    names = {each.name: each.ours for each in engine.images()}
    assert names["debian:trixie"] is False
    assert names[built.final_stage.image] is True
    engine.clean(name="opening")
    assert built.final_stage.image not in {each.name for each in engine.images()}
    with pytest.raises(EngineError):
        engine.open_image(built.final_stage.image, Cancel())


def test_what_is_not_recorded_is_said_with_what_is_near(engine):
    with pytest.raises(NotRecorded) as told:
        engine.open_image("debian:no-such-tag", Cancel())
    assert "debian:trixie" in told.value.near
    assert told.value.advice
