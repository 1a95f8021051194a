"""Every lesson on real engines: each of its files does what the lesson says, and the same on all of them."""

from __future__ import annotations

import os

import pytest

from tests.engines.provision.catalogue import ENGINE_NAMES
from tests.lessons.agreement import Agreement
from tests.lessons.telling import told
from tutor.course import Course, Lesson
from tutor.course.layout import Role
from tutor.course.proof import claims_of, proof_of
from tutor.engine import Cancel
from tutor.engine.embedded.catalogue.names import full_name

pytestmark = pytest.mark.engine

EVERYWHERE = bool(os.environ.get("DISTILL_EVERY_FILE"))
"""Builds every file on Docker 28.5 and on Podman, which takes hours; so does `distill lesson check --all`."""

START_AND_SOLUTION = frozenset({Role.START, Role.SOLUTION})
WITH_A_VERDICT = START_AND_SOLUTION | {Role.WRONG_TURN, Role.ANSWER}
"""All but the files that are there for what they record."""

BUILT = {"docker-28.5": WITH_A_VERDICT, "podman": frozenset({Role.SOLUTION})}
"""The engines that prove every lesson, and what they build of it."""

BOTH_ENDS = ("03-a-second-from", "04-static-or-dynamic", "06-no-shell-no-root")
"""Of what every engine builds start and solution."""

PROVED = [
    (engine, lesson.name)
    for engine in ENGINE_NAMES
    for lesson in Course.load()
    if engine in BUILT or lesson.name in BOTH_ENDS
]


@pytest.mark.parametrize(("engine", "name"), PROVED, indirect=["engine"])
def test_a_lesson_is_as_it_declares_and_as_on_other_engines(engine, name, request, tmp_path_factory):
    lesson = Course.load().find(name)
    here = request.node.callspec.params["engine"]
    _need_the_bases(engine, lesson, required=here in BUILT)
    roles = BUILT.get(here, frozenset()) | (START_AND_SOLUTION if name in BOTH_ENDS else frozenset())
    if EVERYWHERE and here in BUILT:
        roles = frozenset(Role)
    claims = [claim for claim in claims_of(lesson) if claim.role in roles]
    proofs = [proof_of(lesson, claim, engine, Cancel()) for claim in claims]
    assert told(proofs) == {}
    assert Agreement.of_this_run(tmp_path_factory.getbasetemp()).differences(lesson, here, proofs) == {}


def _need_the_bases(engine, lesson: Lesson, *, required: bool) -> None:
    # Podman says of an image that was loaded without a registry's name that it is of this machine.
    there = {full_name(image.name.removeprefix("localhost/")) for image in engine.images()}
    absent = [name for name in lesson.images if full_name(name) not in there]
    if absent and required and os.environ.get("DISTILL_REQUIRE_ENGINES"):
        pytest.fail(f"{', '.join(absent)} should be on this engine and is not")
    if absent:
        pytest.skip(f"{', '.join(absent)} is not on this engine")


def test_the_engines_that_prove_every_lesson_exist():
    assert BUILT.keys() < set(ENGINE_NAMES)
