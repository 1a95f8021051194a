"""How far the parts of a step are: the layers of an image that is pulled, or what a builder sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

EXTRACTING = "extracting "

_NO_PARTS: Mapping[str, tuple[int, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Progress:
    """Bytes of bytes by part, as ``StepProgress`` tells them; a total of 0 is not known."""

    parts: Mapping[str, tuple[int, int]] = field(default_factory=lambda: _NO_PARTS)

    def after(self, part: str, current: int, total: int) -> Progress:
        """The progress when ``part`` is that far."""
        known = max(total, self.parts.get(part, (0, 0))[1])
        return replace(self, parts=MappingProxyType({**self.parts, part: (current, known)}))

    @property
    def extracting(self) -> bool:
        """Whether everything that is known of was fetched and is unpacked now."""
        fetched = [pair for part, pair in self._told() if not part.startswith(EXTRACTING)]
        unpacked = any(part.startswith(EXTRACTING) for part in self.parts)
        return unpacked and all(current >= total for current, total in fetched)

    @property
    def current(self) -> int:
        """Bytes that are done, of what goes on now."""
        return sum(min(current, total) for current, total in self._now())

    @property
    def total(self) -> int:
        """Bytes of all parts that are known so far; it grows while more are begun."""
        return sum(total for _, total in self._now())

    @property
    def layers(self) -> tuple[int, int]:
        """How many parts are done, and how many are known."""
        now = self._now()
        return sum(current >= total for current, total in now), len(now)

    def _told(self) -> list[tuple[str, tuple[int, int]]]:
        return [(part, pair) for part, pair in self.parts.items() if pair[1] > 0]

    def _now(self) -> list[tuple[int, int]]:
        unpacking = self.extracting
        return [pair for part, pair in self._told() if part.startswith(EXTRACTING) is unpacking]


NO_PROGRESS = Progress()
