"""What an earlier attempt at a lesson built, as an image."""

from __future__ import annotations

from dataclasses import replace

from tutor.course.kept import KeptImages, KeptStage
from tutor.course.lesson import Lesson
from tutor.course.progress import Progress
from tutor.dockerfile.stage_titles import stage_title
from tutor.image import Image
from tutor.insight.errors import OpeningError

NOTE = "Of an earlier attempt only the files that its stages show are kept, not their layers."


def attempt_image(said: str, lesson: Lesson, number: int, stage: str | None) -> Image:
    """A stage, by default the last, of the attempt of that number, counted from 1; -1 is the latest.

    ``said`` is how the person called it. Raises OpeningError where there is none, or nothing is kept of it.
    """
    with Progress.open() as progress:
        attempts = progress.attempts(lesson.slug)
    if not attempts or number > len(attempts) or number == 0:
        raise OpeningError(
            f"{said}: there is no such attempt at {lesson.slug}.",
            advice=f"There are {len(attempts)}, from 1 on." if attempts else "Nothing was built yet.",
        )
    attempt = attempts[number - 1 if number > 0 else -1]
    stages = KeptImages().stages(attempt.id) if attempt.id is not None else ()
    if not stages:
        raise OpeningError(
            f"{said}: no files are kept of that attempt.",
            advice="Those of failed builds are not, and those of old attempts make room for new ones.",
        )
    return replace(_picked(said, stages, stage).image, name=said, notes=(NOTE,))


def _picked(said: str, stages: tuple[KeptStage, ...], stage: str | None) -> KeptStage:
    if stage in (None, "final"):
        return stages[-1]
    for kept in stages:
        if stage in (stage_title(kept.label), str(kept.number)):
            return kept
    names = ", ".join(kept.label for kept in stages)
    raise OpeningError(f"{said}: there is no stage {stage!r}.", advice=f"Kept are: {names}.")
