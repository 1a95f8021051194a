"""A stage of a build as an image that can be inspected and compared."""

from __future__ import annotations

from tutor.engine import BuildResult
from tutor.image import FileTree, Image

NOTHING = FileTree.of(())


def image_of_stage(result: BuildResult, stage_index: int, text: str) -> Image:
    """A stage with its instructions as layers, those of the stages that it is FROM below its own.

    Of a stage that was not measured the files are empty, and a note says so.
    """
    stage = result.stages[stage_index]
    files = stage.files
    notes = () if files is not None else (f"The files of stage {stage.label} were not measured.",)
    return Image(stage.label, files or NOTHING, stage.config, stage.documents, notes=notes)
