"""A check for secrets that anybody can read who has the image."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from tutor.course.goals.check import Check, Finding, unclear
from tutor.course.goals.evidence import Evidence
from tutor.course.goals.structure import no_stage
from tutor.dockerfile.stage_titles import the_stage
from tutor.engine.result import StageImage
from tutor.image import ImageConfig


class NoSecret(Check, frozen=True, tag="no-secret"):
    """Neither a variable of one of these names with a value, nor one of these values, stands in a stage's
    history, environment, labels or start command.

    A value that begins with ``$`` or a backtick is worked out in the build and tells nothing.
    """

    names: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    stage: str = "final"
    facts: ClassVar = ("where", "name")

    def judge(self, evidence: Evidence) -> Finding:
        stage = evidence.scene.stage(self.stage)
        if stage is None:
            return Finding(False, instead=no_stage(self.stage))
        if stage.config is None or not stage.history:
            return unclear(f"The engine did not tell the history of {the_stage(stage.label)}.")
        for where, text in _texts(stage, stage.config):
            for name in self.names:
                if _assigned(name, text):
                    return Finding(False, {"where": where, "name": name})
            for value in self.values:
                if value in text:
                    return Finding(False, {"where": where, "name": _name_of(value, text)})
        return Finding(True, {"where": "nowhere", "name": "none"})

    def contradiction(self) -> str | None:
        if not self.names and not self.values:
            return "a check for secrets says which: names = […], values = […]"
        return None if all((*self.names, *self.values)) else "an empty name or value is everywhere"


def _texts(stage: StageImage, config: ImageConfig) -> Iterator[tuple[str, str]]:
    for pair in config.env:
        yield "the image's environment", pair
    for key, text in config.labels.items():
        yield "the image's labels", f"{key}={text}"
    for words in (config.entrypoint, config.cmd):
        yield "the image's start command", " ".join(words or ())
    for line in stage.history:
        yield "the image's history", line


def _assigned(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(name)}=(?![\"']?[$`]|\"\"|''|[;&|])\S", text) is not None


def _name_of(value: str, text: str) -> str:
    """The variable that is given the value, or the value's first letters."""
    found = re.search(rf"([A-Za-z_]\w*)=[\"']?{re.escape(value)}", text)
    return found[1] if found else f"{value[:3]}…"
