"""What comes with Distill is enough for all Dockerfiles and runs of the lessons, and is of no one machine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.bases.making import reach
from tutor.course import Course
from tutor.course.needed import builds_needed, runs_needed
from tutor.course.variants import runs_of, variants_of
from tutor.engine.cancel import Cancel
from tutor.engine.embedded.cache import StepCache
from tutor.engine.embedded.catalogue.catalogue import BUILT_IN, Catalogue, built_in
from tutor.engine.embedded.catalogue.packing import read_content, read_manifest
from tutor.engine.embedded.engine import EmbeddedEngine
from tutor.engine.errors import MissingBase
from tutor.engine.events import Built

MOST_BYTES = 12_000_000
COURSE = Course.load()
VARIANTS = [(lesson, variant) for lesson in COURSE for variant in variants_of(lesson)]


@pytest.fixture(scope="module")
def engine():
    return EmbeddedEngine(Catalogue.load(), StepCache())


@pytest.mark.parametrize(
    ("lesson", "variant"),
    [pytest.param(lesson, variant, id=f"{lesson.number}-{variant.title}") for lesson, variant in VARIANTS],
)
def test_every_dockerfile_of_a_lesson_builds_and_runs_without_a_miss(engine, lesson, variant, tmp_path):
    request = variant.request(lesson, tmp_path)
    try:
        *_, last = engine.build(request, Cancel())
    except MissingBase:
        return  # Gone from the registries, as the lesson says.
    if isinstance(last, Built):
        image = str(last.result.final_stage.image)
        for run in (*runs_of(lesson), *runs_needed(lesson, request, last.result)):
            engine.run(replace(run, image=image), Cancel())
        for again in builds_needed(lesson, request, last.result, tmp_path):
            list(engine.build(again, Cancel()))


def test_a_learners_own_dockerfile_in_the_folder_changes_nothing(engine, tmp_path):
    lesson = COURSE.find("3")
    for variant in variants_of(lesson):
        request = variant.request(lesson, tmp_path)
        (request.context / "Dockerfile").write_text("FROM scratch\n")
        list(engine.build(request, Cancel()))


def test_nothing_recorded_is_of_one_machine_and_all_of_it_is_small():
    contents = []
    for folder in built_in():
        manifest = read_manifest(folder)
        contents += [read_content(folder, f"layers/{path.name}") for path in (folder / "layers").iterdir()]
        contents += [read_content(folder, index.file) for index in manifest.runs]
        for index in manifest.commands:
            on = read_content(folder, index.on) if index.on else b""
            contents.append(read_content(folder, index.file, on))
        contents.append((folder / "manifest.json").read_bytes())
    for text in (reach.CREATED_BY, reach.CERTIFICATES + "/", reach.OPTIONS, reach.APT_BUNDLE, "test-machine"):
        assert not [content for content in contents if text.encode() in content], text
    assert sum(path.stat().st_size for path in BUILT_IN.rglob("*") if path.is_file()) < MOST_BYTES


def test_no_layer_is_stored_for_two_groups_and_every_image_has_all_of_its_own():
    stored = [path.name for folder in built_in() for path in (folder / "layers").glob("*")]
    assert len(stored) == len(set(stored))
    catalogue = Catalogue.load()
    assert all(catalogue.layers(image) for image in catalogue.images())
