"""What can be put on either side of a comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tutor.engine.request import BuildRequest
    from tutor.engine.result import BuildResult
    from tutor.image import Image
    from tutor.insight.digested import Digests

SideKind = Literal["stage", "start", "attempt", "image", "archive"]
KIND_TITLES: dict[SideKind, str] = {
    "stage": "Stages of this build",
    "start": "Where this lesson begins",
    "attempt": "Attempts at this lesson",
    "image": "Images of the engine",
    "archive": "Archives",
}


@dataclass(frozen=True, slots=True)
class Side:
    """Something that can be picked, known by ``kind`` and ``key``; its files may not be read yet.

    ``key`` is a stage's number, an attempt's number (with ``:`` and a stage's where it is not the last), an
    image's name or an archive's path. ``size`` is bytes where they are known before it is opened.
    """

    kind: SideKind
    key: str
    label: str
    about: str = ""
    size: int | None = None

    def is_like(self, other: Side | None) -> bool:
        """Whether both are the same thing, whatever they are called."""
        return other is not None and (self.kind, self.key) == (other.kind, other.key)

    @property
    def short(self) -> str:
        """The label for a narrow column; of an attempt without its time."""
        return self.label.partition(",")[0] if self.kind in ("attempt", "stage") else self.label


@dataclass(frozen=True, slots=True)
class Subject:
    """What the screen was opened on; ``lesson`` is the slug whose attempts can be compared.

    ``pair`` are the ids of two attempts to begin with, in place of stages. ``start`` is the build of the text
    that the lesson begins with; with ``from_start`` the screen begins with it and what was built last.
    """

    title: str
    result: BuildResult | None = None
    request: BuildRequest | None = None
    lesson: str | None = None
    pair: tuple[int, int] | None = None
    start: BuildRequest | None = None
    from_start: bool = False


ReadFile = Callable[[str, int], bytes]
"""The first bytes of a file by its path without leading slash; raises what ``Engine.read_file`` does."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A side whose files were read, or ``why_not`` says in a sentence why they cannot be.

    ``size`` is the bytes of all layers where they are known. ``read`` gives contents, None where nobody has
    them, ``digests`` tells changed and moved files apart. ``stage`` is the number of the stage of this build
    that it is.
    """

    side: Side
    image: Image | None = None
    size: int | None = None
    why_not: str = ""
    read: ReadFile | None = None
    stage: int | None = None
    digests: Digests | None = None
