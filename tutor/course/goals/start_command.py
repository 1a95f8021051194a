"""A check of what a container starts."""

from __future__ import annotations

from typing import ClassVar

from tutor.course.goals.check import Check, Finding
from tutor.course.goals.evidence import Evidence
from tutor.course.goals.structure import no_stage, unsaid
from tutor.dockerfile.stage_titles import the_stage


class StartCommand(Check, frozen=True, tag="start-command"):
    """A stage's ENTRYPOINT and CMD are as they should be.

    ``cmd_without`` are programs that CMD must not begin with where an ENTRYPOINT takes it as arguments, by
    name or path; ``cmd_first_suffix`` is how its first word ends.
    """

    entrypoint: tuple[str, ...] | None = None
    cmd_without: tuple[str, ...] = ()
    cmd_first_suffix: str | None = None
    stage: str = "final"
    facts: ClassVar = ("entrypoint", "cmd", "stage")

    def judge(self, evidence: Evidence) -> Finding:
        stage = evidence.scene.stage(self.stage)
        if stage is None:
            return Finding(False, instead=no_stage(self.stage))
        if stage.config is None:
            return unsaid(stage, f"how {the_stage(stage.label)} starts")
        entrypoint, cmd = stage.config.entrypoint or (), stage.config.cmd or ()
        first = cmd[0] if cmd else ""
        facts = {
            "entrypoint": " ".join(entrypoint) or "nothing",
            "cmd": " ".join(cmd) or "nothing",
            "stage": stage.label,
        }
        right = (
            (self.entrypoint is None or entrypoint == self.entrypoint)
            and not (entrypoint and first.rpartition("/")[2] in self.cmd_without)
            and (self.cmd_first_suffix is None or first.endswith(self.cmd_first_suffix))
        )
        return Finding(right, facts)

    def contradiction(self) -> str | None:
        if self.entrypoint is None and not self.cmd_without and self.cmd_first_suffix is None:
            return "a start-command check says what it wants: entrypoint, cmd_without or cmd_first_suffix"
        return None
