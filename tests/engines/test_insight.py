"""Every byte is charged to its line: on real builds, and the same with no engine."""

from __future__ import annotations

import os
import shutil
from dataclasses import astuple, replace
from pathlib import Path

import pytest

from tests.engines.building import built
from tutor.engine.embedded.catalogue.catalogue import Catalogue
from tutor.engine.embedded.engine import EmbeddedEngine
from tutor.insight import Explanation, explain, image_of_stage, waste_of_image

pytestmark = pytest.mark.engine

APPS = Path(__file__).parents[2] / "sample_apps"
LESSONS = Path(__file__).parents[2] / "lessons"

BIG = 1_000_003
SMALL = 200_001
SECRET = 1_675

CHARGED = """\
FROM busybox AS build
WORKDIR /work
COPY big small ./
COPY key /root/.ssh/id_rsa
RUN mkdir -p /data/deep && cp big /data/one && cp big /data/deep/two
RUN chown 1000:1000 big
RUN rm -rf /data
RUN mkdir /out && mv small /out/moved
RUN rm /root/.ssh/id_rsa

FROM scratch AS final
COPY --from=build /out /bin/
COPY --from=build /work/big /copied
"""

MADE_AT = 1_700_000_000


@pytest.fixture
def context(tmp_path):
    for name, size in (("big", BIG), ("small", SMALL), ("key", SECRET)):
        (tmp_path / name).write_bytes(os.urandom(size))
        os.utime(tmp_path / name, (MADE_AT, MADE_AT))
    return tmp_path


def told(explanation: Explanation) -> list[tuple[object, ...]]:
    """The figures of every line, without what differs from build to build.

    Podman leaves an empty file in the layer for each that it mounts, so files are not counted.
    """
    plain = {"seconds": 0.0, "cached": False, "files_added": None}
    return [astuple(replace(line, **plain)) for line in explanation.lines]


def stayed(explanation: Explanation) -> set[tuple[object, ...]]:
    """What was left behind, but for files without bytes."""
    return {
        (each.stage, each.cause, each.bytes, each.largest) for each in explanation.left_behind if each.bytes
    }


def test_what_is_hidden_is_charged_to_the_line_that_hid_it(engine, context):
    explanation = explain(built(engine, CHARGED, context, target="build"), CHARGED)
    assert {(w.line, w.how, w.bytes, w.files, w.of_lines, w.ships) for w in explanation.waste} == {
        (6, "metadata only", BIG, 1, (3,), True),
        (7, "deleted", 2 * BIG, 2, (5,), True),
        (8, "moved", SMALL, 1, (3,), True),
        (9, "deleted", SECRET, 1, (4,), True),
    }
    assert [(s.name, s.line, s.hidden_by, s.ships) for s in explanation.secrets] == [
        ("root/.ssh/id_rsa", 4, 9, True)
    ]
    hidden = {line.line: line.hidden_later for line in explanation.lines if line.hidden_later}
    assert hidden == {3: BIG + SMALL, 4: SECRET, 5: 2 * BIG}


def test_a_copied_file_is_followed_home(engine, context):
    result = built(engine, CHARGED, context)
    provenance = explain(result, CHARGED).provenance
    moved = provenance.trail(1, "bin/moved")
    assert [(hop.stage, hop.line, hop.brought, hop.from_path) for hop in moved] == [
        (1, 12, "stage", "out/moved"),
        (0, 8, "command", "work/small"),
        (0, 3, "build context", "small"),
    ]
    owned = provenance.trail(1, "copied")
    assert [(hop.line, hop.path) for hop in owned] == [(13, "copied"), (6, "work/big"), (3, "work/big")]
    assert provenance.shipped(0) == {"out/moved", "work/big"} | {"out"} & provenance.shipped(0)


def test_an_image_tells_the_same_waste_as_its_build(engine, context):
    result = built(engine, CHARGED, context, target="build")
    image = image_of_stage(result, 0, CHARGED)
    assert image.size == result.stages[0].size
    by_build = {(waste.line, waste.how, waste.bytes) for waste in explain(result, CHARGED).waste}
    assert {(waste.line, waste.how, waste.bytes) for waste in waste_of_image(image)} == by_build


def test_with_no_engine_the_figures_are_the_same(engine, context):
    for target in ("build", "final"):
        real = explain(built(engine, CHARGED, context, target=target), CHARGED)
        computed = explain(built(EmbeddedEngine(Catalogue.load()), CHARGED, context, target=target), CHARGED)
        assert told(real) == told(computed)
        assert real.waste == computed.waste
        assert real.crossings == computed.crossings
        assert real.secrets == computed.secrets
        assert stayed(real) == stayed(computed)


def test_lesson_3_tells_what_crossed_and_what_stayed(engine, tmp_path):
    text = (LESSONS / "03-a-second-from" / "solution.Dockerfile").read_text()
    shutil.copytree(APPS / "go-calculator", tmp_path / "app")
    explanation = explain(built(engine, text, tmp_path / "app"), text)
    builder, final = explanation.stages
    assert final.size is not None
    assert builder.size is not None
    assert final.size < 0.05 * builder.size
    assert (final.surface.shells, bool(builder.surface.shells)) == ((), True)
    (crossing,) = explanation.crossings
    assert (crossing.paths, crossing.bytes, builder.shipped_bytes) == (
        (("calc", "calc"),),
        final.size,
        final.size,
    )
    assert explanation.costliest is not None
    assert explanation.costliest.line == 7
    left = sum(each.bytes for each in explanation.left_behind)
    assert left + final.size == pytest.approx(builder.size, rel=0.001)
    assert [hop.line for hop in explanation.provenance.trail(1, "calc")] == [7, 4]
