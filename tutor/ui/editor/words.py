"""What the status line says, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tutor.ui import signs
from tutor.ui.editor.diagnostics import Analysis
from tutor.ui.editor.figures import Figures
from tutor.ui.editor.margin_columns import in_words

if TYPE_CHECKING:
    from tutor.dockerfile import Problem

SIGN_OF_SEVERITY = {"error": signs.FAILED, "warning": signs.WARNING, "advice": signs.ADVICE}
MENDS = "Alt+X mends it"
"""Alt+Enter does too, but not in every terminal."""
_STYLE_OF_SEVERITY = {"error": "$text-error", "warning": "$text-warning", "advice": "$text-primary"}
_RANK = {"error": 0, "warning": 1, "advice": 2}


def problem_at(line: int, analysis: Analysis) -> Problem | None:
    """The worst problem of a line (1-based)."""
    here = [problem for problem in analysis.problems if line in problem.lines]
    return min(
        here,
        key=lambda one: (_RANK[one.severity.value], one.lines.last - one.lines.first),
        default=None,
    )


def said_of_line(line: int, analysis: Analysis, figures: Figures | None) -> Content:
    """The worst problem of a line (1-based); without one what the last build says of its instruction."""
    place = Content(f"line {line}")
    worst = problem_at(line, analysis)
    if worst is not None:
        severity = worst.severity.value
        sign = Content.styled(f"{SIGN_OF_SEVERITY[severity]} ", _STYLE_OF_SEVERITY[severity])
        mends = (
            Content.styled(f" · {MENDS}", "$text-accent") if worst.lines.first in analysis.mendable else ""
        )
        rule = Content.styled(worst.rule, "bold")
        return Content.assemble(sign, place, " · ", rule, f": {worst.message}", mends)
    skipped = next((stage for stage in analysis.skipped if line in stage.lines), None)
    if skipped is not None:
        return Content.assemble(place, f" · skipped: {skipped.because}")
    said = in_words(figures) if figures is not None else ""
    return Content.assemble(place, f" · {said}") if said else place


def counted(analysis: Analysis) -> Content:
    """How many problems of each severity there are, with their signs."""
    parts: list[Content | str] = []
    for severity, sign in SIGN_OF_SEVERITY.items():
        number = sum(problem.severity.value == severity for problem in analysis.problems)
        if number:
            parts += [" " if parts else "", Content.styled(f"{sign} {number}", _STYLE_OF_SEVERITY[severity])]
    return Content.assemble(*parts)


def not_checked(error: BaseException | None) -> Content:
    """Instead of the counts, when the check itself failed."""
    return Content.styled(f"{signs.UNKNOWN} not checked: {error}", "$text-warning")
