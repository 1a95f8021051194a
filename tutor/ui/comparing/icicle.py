"""Bytes as areas: an icicle that lies on its side, so that every cell has room for its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tutor.ui.comparing.listing import ordered

if TYPE_CHECKING:
    from collections.abc import Callable

    from tutor.image.merged_tree import MergedTree, Node, Weights
    from tutor.ui.comparing.listing import View

Measure = Literal["difference", "left", "right"]
MEASURES: tuple[Measure, ...] = ("difference", "left", "right")
LEAST_COLUMN = 18
"""Narrower, a column has no room for a name and its bytes."""
MOST_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A path, or several small ones together (``path`` is None), with the rows that it covers.

    ``column`` counts folders below the one that is shown, from 0; ``parent`` is the number of the cell that
    it lies in, None in the first column; ``count`` is how many paths a cell stands for.
    """

    path: str | None
    name: str
    sign: str
    bytes: int
    column: int
    top: int
    height: int
    parent: int | None
    count: int = 1
    is_folder: bool = False
    inside: tuple[tuple[str, int], ...] = ()
    """The largest of several paths, name and bytes, as many as there is room for."""


@dataclass(frozen=True, slots=True)
class Icicle:
    """The cells of a folder of two merged trees; those of a column lie from top to bottom.

    ``total`` is the bytes that the whole height stands for.
    """

    root: str
    measure: Measure
    total: int
    columns: int
    height: int
    cells: tuple[Cell, ...]

    def at(self, column: int, row: int) -> int | None:
        """The number of the cell there."""
        for number, cell in enumerate(self.cells):
            if cell.column == column and cell.top <= row < cell.top + cell.height:
                return number
        return None


def columns_for(width: int) -> int:
    """How many columns fit in so many cells."""
    return max(1, min(MOST_COLUMNS, width // LEAST_COLUMN))


def icicle_of(
    tree: MergedTree, root: str, measure: Measure, columns: int, height: int, view: View,
    shown: frozenset[str] | None = None,
) -> Icicle:  # fmt: skip
    """Lay out a folder; only what gets a row of its own is looked into, so a huge tree takes little time."""
    weigh = _MEASURES[measure]
    cells: list[Cell] = []
    total = weigh(tree.node(root).weights if root else tree.weights)

    def fill(folder: str, column: int, top: int, rows: int, parent: int | None) -> None:
        nodes = [(weigh(node.weights), node) for node in ordered(tree, folder, view, shown)]
        nodes = sorted((pair for pair in nodes if pair[0] > 0), key=lambda pair: -pair[0])
        for node, held, count, (at, share) in _shared(nodes, top, rows):
            number = len(cells)
            if node is None:
                rest = nodes[-count:][: share - 1]
                inside = tuple((one.name, weight) for weight, one in rest)
                cells.append(Cell(None, "", "", held, column, at, share, parent, count, inside=inside))
                continue
            cells.append(
                Cell(
                    node.path, node.name, node.sign, held, column, at, share, parent,
                    is_folder=node.is_folder,
                )
            )  # fmt: skip
            if node.is_folder and column + 1 < columns:
                fill(node.path, column + 1, at, share, number)

    fill(root, 0, 0, height, None)
    return Icicle(root, measure, total, columns, height, tuple(cells))


def _shared(
    nodes: list[tuple[int, Node]], top: int, rows: int
) -> list[tuple[Node | None, int, int, tuple[int, int]]]:
    """Who gets which rows: (node, bytes, paths, (top, height)); what is too small for a row shares the last
    one.
    """
    total = sum(held for held, _ in nodes)
    if not total or rows <= 0:
        return []
    alone = [pair for pair in nodes if pair[0] * rows >= total / 2]
    if len(alone) < len(nodes) and len(alone) == rows:
        alone.pop()  # the last row is for what has none of its own
    elif len(alone) > rows:
        alone = alone[: rows - 1]
    rest = nodes[len(alone) :]
    wanted: list[tuple[Node | None, int, int]] = [(node, held, 1) for held, node in alone]
    if rest and (rows > len(alone)):
        node = rest[0][1] if len(rest) == 1 else None
        wanted.append((node, sum(held for held, _ in rest), len(rest)))
    heights = _apportioned([held for _, held, _ in wanted], rows)
    placed, at = [], top
    for (node, held, count), height in zip(wanted, heights, strict=True):
        placed.append((node, held, count, (at, height)))
        at += height
    return placed


def _apportioned(amounts: list[int], rows: int) -> list[int]:
    """Rows in proportion to amounts, at least one for each; their sum is ``rows``."""
    total = sum(amounts)
    exact = [amount * rows / total for amount in amounts]
    heights = [max(1, int(share)) for share in exact]
    by_rest = sorted(range(len(amounts)), key=lambda number: heights[number] - exact[number])
    while sum(heights) < rows:
        heights[by_rest[0]] += 1
        by_rest.sort(key=lambda number: heights[number] - exact[number])
    while sum(heights) > rows:
        most = max((n for n in range(len(heights)) if heights[n] > 1), key=lambda n: heights[n] - exact[n])
        heights[most] -= 1
    return heights


def _difference(weights: Weights) -> int:
    return weights.touched


_MEASURES: dict[Measure, Callable[[Weights], int]] = {
    "difference": _difference,
    "left": lambda weights: weights.before,
    "right": lambda weights: weights.after,
}
