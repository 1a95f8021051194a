"""What checks of the files of one stage have in common."""

from __future__ import annotations

from tutor.course.goals.check import Check, Finding, unclear
from tutor.course.goals.evidence import Evidence
from tutor.course.goals.structure import never_built, no_stage
from tutor.dockerfile.stage_titles import the_stage
from tutor.engine.result import StageImage
from tutor.image import FileTree


class OneStage(Check, frozen=True):
    """A check that looks at the files of one stage, by default the final one."""

    stage: str = "final"

    def judge(self, evidence: Evidence) -> Finding:
        stage = evidence.scene.stage(self.stage)
        if stage is None:
            return Finding(False, instead=no_stage(self.stage))
        if stage.files is None:
            return unmeasured(evidence, stage)
        return self.judge_files(stage, stage.files)

    def judge_files(self, stage: StageImage, files: FileTree) -> Finding:
        """Whether a stage with these files is as it should be; pure."""
        raise NotImplementedError


def unmeasured(evidence: Evidence, stage: StageImage) -> Finding:
    """Why a stage's files cannot be judged."""
    if not stage.built:
        return Finding(False, instead=never_built(stage))
    notes = " ".join(evidence.scene.result.notes)
    return unclear(f"The files of {the_stage(stage.label)} could not be listed. {notes}".rstrip())
