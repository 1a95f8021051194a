"""What a build tells about every stage and every line of its Dockerfile, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tutor.image import Surface
    from tutor.insight.hidden_secrets import HiddenSecret
    from tutor.insight.provenance import Provenance


@dataclass(frozen=True, slots=True)
class StageInsight:
    """A stage beside the others.

    ``final`` is the stage that the build was for. ``needs`` and ``needed_by`` are the numbers of the stages
    at the other end of FROM, ``COPY --from`` and ``RUN --mount=from``. ``shipped_bytes`` are those of its
    bytes that reach the final image: all of the final stage and of the stages that it is FROM, of others what
    was copied on. ``efficiency`` is visible bytes / stored bytes, 1.0 where no layer hides anything. None
    stands for "not measured".
    """

    index: int
    label: str
    base: str
    final: bool
    built: bool
    skipped_because: str | None
    needs: tuple[int, ...]
    needed_by: tuple[int, ...]
    size: int | None
    shipped_bytes: int | None
    surface: Surface | None
    efficiency: float | None


@dataclass(frozen=True, slots=True)
class LineInsight:
    """An instruction with what became of what it added; bytes are None where they were not measured.

    ``adds`` and ``hides`` are those of ``BuiltInstruction``. ``hidden_later`` are bytes of its own that a
    later instruction deleted or replaced, in its stage or on top of it in the final image. ``ships`` are
    bytes of its own that are in the final image: all that it stored, hidden or not, where its layer is one of
    the image's; elsewhere what was copied on from its stage. So a stage's lines never ship more than its
    size, and those of the final stage ship exactly that; FROM a stage stands for all lines of that stage.
    ``files_added`` counts regular files. ``says`` is one sentence for a person.
    """

    line: int
    last_line: int
    stage: int
    keyword: str
    text: str
    reached: bool
    cached: bool
    seconds: float
    adds: int | None
    hides: int | None
    hidden_later: int | None
    ships: int | None
    files_added: int | None
    says: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """What one instruction took over from another stage or image.

    ``from_stage`` is None for an image. ``files`` and ``bytes`` count regular files that the instruction
    stored, those that could be followed home or not. ``paths`` are pairs of source and destination, without
    leading slashes, only those that could be followed.
    """

    line: int
    text: str
    to_stage: int
    from_stage: int | None
    from_name: str
    files: int
    bytes: int
    paths: tuple[tuple[str, str], ...]


class LeftCause(Enum):
    """Why a stage held what never ships."""

    TOOLCHAIN = "toolchain"
    SOURCES = "sources"
    CACHES = "package caches"
    DEV_DEPENDENCIES = "dev dependencies"
    DOCUMENTATION = "documentation"
    BASE = "base system"
    OUTPUT = "build output"
    OTHER = "other"

    @property
    def title(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Visible files of one stage that do not reach the final image, of one cause.

    ``largest`` are up to 5 paths without leading slash, ``lines`` the instructions that brought the files.
    """

    stage: int
    cause: LeftCause
    files: int
    bytes: int
    largest: tuple[str, ...]
    lines: tuple[int, ...]


HowHidden = Literal["deleted", "replaced", "metadata only", "moved"]


@dataclass(frozen=True, slots=True)
class Waste:
    """Bytes that an image keeps although an instruction hid them, charged to that instruction.

    ``metadata only`` files were stored whole again for a mode, an owner or a time. ``of_lines`` are the
    instructions that had stored them. ``paths`` are the 5 largest. ``ships`` tells whether the final image
    carries them.
    """

    line: int
    stage: int
    bytes: int
    files: int
    of_lines: tuple[int, ...]
    how: HowHidden
    paths: tuple[str, ...]
    ships: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """A build tied to its Dockerfile.

    ``lines`` are all instructions in file order. ``crossings`` are every COPY --from that was carried out,
    and every RUN --mount=from that stored a file of its mount. ``left_behind`` and ``waste`` come largest
    first. ``costliest`` is the line of the final image that weighs most. ``notes`` are sentences about what
    could not be told.
    """

    final: int
    stages: tuple[StageInsight, ...]
    lines: tuple[LineInsight, ...]
    crossings: tuple[Crossing, ...]
    left_behind: tuple[LeftBehind, ...]
    waste: tuple[Waste, ...]
    costliest: LineInsight | None
    provenance: Provenance
    secrets: tuple[HiddenSecret, ...] = ()
    notes: tuple[str, ...] = ()

    def line_at(self, line: int) -> LineInsight | None:
        """The instruction whose lines hold ``line``."""
        return next((one for one in self.lines if one.line <= line <= one.last_line), None)

    def lines_of(self, stage: int) -> tuple[LineInsight, ...]:
        """The instructions of a stage, FROM first."""
        return tuple(one for one in self.lines if one.stage == stage)

    def left_behind_by(self, stage: int) -> tuple[LeftBehind, ...]:
        """What one stage left behind, largest first."""
        return tuple(one for one in self.left_behind if one.stage == stage)
