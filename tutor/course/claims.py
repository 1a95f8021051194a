"""What a lesson says of its own Dockerfiles, and what of it does not hold of a build."""

from __future__ import annotations

from tutor.course.lesson import ALL, MISSING_BASE, Lesson, Mistake, State
from tutor.course.practising import Judged
from tutor.image.size import human


def start_complaints(lesson: Lesson, judged: Judged) -> list[str]:
    """The start leaves exactly those goals to the learner that ``[proof]`` names, and fails as it says."""
    if judged.passed:
        return ["It passes all goals, so there is nothing to do."]
    proof = lesson.proof
    if proof is None:
        return []
    found = []
    red = {verdict.goal.id: verdict.because for verdict in judged.verdicts if verdict.state is State.FAILED}
    declared = {goal.id for goal in lesson.goals} if ALL in proof.red_at_start else set(proof.red_at_start)
    for goal, because in red.items():
        if goal not in declared:
            found.append(f"Goal {goal} is red, and red_at_start does not say so: {because}")
    for verdict in judged.verdicts:
        if verdict.goal.id in declared and verdict.state is State.PASSED:
            found.append(f"Goal {verdict.goal.id} is green, and red_at_start says that it is red.")
        if verdict.state is State.UNKNOWN:
            found.append(f"Goal {verdict.goal.id} cannot be told: {verdict.because}")
    causes = [cause.key for cause in (*judged.causes, *(one.cause for one in judged.silent))]
    if proof.start_cause is not None and proof.start_cause not in causes:
        found.append(f"It should fail by {proof.start_cause}; recognised: {', '.join(causes) or 'nothing'}.")
    return found


def missing_base_is_meant(lesson: Lesson) -> bool:
    """Whether the start shall not build because its base is gone."""
    return lesson.proof is not None and lesson.proof.start_cause == MISSING_BASE


def answer_complaints(judged: Judged) -> list[str]:
    """A right answer passes every goal."""
    return [
        f"Goal {verdict.goal.id} is {verdict.state.value}: {verdict.because}"
        for verdict in judged.verdicts
        if verdict.state is not State.PASSED
    ]


def solution_complaints(lesson: Lesson, judged: Judged) -> list[str]:
    """The solution passes every goal, and weighs what ``[proof]`` says."""
    found = answer_complaints(judged)
    proof, result = lesson.proof, judged.result
    if proof is None or not result.ok:
        return found
    largest = max((stage.size or 0 for stage in result.stages), default=0)
    for what, size, bounds in (
        ("final image", result.final_stage.size, proof.solution_bytes),
        ("largest stage", largest, proof.largest_bytes),
    ):
        if bounds is None:
            continue
        wanted = f"{human(bounds[0])} to {human(bounds[1])}"
        if size is None:
            found.append(f"The {what} could not be measured; declared: {wanted}.")
        elif not bounds[0] <= size <= bounds[1]:
            found.append(f"The {what} has {human(size)} ({size:,} bytes); declared: {wanted}.")
    return found


def wrong_turn_complaints(mistake: Mistake, judged: Judged) -> list[str]:
    """A wrong turn does not pass, and is recognised as the one that it is."""
    found = []
    if judged.passed:
        found.append("It passes all goals, so it is no wrong turn.")
    if judged.mistake != mistake:
        seen = "nothing" if judged.mistake is None else f"“{judged.mistake.title}”"
        causes = ", ".join(cause.key for cause in judged.causes) or "none"
        red = "; ".join(f"{v.goal.id}: {v.because}" for v in judged.verdicts if v.state is State.FAILED)
        failure = judged.result.failure
        said = f" The engine said: {failure.message}" if failure is not None else ""
        found.append(f"Recognised: {seen}; causes: {causes}; red goals: {red or 'none'}.{said}")
    return found
