"""A check of how much the builder is sent."""

from __future__ import annotations

from typing import ClassVar

from tutor.course.goals.check import Check, Finding, unclear
from tutor.course.goals.evidence import CONTEXT, Evidence, Missing, Need, Scene
from tutor.course.goals.words import some
from tutor.image.size import human


class ContextSize(Check, frozen=True, tag="context-size"):
    """The build context has at most so many bytes, counted after ``.dockerignore``."""

    at_most: int
    facts: ClassVar = ("context", "at_most", "largest")

    def needs(self, scene: Scene) -> tuple[Need, ...]:
        return (CONTEXT,)

    def judge(self, evidence: Evidence) -> Finding:
        sent = evidence.context
        if isinstance(sent, Missing):
            return unclear(sent.reason)
        facts = {
            "context": human(sent.bytes),
            "at_most": human(self.at_most),
            "largest": some([f"{name} ({human(size)})" for name, size in sent.largest], most=2),
        }
        return Finding(sent.bytes <= self.at_most, facts)

    def contradiction(self) -> str | None:
        return None if self.at_most >= 0 else "at_most is a number of bytes, so it cannot be negative"
