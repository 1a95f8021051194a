"""Where every file of a stage came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Brought = Literal["base image", "build context", "stage", "image", "command", "download"]


@dataclass(frozen=True, slots=True)
class Hop:
    """One station of a file on its way: the instruction that put it where it lay.

    ``path`` is where it lay in ``stage``. ``source`` is the image's name, the context path, the stage's label,
    the URL, or the command. ``from_path`` is where it lay before that: in the context, the other stage, the
    image, or earlier in the same stage; None where that is not known. ``likely`` marks what only size and
    time speak for. No path has a leading slash.
    """

    stage: int
    line: int
    keyword: str
    path: str
    brought: Brought
    source: str
    from_path: str | None = None
    likely: bool = False


class Provenance:
    """Answers where paths came from and whether they ship; paths have no leading slash."""

    def trail(self, stage: int, path: str) -> tuple[Hop, ...]:
        """The hops of what a stage shows at a path, nearest first; () where nothing is or nothing is known."""
        return ()

    def line_of(self, stage: int, path: str) -> int | None:
        """The line whose layer holds what the stage shows at a path."""
        return None

    def stored_by(self, line: int) -> tuple[str, ...]:
        """The paths that the instruction at a line stored and its stage still shows, in order."""
        return ()

    def shipped(self, stage: int) -> frozenset[str]:
        """The paths of a stage whose content reaches the final image."""
        return frozenset()
