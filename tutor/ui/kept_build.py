"""What an earlier session's build left on disk: the files of its stages, and the plan of its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tutor.ui.live.plan import PlannedStage, plan_of

if TYPE_CHECKING:
    from tutor.course import Attempt
    from tutor.image import Image
    from tutor.ui.figures import BuildFigures, StageFigure


@dataclass(frozen=True, slots=True)
class KeptBuild:
    """The stages of a text as planned, and what those held that are kept, by number."""

    text: str
    plan: tuple[PlannedStage, ...]
    images: Mapping[int, Image]

    def completed(self, figures: BuildFigures) -> BuildFigures:
        """The figures of its report with what only the kept files tell: shells, packages, paths."""
        return replace(figures, stages=tuple(self._completed(one) for one in figures.stages))

    def _completed(self, stage: StageFigure) -> StageFigure:
        image = self.images.get(stage.index)
        if image is None:
            return stage
        surface = image.surface
        return replace(
            stage,
            root=surface.runs_as_root,
            user=surface.user,
            shells=tuple(surface.shells),
            packages=len(surface.packages),
            files=len(image.files),
        )


def kept_build(attempt: Attempt) -> KeptBuild:
    """Read what is kept of an attempt; whole file trees, so call it from a worker."""
    from tutor.course.kept import KeptImages

    stages = KeptImages().stages(attempt.id) if attempt.id is not None else ()
    for stage in stages:  # indexed here, so that the file tree opens without a wait
        stage.image.files.children()
        stage.image.files.bytes_under()
    return KeptBuild(
        attempt.dockerfile, plan_of(attempt.dockerfile), {one.number: one.image for one in stages}
    )
