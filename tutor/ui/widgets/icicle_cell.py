"""A cell of the map, line by line."""

from __future__ import annotations

from textual.content import Content

from tutor.image.showing import shown
from tutor.ui import amounts, signs
from tutor.ui.comparing.icicle import Cell
from tutor.ui.widgets.merged_row import SIGN_COLOURS
from tutor.ui.widgets.rows import spread

_QUIET = "$foreground 85%"
"""A cell's ground is coloured: the quiet ink of plain grounds would drown in it."""


def piece(cell: Cell, line: int, room: int, total: int, cursor: str | None, *, shade: int) -> Content:
    """One line of a cell with its edge, ``room`` cells wide.

    ``total`` is the bytes of the whole map. ``cursor`` is the ground of a cell that the cursor stands on;
    others have ``shade`` percent of their sign's colour as ground, neighbours not the same.
    """
    text = _text(cell, line, room - 3, total)
    colour = SIGN_COLOURS.get(cell.sign, "$muted")
    if cursor is not None:
        body = Content.assemble(("▌", "$accent"), text, " ").stylize(f"on {cursor}")
    else:
        body = Content.assemble((_edge(cell, line), colour), text, " ").stylize(f"on {colour} {shade}%")
    return Content.assemble(body, " ") if room > body.cell_length else body


def _edge(cell: Cell, line: int) -> str:
    """A bracket around the lines of a cell, so that it can be told where no ground is to be seen."""
    if cell.height == 1:
        return signs.DOT
    return "╭" if line == 0 else "╰" if line == cell.height - 1 else "│"


def _text(cell: Cell, line: int, room: int, total: int) -> Content:
    if line == 0:
        return spread(_name(cell), Content(amounts.size(cell.bytes)), room)
    if line <= len(cell.inside):
        name, held = cell.inside[line - 1]
        return spread(
            Content.styled("  " + shown(name), _QUIET), Content.styled(amounts.size(held), _QUIET), room
        )
    if line == 1 and cell.path is not None:
        return spread(Content.styled(f"  {amounts.share(cell.bytes, total)}", _QUIET), Content(""), room)
    return Content(" " * room)


def _name(cell: Cell) -> Content:
    if cell.path is None:
        return Content.styled(f"… {amounts.count(cell.count, 'more', 'more')}", _QUIET)
    name = shown(cell.name) + ("/" if cell.is_folder else "")
    return Content.assemble(
        (cell.sign, f"bold {SIGN_COLOURS[cell.sign]}"), " ", (name, "bold" if cell.is_folder else "")
    )
