"""What can be picked, and what a screen begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tutor.ui.comparing.side import Side, Subject

if TYPE_CHECKING:
    from tutor.engine.protocol import ImageName
    from tutor.ui.comparing.attempts import AttemptFigure

ARCHIVE_ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.zst", ".tzst", ".oci")


def stage_sides(subject: Subject) -> tuple[Side, ...]:
    """The stages of the build that were built, in file order."""
    if subject.result is None:
        return ()
    final = subject.result.final
    return tuple(
        Side(
            "stage",
            str(stage.index),
            stage.name or f"stage-{stage.index}",
            "ships" if stage.index == final else f"stage, from {stage.base}",
            stage.size,
        )
        for stage in subject.result.stages
        if stage.built
    )


def attempt_sides(attempts: Iterable[AttemptFigure]) -> tuple[Side, ...]:
    """What earlier attempts shipped, the newest first, each with its other stages."""
    return tuple(
        side for one in reversed(tuple(attempts)) if one.built for side in (one.side, *one.stage_sides)
    )


def start_sides(subject: Subject) -> tuple[Side, ...]:
    """What the lesson's first text makes, built beside the learner's own when it is picked."""
    if subject.start is None:
        return ()
    return (Side("start", "start", "the start", "as the lesson begins"),)


def before_and_after(
    subject: Subject, attempts: tuple[AttemptFigure, ...], kept: frozenset[int]
) -> tuple[Side, Side] | None:
    """What the lesson's first text makes, and what was built last; None where nothing was built yet.

    Where the learner built the first text, and its files are kept, it is that attempt.
    """
    built = [one for one in attempts if one.built]
    first = subject.start.dockerfile if subject.start is not None else None
    starts = [one.side for one in built if first in (None, one.text) and one.id in kept]
    if first is None:
        starts = starts[:1]  # a project has no start but the first build of it
    left = next(iter((*reversed(starts), *start_sides(subject))), None)
    stages = stage_sides(subject)
    right = next((one for one in stages if subject.result and one.key == str(subject.result.final)), None)
    if right is None and built:
        right = built[-1].side
    return (left, right) if left is not None and right is not None else None


def image_sides(images: Iterable[ImageName]) -> tuple[Side, ...]:
    """The engine's images, those that we did not make first."""
    return tuple(
        Side("image", one.name, one.name, "made by Distill" if one.ours else "", one.engine_bytes)
        for one in sorted(images, key=lambda one: (one.ours, one.name))
    )


def typed_side(text: str) -> Side | None:
    """What a person means who typed this: the path of an archive, or else the name of an image."""
    text = text.strip()
    if not text:
        return None
    if text.startswith(("/", "~", ".")) or text.endswith(ARCHIVE_ENDINGS):
        return Side("archive", text, text.rstrip("/").rpartition("/")[2] or text, "archive")
    return Side("image", text, text, "image")


def first_pair(
    subject: Subject, attempts: tuple[AttemptFigure, ...], kept: frozenset[int] = frozenset()
) -> tuple[Side, Side] | None:
    """The attempts, or the start, that were asked for; else the largest earlier stage and what ships, or of a
    single stage the attempt before and this one.

    Before the first build of a session it is the last attempt of which the files are kept. None where nothing
    was built.
    """
    if subject.pair is not None:
        by_id = {one.id: one.side for one in attempts}
        left, right = (by_id.get(one) for one in subject.pair)
        if left is not None and right is not None:
            return left, right
    if subject.from_start and (pair := before_and_after(subject, attempts, kept)) is not None:
        return pair
    stages = stage_sides(subject)
    if not stages or subject.result is None:
        return _of_last_session(subject, tuple(one for one in attempts if one.built and one.id in kept))
    final = next((one for one in stages if one.key == str(subject.result.final)), stages[-1])
    others = [one for one in stages if one is not final]
    if others:
        return max(others, key=lambda one: one.size or 0), final
    built = [one for one in attempts if one.built]
    if len(built) < 2:
        return _beside_the_start(subject, final, built) or (final, final)
    before, this = built[-2:]  # the last one is this build
    if subject.result.final_stage.name is None:  # beside another build its number says more
        final = replace(final, label=this.side.label)
    return before.side, final


def _beside_the_start(
    subject: Subject, only: Side, built: Sequence[AttemptFigure]
) -> tuple[Side, Side] | None:
    """The start of the lesson and the ``only`` build; None where that is the start, or there is none."""
    start = start_sides(subject)
    if not start or subject.start is None or not built or built[-1].text == subject.start.dockerfile:
        return None
    return start[0], only


def _of_last_session(subject: Subject, built: tuple[AttemptFigure, ...]) -> tuple[Side, Side] | None:
    """The same of what earlier sessions left."""
    if not built:
        return None
    *before, last = built
    if last.stage_sides:
        return max(last.stage_sides, key=lambda one: one.size or 0), last.side
    if before:
        return before[-1].side, last.side
    return _beside_the_start(subject, last.side, built) or (last.side, last.side)
