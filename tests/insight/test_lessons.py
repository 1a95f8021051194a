"""Lessons explained with no engine: what a reader wants to know of a build, and how fast."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from tutor.dockerfile import lint, parse
from tutor.insight import LeftCause, advise, explain, image_of_stage

ROOT = Path(__file__).parents[2]
APPS = {
    "01-the-fat-image": "go-calculator",
    "03-a-second-from": "go-calculator",
    "04-static-or-dynamic": "go-resolver",
}


@pytest.fixture
def solved(built, tmp_path):
    """Builds the solution of a lesson: its result and its text."""

    def build(lesson, name="solution.Dockerfile"):
        shutil.copytree(ROOT / "sample_apps" / APPS[lesson], tmp_path / "app")
        text = (ROOT / "lessons" / lesson / name).read_text()
        return built(text, tmp_path / "app"), text

    return build


@pytest.mark.parametrize("lesson", ["03-a-second-from", "04-static-or-dynamic"])
def test_a_reader_sees_sizes_what_crossed_what_stayed_and_whether_there_is_a_shell(solved, lesson):
    result, text = solved(lesson)
    explanation = explain(result, text)
    builder, final = explanation.stages
    assert builder.size > 800_000_000
    assert final.size < 4_000_000
    (crossing,) = explanation.crossings
    assert (crossing.bytes, crossing.files, builder.shipped_bytes) == (final.size, 1, final.size)
    assert builder.surface.shells
    assert not final.surface.shells
    left = {each.cause: each for each in explanation.left_behind}
    assert left[LeftCause.TOOLCHAIN].bytes > 400_000_000
    assert left[LeftCause.SOURCES].lines == (3,)
    assert sum(each.bytes for each in explanation.left_behind) + final.size == builder.size
    assert explanation.costliest.line == 7
    (path,) = [source for source, _ in crossing.paths]
    assert [hop.line for hop in explanation.provenance.trail(1, path)] == [7, 4]


def test_the_fat_image_is_told_to_become_two_stages(solved):
    result, text = solved("01-the-fat-image")
    first, *_ = advise(result, text, explain(result, text), lint(parse(text)))
    assert first.lesson == "a-second-from"
    assert first.saves_bytes > 0.99 * result.final_stage.size - 4_000_000


def test_the_start_of_lesson_1_hears_of_lists_and_recommendations(solved):
    result, text = solved("01-the-fat-image", "Dockerfile")
    advice = advise(result, text, explain(result, text), lint(parse(text)))
    assert [one.title for one in advice[1:4]] == [
        "Install with --no-install-recommends",
        "Keep caches out of the image with a cache mount",
        "Delete the package lists in the RUN that fetches them",
    ]


def test_a_stage_becomes_an_image_with_its_lines(solved):
    result, text = solved("03-a-second-from")
    image = image_of_stage(result, 0, text)
    assert [one.line for one in image.layers] == [1, 2, 3, 4]
    assert image.size == result.stages[0].size


def test_a_large_go_build_is_explained_at_once(solved):
    result, text = solved("04-static-or-dynamic")
    best = min(_seconds(result, text) for _ in range(3))
    assert best < 0.6, f"{best:.2f} s; 0.12 s where nothing else runs"


def _seconds(result, text):
    began = time.perf_counter()
    explain(result, text)
    return time.perf_counter() - began
