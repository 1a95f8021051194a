"""What all checks have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import msgspec

from tutor.course.goals.evidence import Evidence, Need, Scene


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    ``passed`` is None when it could not be told. ``facts`` are the measured values that fill a goal's
    ``why_not``; ``instead`` is a whole sentence to show in its place, where the template would miss the
    point.
    """

    passed: bool | None
    facts: Mapping[str, str] = field(default_factory=dict)
    instead: str | None = None


class Check(msgspec.Struct, frozen=True, tag_field="check", forbid_unknown_fields=True):
    """A predicate over a build; its fields are what a lesson.toml writes.

    ``facts`` names the placeholders that a ``why_not`` of this kind may use.
    """

    facts: ClassVar[tuple[str, ...]] = ()

    def needs(self, scene: Scene) -> tuple[Need, ...]:
        """What has to be fetched from the engine before ``judge`` can tell."""
        return ()

    def judge(self, evidence: Evidence) -> Finding:
        """Whether the build is as it should be; pure."""
        raise NotImplementedError

    def contradiction(self) -> str | None:
        """What is contradictory in the fields as a lesson wrote them, as a sentence; None when nothing is."""
        return None


def unclear(reason: str) -> Finding:
    """It could not be told, because of ``reason``."""
    return Finding(None, instead=reason)
