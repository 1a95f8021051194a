"""The figures of a build as the screens show them, from a fresh result or from a recorded report alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tutor.engine.result import BuildResult, BuiltInstruction, StageImage


@dataclass(frozen=True, slots=True)
class InstructionFigure:
    """What one instruction did; bytes and wall seconds, None where it was not measured."""

    line: int
    text: str
    adds: int | None
    hides: int | None
    seconds: float
    cached: bool
    reached: bool = True
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class StageFigure:
    """One stage for the bars: its size in bytes, and what runs in it.

    ``shells`` and ``packages`` are None where the image's files are not known (a recorded report).
    """

    index: int
    label: str
    base: str
    built: bool
    skipped_because: str | None
    size: int | None
    final: bool
    user: str | None
    instructions: tuple[InstructionFigure, ...]
    root: bool | None = None
    shells: tuple[str, ...] | None = None
    packages: int | None = None
    files: int | None = None


@dataclass(frozen=True, slots=True)
class BuildFigures:
    """A build in figures; ``error`` is the first line of what stopped it."""

    stages: tuple[StageFigure, ...]
    engine: str
    builder: str
    seconds: float
    error: str | None = None
    error_line: int | None = None
    recorded: bool = False

    @property
    def embedded(self) -> bool:
        """Whether the embedded engine built it, from recordings."""
        return self.builder == "embedded"

    @property
    def final(self) -> StageFigure | None:
        return next((stage for stage in self.stages if stage.final), None)

    @property
    def largest(self) -> StageFigure | None:
        """The largest stage that was built and measured."""
        measured = [stage for stage in self.stages if stage.size is not None]
        return max(measured, key=lambda stage: stage.size or 0, default=None)


def figures_of(result: BuildResult) -> BuildFigures:
    """The figures of a build that just ended. Reads whole file trees: call it from a worker."""
    return BuildFigures(
        tuple(_stage(stage, final=stage.index == result.final) for stage in result.stages),
        result.engine,
        result.builder,
        result.seconds,
        error=result.failure.message if result.failure else None,
        error_line=result.failure.line if result.failure else None,
    )


def figures_of_report(report: Mapping[str, Any]) -> BuildFigures:
    """The figures of a recorded attempt, from its report (schema 1)."""
    final = report.get("final")
    error = report.get("error") or {}
    stages = tuple(
        StageFigure(
            index=stage["index"],
            label=stage.get("name") or f"stage-{stage['index']}",
            base=stage.get("base") or "",
            built=stage.get("built", False),
            skipped_because=stage.get("skipped_because"),
            size=stage.get("size"),
            final=stage["index"] == final,
            user=stage.get("user"),
            instructions=tuple(
                InstructionFigure(
                    line["line"],
                    line["text"],
                    line.get("adds"),
                    line.get("hides"),
                    line.get("seconds") or 0.0,
                    bool(line.get("cached")),
                    bool(line.get("reached", True)),
                    line.get("origin") == "recorded",
                )
                for line in stage.get("instructions", ())
            ),
        )
        for stage in report.get("stages", ())
    )
    return BuildFigures(
        stages,
        report.get("engine") or "",
        report.get("builder") or "",
        report.get("seconds") or 0.0,
        error=error.get("message"),
        error_line=error.get("line"),
        recorded=True,
    )


def _stage(stage: StageImage, *, final: bool) -> StageFigure:
    from tutor.image import surface_of

    surface = None
    if stage.files is not None:
        surface = surface_of(stage.files, stage.documents, stage.config)
        stage.files.children()  # the indexes are made here, so that the file tree opens without a wait
        stage.files.bytes_under()
    return StageFigure(
        index=stage.index,
        label=stage.name or f"stage-{stage.index}",
        base=stage.base,
        built=stage.built,
        skipped_because=stage.skipped_because,
        size=stage.size,
        final=final,
        user=None if stage.config is None else stage.config.user,
        instructions=tuple(_instruction(one) for one in stage.instructions),
        root=None if surface is None else surface.runs_as_root,
        shells=None if surface is None else tuple(surface.shells),
        packages=None if surface is None else len(surface.packages),
        files=None if stage.files is None else len(stage.files),
    )


def _instruction(one: BuiltInstruction) -> InstructionFigure:
    return InstructionFigure(
        one.line,
        one.text,
        one.adds,
        one.hides,
        one.seconds,
        one.cached,
        one.reached,
        one.origin == "recorded",
    )
