"""Whether a lesson's Dockerfiles can be read, keep to what they teach, and are all declared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tutor.course.checking.problem import Problem, Sheet
from tutor.course.checking.standard import Standard
from tutor.course.claims import missing_base_is_meant
from tutor.course.variants import ANSWERS, WRONG, variants_of
from tutor.dockerfile import Dockerfile, Form, Severity, graph_of, lint, parse

FEWEST_WRONG_TURNS = 2


def dockerfile_problems(sheet: Sheet) -> Iterator[Problem]:
    """What cannot be read, and what the builder's own checks say of the solution."""
    for variant in variants_of(sheet.lesson):
        for problem in parse(variant.text).problems:
            if problem.severity is Severity.ERROR:
                yield sheet.in_file(
                    variant.title, problem.lines.first, problem.message, "Write it so that it can be read."
                )
    solution = parse(sheet.lesson.solution)
    for problem in lint(solution):
        if problem.severity is not Severity.ADVICE:
            yield sheet.in_file(
                "solution.Dockerfile",
                problem.lines.first,
                problem.message,
                "A solution is an example to follow.",
            )
    for each in solution.final.instructions if solution.final is not None else ():
        if each.keyword in ("CMD", "ENTRYPOINT") and each.form is not Form.EXEC:
            yield sheet.in_file(
                "solution.Dockerfile",
                each.lines.first,
                f"{each.keyword} in shell form",
                'Write it as a list: ["/program"].',
            )
    yield from _image_problems(sheet)


def _image_problems(sheet: Sheet) -> Iterator[Problem]:
    """``images`` names what start and solution build on, and nothing that no Dockerfile asks for."""
    lesson = sheet.lesson
    needed = _images(parse(lesson.solution))
    if not missing_base_is_meant(lesson):
        needed |= _images(parse(lesson.start))
    for name in sorted(needed - set(lesson.images)):
        yield sheet.at(("images",), f"{name} is not listed", "Name what the start and the solution build on.")
    asked = {name for variant in variants_of(lesson) for name in _images(parse(variant.text))}
    for number, name in enumerate(lesson.images):
        if name not in asked:
            yield sheet.at(("images", number), f"no Dockerfile asks for {name}", "Leave it out.")


def _images(dockerfile: Dockerfile) -> set[str]:
    outside = (image for _, image in graph_of(dockerfile).outside)
    return {image.name for image in outside if image.reason != "syntax"}


def wrong_turn_problems(sheet: Sheet) -> Iterator[Problem]:
    """Too few wrong turns, two that are one, files that no ``[[mistakes]]`` declares."""
    lesson = sheet.lesson
    if len(lesson.mistakes) < FEWEST_WRONG_TURNS:
        yield sheet.at(
            ("mistakes",),
            f"{len(lesson.mistakes)} wrong turns",
            f"Declare {FEWEST_WRONG_TURNS} or more that people really take.",
        )
    declared = {mistake.file for mistake in lesson.mistakes}
    for name in sorted(set(_lying(lesson.folder, WRONG)) - declared):
        yield sheet.in_file(name, None, "no [[mistakes]] declares this file", "Declare it, or take it away.")
    signs = [(m.cause, m.says, m.goal, m.while_passed) for m in lesson.mistakes]
    for number, mistake in enumerate(lesson.mistakes):
        if signs.index(signs[number]) < number:
            yield sheet.at(
                ("mistakes", number),
                "another wrong turn has the same sign",
                "Only the first could be recognised.",
            )
        if mistake.text in (lesson.start, lesson.solution):
            yield sheet.in_file(mistake.file, None, "this is the start or the solution", "Take a wrong turn.")


def answer_problems(sheet: Sheet, standard: Standard) -> Iterator[Problem]:
    """Too few right answers besides the solution, and some that are the same."""
    lesson = sheet.lesson
    names = _lying(lesson.folder, ANSWERS)
    if len(names) < standard.answers:
        yield sheet.at(
            (),
            f"{len(names)} other right answers in {ANSWERS}/",
            f"Write {standard.answers} or more: other names, paths, bases, orders of instructions.",
        )
    seen = {_essence(lesson.solution): "the solution"}
    for name in names:
        essence = _essence((lesson.folder / name).read_text(encoding="utf-8"))
        if essence in seen:
            yield sheet.in_file(name, None, f"the same as {seen[essence]}", "Answer in another way.")
        seen.setdefault(essence, name)


def _essence(text: str) -> tuple[str, ...]:
    """A Dockerfile without its comments and blank lines."""
    return tuple(each.text for stage in parse(text).stages for each in stage.instructions)


def _lying(folder: Path, kind: str) -> list[str]:
    return sorted(f"{kind}/{path.name}" for path in (folder / kind).glob("*.Dockerfile"))
