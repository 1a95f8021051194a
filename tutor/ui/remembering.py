"""What the screen shows again of a build of an earlier session."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from tutor.ui.editor import Figures, MarginModel, Mark
from tutor.ui.figures import BuildFigures, InstructionFigure


def remembered_margin(text: str, build: BuildFigures) -> MarginModel:
    """What every instruction of ``text`` did, from the recorded figures of its build."""
    figures = {
        one.line: _figures(one, ships=stage.final, skipped=stage.skipped_because)
        for stage in build.stages
        for one in stage.instructions
    }
    if build.error_line in figures:
        figures[build.error_line] = replace(figures[build.error_line], mark=Mark.FAILED)
    largest = max((one.adds for one in figures.values() if one.adds), default=0)
    return MarginModel(text, MappingProxyType(figures), largest)


def _figures(one: InstructionFigure, *, ships: bool, skipped: str | None) -> Figures:
    keyword = one.text.partition(" ")[0].upper()
    if not one.reached:
        return Figures(keyword, skipped=skipped)
    mark = Mark.CACHED if one.cached else Mark.RECORDED if one.recorded else Mark.NONE
    return Figures(keyword, mark, one.adds, one.hides, one.seconds, one.cached, ships, skipped)
