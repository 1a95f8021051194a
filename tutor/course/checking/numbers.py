"""What a lesson's start and solution come to, as the embedded engine builds them from what was recorded."""

from __future__ import annotations

import tempfile
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.course.layout import Role
from tutor.course.lesson import Lesson
from tutor.course.variants import Variant, variants_of
from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineError, NotRecorded
from tutor.engine.events import Built
from tutor.image import surface_of
from tutor.image.size import human

if TYPE_CHECKING:
    from tutor.engine.embedded.engine import EmbeddedEngine

HEADINGS = ("lesson", "final image", "packages", "shells", "setuid files")
WIDTH = 120
NOT_BUILT = "no image"
"""What stands for a start whose build fails, as some lessons want it."""
NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Weight:
    """A final image: its bytes, uncompressed, and what an attacker would find in it, counted."""

    size: int
    packages: int
    shells: int
    setuid: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """A lesson's start and solution; a word why there is no image of one."""

    lesson: Lesson
    start: Weight | str
    solution: Weight | str

    @property
    def cells(self) -> tuple[str, ...]:
        """A row of a table under HEADINGS."""
        return (
            f"{self.lesson.handle} {self.lesson.title}",
            self._both(lambda weight: human(weight.size)),
            self._both(lambda weight: f"{weight.packages:,}"),
            self._both(lambda weight: str(weight.shells)),
            self._both(lambda weight: str(weight.setuid)),
        )

    def _both(self, cell: Callable[[Weight], str]) -> str:
        start, solution = (
            weight if isinstance(weight, str) else cell(weight) for weight in (self.start, self.solution)
        )
        return f"{start} → {solution}"


def numbers_of(lesson: Lesson, engine: EmbeddedEngine) -> Numbers:
    """Build both."""
    by_role = {variant.role: variant for variant in variants_of(lesson)}
    return Numbers(
        lesson, _weight(lesson, by_role[Role.START], engine), _weight(lesson, by_role[Role.SOLUTION], engine)
    )


def markdown(rows: Iterable[Numbers], engine: EmbeddedEngine) -> str:
    """A table with a line on where its figures come from."""
    rows = list(rows)
    lines = ["| " + " | ".join(HEADINGS) + " |", "|---|---|---|---|---|"]
    lines += ["| " + " | ".join(row.cells) + " |" for row in rows]
    return "\n".join([*lines, "", _origin({name for row in rows for name in row.lesson.images}, engine)])


def _weight(lesson: Lesson, variant: Variant, engine: EmbeddedEngine) -> Weight | str:
    with tempfile.TemporaryDirectory(prefix="distill-numbers-") as folder:
        try:
            for event in engine.build(variant.request(lesson, Path(folder)), Cancel()):
                if isinstance(event, Built):
                    final = event.result.final_stage
                    assert final.files is not None, "the embedded engine knows all files"
                    assert final.size is not None, "and measures them"
                    surface = surface_of(final.files, final.documents, final.config)
                    return Weight(final.size, len(surface.packages), len(surface.shells), len(surface.setuid))
        except NotRecorded:
            return NOT_RECORDED
        except EngineError:
            return NOT_BUILT
    return NOT_BUILT


def _origin(names: set[str], engine: EmbeddedEngine) -> str:
    """Which bases the figures are of: another release of them has others."""
    recorded = [image for image in engine.catalogue.images() if names & set(image.names)]
    days = sorted({image.provenance.recorded for image in recorded})
    sources = sorted({image.provenance.source for image in recorded})
    when = " to ".join(dict.fromkeys((days[0], days[-1]))) if days else "never"
    told = (
        "Start → solution, bytes uncompressed, built by the embedded engine on the bases that are recorded "
        f"({when}; {'; '.join(sources)}). Other releases of them have other figures."
    )
    return textwrap.fill(told, WIDTH)
