"""Holding a lesson against what it says of itself, on an engine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tutor.course.checking.checked import Checked, Standing
from tutor.course.checking.outcome import outcome_of
from tutor.course.checking.problem import Problem, Sheet
from tutor.course.checking.recordings import unrecorded
from tutor.course.checking.standard import Standard, standard_of
from tutor.course.checking.written import written_problems
from tutor.course.layout import Role
from tutor.course.lesson import Lesson
from tutor.course.proof import Proof, claims_of, proof_of
from tutor.course.variants import Variant, variants_of
from tutor.engine.cancel import Cancel
from tutor.engine.errors import NotRecorded
from tutor.engine.protocol import Engine

if TYPE_CHECKING:
    from tutor.engine.embedded.engine import EmbeddedEngine

TEXT_FILES = "lesson.toml, lesson.md"
RECORD = "`distill record lesson` records it from a real engine."

_ADVICE = {
    Role.START: "Let red_at_start name what is red, or change a goal.",
    Role.SOLUTION: "Mend it, or what is asked of it.",
    Role.ANSWER: "A right answer passes: loosen the goal that refuses it, or take the file away.",
    Role.WRONG_TURN: "Recognise it by another cause, says or goal, or let the file take the turn.",
}


def check_lesson(
    lesson: Lesson,
    engine: Engine,
    known: EmbeddedEngine | None,
    *,
    cancel: Cancel,
    standard: Standard | None = None,
) -> Iterator[Checked]:
    """What is written first, then every Dockerfile; each value comes as soon as it is known.

    ``known`` is the embedded engine that should know the lesson too; with None nobody asks. Ends early when
    cancelled. Trouble with the engine is told, never raised.
    """
    standard = standard or standard_of(lesson)
    sheet = Sheet(lesson)
    began = time.monotonic()
    problems = written_problems(lesson, standard)
    said = "as asked" if not problems else _count(len(problems), "problem")
    yield Checked(
        TEXT_FILES,
        "text",
        Standing.OTHERWISE if problems else Standing.AS_DECLARED,
        said,
        problems,
        seconds=time.monotonic() - began,
        files=0,
    )
    variants = {variant.title: variant for variant in variants_of(lesson)}
    for claim in claims_of(lesson):
        if cancel.thrown:
            return
        proof = proof_of(lesson, claim, engine, cancel)
        if cancel.thrown:
            return
        checked = _of_proof(sheet, proof, standard)
        if known is not None and not isinstance(proof.stopped, NotRecorded):
            checked = _with_recordings(sheet, checked, variants[claim.file], known, standard, cancel)
        yield checked
    if known is not None:
        for variant in variants.values():
            if variant.role is Role.ALSO and not cancel.thrown:
                checked = Checked(variant.title, Role.ALSO.value, Standing.AS_DECLARED, "recorded")
                yield _with_recordings(sheet, checked, variant, known, standard, cancel)


def _of_proof(sheet: Sheet, proof: Proof, standard: Standard) -> Checked:
    checked = Checked(
        proof.file,
        proof.role.value,
        Standing.AS_DECLARED,
        _said(sheet.lesson, proof),
        outcome=outcome_of(proof),
        seconds=proof.seconds,
    )
    if proof.holds:
        return checked
    if isinstance(proof.stopped, NotRecorded):
        missing = proof.stopped
        text = f"{missing.what} is not recorded: {missing.reason}"
        return replace(
            checked,
            standing=Standing.OTHERWISE if standard.recorded else Standing.UNTOLD,
            said="not recorded",
            problems=(sheet.in_file(proof.file, missing.line, text, RECORD),),
        )
    if proof.stopped is not None:
        return replace(
            checked,
            standing=Standing.UNTOLD,
            said=proof.stopped.message.splitlines()[0],
            problems=(
                sheet.in_file(
                    proof.file,
                    getattr(proof.stopped, "line", None),
                    proof.stopped.message,
                    proof.stopped.advice,
                ),
            ),
        )
    problems = tuple(_problem(sheet, proof, complaint) for complaint in proof.complaints)
    return replace(checked, standing=Standing.OTHERWISE, said="not as declared", problems=problems)


def _said(lesson: Lesson, proof: Proof) -> str:
    """What came of a file that does its part, in a few words."""
    judged = proof.judged
    if judged is None:
        return "its base is gone" if proof.holds else "not built"
    goals = len(judged.verdicts)
    if proof.role is Role.START:
        red = sum(verdict.state.value != "passed" for verdict in judged.verdicts)
        return f"{red} of {goals} goals are red"
    if proof.role is Role.WRONG_TURN:
        mistake = judged.mistake
        sign = None if mistake is None else mistake.cause or mistake.goal or "what it says"
        return f"recognised by {sign}"
    return f"passes all {goals} goals"


def _problem(sheet: Sheet, proof: Proof, complaint: str) -> Problem:
    """A complaint where its author will mend it."""
    advice = _ADVICE.get(proof.role, "")
    if proof.role is Role.START and sheet.lesson.proof is not None:
        return sheet.at(("proof", "red_at_start"), complaint, advice)
    if proof.role is Role.WRONG_TURN:
        files = [mistake.file for mistake in sheet.lesson.mistakes]
        return sheet.at(("mistakes", files.index(proof.file)), f"{proof.file}: {complaint}", advice)
    failure = None if proof.judged is None else proof.judged.result.failure
    line = failure.line if failure is not None else getattr(proof.stopped, "line", None)
    return sheet.in_file(proof.file, line, complaint, advice)


def _with_recordings(
    sheet: Sheet,
    checked: Checked,
    variant: Variant,
    known: EmbeddedEngine,
    standard: Standard,
    cancel: Cancel,
) -> Checked:
    began = time.monotonic()
    missing = unrecorded(sheet.lesson, variant, known, cancel)
    checked = replace(checked, seconds=checked.seconds + time.monotonic() - began)
    if not missing:
        return checked
    if not standard.recorded:
        return replace(checked, remarks=tuple(f"{variant.title}: {one.text}" for one in missing))
    problems = tuple(sheet.in_file(variant.title, one.line, one.text, RECORD) for one in missing)
    standing = Standing.OTHERWISE if checked.standing is Standing.AS_DECLARED else checked.standing
    said = "not recorded" if checked.standing is Standing.AS_DECLARED else checked.said
    return replace(checked, standing=standing, said=said, problems=(*checked.problems, *problems))


def _count(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}"
