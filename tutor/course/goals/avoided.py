"""A check of where an image must not come from."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from tutor.course.goals.check import Check, Finding
from tutor.course.goals.evidence import Evidence
from tutor.course.goals.structure import familiar, fits, origin
from tutor.course.goals.words import some
from tutor.dockerfile import BaseKind, graph_of


class NoBase(Check, frozen=True, tag="no-base"):
    """No stage that takes part in the final image starts from an image that matches a pattern.

    Patterns are those of a ``base`` check.
    """

    is_: str | tuple[str, ...] = msgspec.field(name="is")
    facts: ClassVar = ("bases", "stages")

    def judge(self, evidence: Evidence) -> Finding:
        dockerfile = evidence.scene.dockerfile
        patterns = (self.is_,) if isinstance(self.is_, str) else self.is_
        found: dict[str, list[str]] = {}
        for index in sorted(graph_of(dockerfile).needed_for(evidence.scene.result.final)):
            base = origin(dockerfile, index)
            name = familiar(base.name)
            if base.kind is BaseKind.IMAGE and any(fits(base, name, pattern) for pattern in patterns):
                found.setdefault(name, []).append(dockerfile.stages[index].label)
        stages = [label for labels in found.values() for label in labels]
        return Finding(not found, {"bases": some(list(found)), "stages": some(stages)})

    def contradiction(self) -> str | None:
        return None if self.is_ else "a no-base check names the images that it does not want: is = …"
