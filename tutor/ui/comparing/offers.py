"""What can be picked, and what a screen begins with."""

from __future__ import annotations

from collections.abc import Iterable
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
            stage.name or f"stage {stage.index}",
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


def first_pair(subject: Subject, attempts: tuple[AttemptFigure, ...]) -> tuple[Side, Side] | None:
    """The attempts that were asked for; else the largest earlier stage and what ships, or of a single stage
    the attempt before and this one.

    None where nothing was built.
    """
    if subject.pair is not None:
        by_id = {one.id: one.side for one in attempts}
        left, right = (by_id.get(one) for one in subject.pair)
        if left is not None and right is not None:
            return left, right
    stages = stage_sides(subject)
    if not stages or subject.result is None:
        return None
    final = next((one for one in stages if one.key == str(subject.result.final)), stages[-1])
    others = [one for one in stages if one is not final]
    if others:
        return max(others, key=lambda one: one.size or 0), final
    before = [one for one in attempts if one.built][:-1]  # the last one is this build
    return (before[-1].side, final) if before else (final, final)
