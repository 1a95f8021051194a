"""``distill quiz``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tutor.cli.command import Command
from tutor.cli.options import json_option
from tutor.cli.printing import NOT_PASSED, print_json
from tutor.cli.subject import find_lesson

if TYPE_CHECKING:
    from tutor.course import Lesson


@click.command("quiz", cls=Command)
@click.argument("lesson")
@click.option(
    "--answer", type=click.IntRange(min=1), metavar="N", help="Answer with choice N, counted from 1."
)
@json_option
def command(lesson: str, answer: int | None, as_json: bool) -> None:
    """Ask LESSON's question, or answer it: exit code 0 for a right answer, 1 for a wrong one.

    An answer may be given again; the last one is kept. The explanation comes with the right one.
    """
    from tutor.cli.course_documents import Asked
    from tutor.course import Progress

    found = find_lesson(lesson)
    quiz = found.quiz
    if answer is not None and answer > len(quiz.choices):
        raise click.BadParameter(f"there are {len(quiz.choices)} choices.", param_hint="--answer")
    with Progress.open() as progress:
        if answer is not None:
            progress.answer_quiz(found.slug, answer - 1)
        kept = progress.quiz_answer(found.slug)
    right = None if kept is None else kept == quiz.answer
    explanation = quiz.explanation if right else None
    if as_json:
        number = None if kept is None else kept + 1
        print_json(Asked(found.slug, quiz.question, list(quiz.choices), number, right, explanation))
    else:
        _tell(found, kept, answered=answer is not None)
    if answer is not None and not right:
        raise click.exceptions.Exit(NOT_PASSED)


def _tell(found: Lesson, kept: int | None, *, answered: bool) -> None:
    """The question, unless it was answered just now; then how the answer is."""
    quiz = found.quiz
    if not answered:
        click.echo(quiz.question)
        for index, choice in enumerate(quiz.choices):
            click.echo(f"  {index + 1}  {choice}{'  (your answer)' if index == kept else ''}")
        click.echo()
    if kept is None:
        click.echo(f"Answer with `distill quiz {found.handle} --answer N`.")
    elif kept == quiz.answer:
        click.echo(f"Right. {quiz.explanation}")
    else:
        click.echo("Not quite. Try another one.")
