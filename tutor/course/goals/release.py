"""A check that programs run on the C library that they were built for."""

from __future__ import annotations

from typing import ClassVar

from tutor.course.goals.check import Check, Finding, unclear
from tutor.course.goals.evidence import Evidence
from tutor.dockerfile import graph_of
from tutor.dockerfile.stage_titles import the_stage
from tutor.engine.result import StageImage
from tutor.image import OS_RELEASE


class SameRelease(Check, frozen=True, tag="same-release"):
    """All Debian stages that take part in the image are of the release of the final one.

    A final stage that is no Debian (scratch, for instance) has no release that could differ.
    """

    facts: ClassVar = ("release", "other", "other_name")

    def judge(self, evidence: Evidence) -> Finding:
        scene = evidence.scene
        final = scene.result.final_stage
        used = graph_of(scene.dockerfile).needed_for(scene.result.final)
        stages = [stage for stage in scene.result.stages if stage.index in used]
        for stage in (final, *stages):
            if stage.files is None or (_has_release(stage) and OS_RELEASE not in stage.documents):
                return unclear(f"The release of {the_stage(stage.label)} could not be read.")
        release = _release(final)
        for stage in stages:
            other = _release(stage)
            if release and other and other != release:
                return Finding(False, {"release": release, "other": other, "other_name": stage.label})
        return Finding(True)


def _has_release(stage: StageImage) -> bool:
    return stage.files is not None and stage.files.resolve(OS_RELEASE) is not None


def _release(stage: StageImage) -> str:
    """``Debian 13``; nothing for other systems and for images without."""
    text = stage.documents.get(OS_RELEASE, b"").decode("utf-8", "replace")
    pairs = dict(line.partition("=")[::2] for line in text.splitlines())
    if pairs.get("ID", "").strip("\"' ") != "debian":
        return ""
    return f"Debian {pairs.get('VERSION_ID', '').strip(chr(34) + chr(39) + ' ') or 'testing'}"
