"""A build result as the versioned document that ``distill build --json`` prints and every attempt keeps."""

from __future__ import annotations

import msgspec

from tutor.engine.result import BuildResult, BuiltInstruction, StageImage


class InstructionReport(msgspec.Struct, frozen=True):
    """One instruction; ``adds`` and ``hides`` are bytes, null when not measured.

    ``reached`` is false when the build ended before it. ``origin`` is live, computed or recorded.
    """

    line: int
    text: str
    adds: int | None
    hides: int | None
    seconds: float
    cached: bool
    reached: bool = True
    origin: str = "live"


class StageReport(msgspec.Struct, frozen=True):
    """One stage; ``size`` is bytes of regular files, uncompressed, base included, null when not measured."""

    index: int
    name: str | None
    base: str
    built: bool
    skipped_because: str | None
    size: int | None
    instructions: list[InstructionReport]
    user: str | None
    entrypoint: list[str] | None
    cmd: list[str] | None


class ErrorReport(msgspec.Struct, frozen=True):
    """Why a build failed; ``cause`` is the key of the named mistake (E1 …) where it was recognised."""

    message: str
    line: int | None
    stage: int | None
    cause: str | None


class BuildReport(msgspec.Struct, frozen=True):
    """A build on one engine; ``final`` is the index of the target stage, ``error`` null if it ended well.

    ``provenance`` are sentences about the recordings behind it, none for a live engine.
    """

    engine: str
    builder: str
    stages: list[StageReport]
    final: int
    error: ErrorReport | None
    seconds: float
    notes: list[str] = []
    provenance: list[str] = []
    schema: int = 1


def report_of(result: BuildResult) -> BuildReport:
    """The document of a build; times are rounded to milliseconds."""
    failure = result.failure
    return BuildReport(
        engine=result.engine,
        builder=result.builder,
        stages=[_stage(stage) for stage in result.stages],
        final=result.final,
        error=None
        if failure is None
        else ErrorReport(
            failure.message, failure.line, failure.stage, failure.cause.key if failure.cause else None
        ),
        seconds=round(result.seconds, 3),
        notes=list(result.notes),
        provenance=list(result.provenance),
    )


def _stage(stage: StageImage) -> StageReport:
    config = stage.config
    return StageReport(
        index=stage.index,
        name=stage.name,
        base=stage.base,
        built=stage.built,
        skipped_because=stage.skipped_because,
        size=stage.size,
        instructions=[_instruction(instruction) for instruction in stage.instructions],
        user=None if config is None else config.user,
        entrypoint=None if config is None or config.entrypoint is None else list(config.entrypoint),
        cmd=None if config is None or config.cmd is None else list(config.cmd),
    )


def _instruction(instruction: BuiltInstruction) -> InstructionReport:
    return InstructionReport(
        line=instruction.line,
        text=instruction.text,
        adds=instruction.adds,
        hides=instruction.hides,
        seconds=round(instruction.seconds, 3),
        cached=instruction.cached,
        reached=instruction.reached,
        origin=instruction.origin,
    )
