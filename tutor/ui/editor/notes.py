"""An analysis laid out by line, so that a line can be drawn without searching."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tutor.ui.editor.diagnostics import Analysis

_RANK = {"error": 2, "warning": 1, "advice": 0}
_EMPTY: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Notes:
    """What stands at which line (1-based).

    ``signs`` holds the severity (``error``, ``warning``, ``advice``) of the worst problem that begins there,
    ``skipped`` every line of a stage that is not built with the reason, ``reasons`` only its FROM.
    """

    signs: Mapping[int, str] = field(default_factory=lambda: _EMPTY)
    skipped: Mapping[int, str] = field(default_factory=lambda: _EMPTY)
    reasons: Mapping[int, str] = field(default_factory=lambda: _EMPTY)

    def moved(self, after: int, by: int) -> Notes:
        """The notes when ``by`` lines were put in below line ``after`` (taken out when negative)."""
        if not by:
            return self

        def shift(notes: Mapping[int, str]) -> Mapping[int, str]:
            return {line if line <= after else max(after, line + by): note for line, note in notes.items()}

        return Notes(shift(self.signs), shift(self.skipped), shift(self.reasons))


NO_NOTES = Notes()


def notes_of(analysis: Analysis) -> Notes:
    """Lay out an analysis by line."""
    signs: dict[int, str] = {}
    for problem in analysis.problems:
        severity = problem.severity.value
        line = problem.lines.first
        if line not in signs or _RANK[severity] > _RANK[signs[line]]:
            signs[line] = severity
    skipped: dict[int, str] = {}
    reasons: dict[int, str] = {}
    for stage in analysis.skipped:
        reasons[stage.lines.first] = stage.because
        skipped.update(dict.fromkeys(range(stage.lines.first, stage.lines.last + 1), stage.because))
    return Notes(signs, skipped, reasons)
