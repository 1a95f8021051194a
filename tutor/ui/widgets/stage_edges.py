"""What the stages of a build take from one another and from images."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.ui.widgets.bytes_pane import what_crossed

if TYPE_CHECKING:
    from tutor.insight import Explanation, StageInsight


@dataclass(frozen=True, slots=True)
class Edge:
    """Something that a stage takes over.

    ``source`` is the number of a stage, None for an image. ``how`` is "FROM", "COPY", "RUN" and so on, and
    "needs" where nothing was measured. ``bytes`` is None where that is not known.
    """

    source: int | None
    name: str
    how: str
    line: int | None
    bytes: int | None = None
    what: str = ""


def edges_into(stage: StageInsight, told: Explanation) -> list[Edge]:
    """What a stage takes over, in the order of its lines."""
    edges = [_base(stage, told)]
    for one in told.crossings:
        if one.to_stage == stage.index:
            how = one.text.split(None, 1)[0].upper() if one.text.strip() else "COPY"
            edges.append(Edge(one.from_stage, one.from_name, how, one.line, one.bytes, what_crossed(one)))
    known = {edge.source for edge in edges}
    for source in stage.needs:
        if source not in known:
            edges.append(Edge(source, told.stages[source].label, "needs", None))
    return edges


def _base(stage: StageInsight, told: Explanation) -> Edge:
    first = next((one for one in told.lines if one.stage == stage.index and one.keyword == "FROM"), None)
    name = stage.base.lower()
    source = next(
        (one for one in reversed(told.stages[: stage.index]) if name in (one.label.lower(), str(one.index))),
        None,
    )
    inherits = source is not None and source.index in stage.needs
    return Edge(
        source.index if source is not None and inherits else None,
        stage.base,
        "FROM",
        first.line if first is not None else None,
        source.size if source is not None and inherits else first.adds if first is not None else None,
    )
