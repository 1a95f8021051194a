"""The two examples that the course is made from, on supported bases: what a reader is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.building import built
from tutor.insight import Explanation, LeftCause, explain

SEED = Path(__file__).parent / "seed"


@pytest.fixture
def explained(engine):
    def build(name: str) -> Explanation:
        text = (SEED / f"{name}.Dockerfile").read_text()
        return explain(built(engine, text, SEED / "site"), text)

    return build


def test_of_the_three_stages_two_are_built_and_one_file_tells_why(explained):
    told = explained("three-stages")
    build, test, serve = told.stages
    assert build.size > 270_000_000
    assert test.skipped_because == "no later stage needs it"
    assert 60_000_000 < serve.size < build.size
    (crossing,) = told.crossings
    assert (crossing.line, crossing.from_name, crossing.files) == (17, "build", 2)
    assert {destination for _, destination in crossing.paths} == {
        "usr/share/nginx/html/index.html",
        "usr/share/nginx/html/index.js",
    }
    assert told.costliest.line == 16
    assert "/usr/bin/sh" in serve.surface.shells
    left = {one.cause: one.bytes for one in told.left_behind_by(0)}
    assert left[LeftCause.TOOLCHAIN] > 100_000_000
    assert left[LeftCause.SOURCES] < 5_000


def test_the_distroless_example_ships_node_and_no_shell(explained):
    told = explained("distroless")
    build, final = told.stages
    assert build.surface.shells
    assert not final.surface.shells
    assert final.surface.interpreters == ("/nodejs/bin/node",)
    assert not final.surface.package_managers
    assert 0 < len(final.surface.packages) < len(build.surface.packages)
    assert [(one.line, one.from_name, one.files) for one in told.crossings] == [(11, "build", 2)]
    assert told.costliest.line == 10
    trail = told.provenance.trail(1, "app/build/index.js")
    assert [(hop.line, hop.keyword) for hop in trail] == [(11, "COPY"), (7, "RUN")]
