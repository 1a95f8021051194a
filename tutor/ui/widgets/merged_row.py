"""One path of two trees as a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tutor.image.entry import FileEntry, FileKind
from tutor.image.showing import shown
from tutor.ui import amounts, signs
from tutor.ui.comparing.compared import growth, growth_colour
from tutor.ui.widgets.rows import spread

if TYPE_CHECKING:
    from tutor.image.merged_tree import Node

SIGN_COLOURS = {"+": "$warning", "-": "$success", "~": "$primary", "=": "$muted", ">": "$secondary"}
"""As of bytes: less is good, more is worth a look. The signs tell what became of a path."""
SIGN_NAMES = {"+": "added", "-": "removed", "~": "changed", "=": "same", ">": "moved"}
ROOM_FOR_BOTH = 52
"""From this width on a row shows the bytes of both sides beside the difference."""
SIZE_CELLS, GROWTH_CELLS = 9, 10
SETUID_OR_SETGID = 0o6000

_ICONS = {
    FileKind.SYMLINK: "→",
    FileKind.CHARACTER_DEVICE: "#",
    FileKind.BLOCK_DEVICE: "#",
    FileKind.FIFO: "|",
    FileKind.SOCKET: "@",
}


def icon(entry: FileEntry, *, opened: bool = False) -> str:
    """What a path is, in one cell."""
    if entry.kind is FileKind.DIRECTORY:
        return signs.OPENED if opened else signs.POINTER
    if entry.kind is FileKind.FILE:
        return "!" if entry.mode & SETUID_OR_SETGID else "*" if entry.mode & 0o111 else " "
    return _ICONS[entry.kind]


def heading(left: str, right: str, width: int, passing: str = "") -> Content:
    """What the columns are, to stand over rows of this width; ``passing`` tells what the filters leave."""
    told = f"{'difference':>{GROWTH_CELLS}}"
    if width >= ROOM_FOR_BOTH:
        names = [_column(name) for name in (left, right)]
        if names[0] == names[1]:
            names = ["left", "right"]
        told = "".join(f"{name:>{SIZE_CELLS}}" for name in names) + " " + told
    return spread(
        Content.styled(passing or "path", "bold" if passing else "$muted"),
        Content.styled(told, "$muted"),
        width,
    )


def _column(name: str) -> str:
    """A side's name in a column: of a build's stage the number and the name, of others both ends."""
    most = SIZE_CELLS - 1
    if len(name) > most:
        name = name.removeprefix("build ").replace(f" {signs.DOT} ", signs.DOT)
    before = most // 2
    return name if len(name) <= most else f"{name[:before]}…{name[before + 1 - most :]}"


def drawn(node: Node, depth: int, opened: bool, width: int, *, hit: bool = False) -> Content:
    """The sign, the name, the bytes on both sides and the difference; ``hit`` marks what was searched for."""
    colour = SIGN_COLOURS[node.sign]
    style = "bold" if node.is_folder else ""
    left = Content.assemble(
        (node.sign, f"bold {colour}"),
        " ",
        "  " * depth,
        icon(node.entry, opened=opened),
        " ",
        (shown(node.name), f"{style} underline" if hit else style),
        (_about(node), "$muted"),
    )
    return spread(left, _sizes(node, width), width)


def _about(node: Node) -> str:
    """What cannot be seen in the sizes."""
    entry = node.entry
    if node.other is not None:
        return f" {'from' if node.after is not None else 'to'} /{shown(node.other)}"
    told = f" → {shown(entry.target or '')}" if entry.kind is FileKind.SYMLINK else ""
    if entry.same_as is not None:
        told = f" = /{shown(entry.same_as)}"
    if node.sign == "~" and node.before is not None and node.after is not None:
        from tutor.image.comparing import changes_of

        changes = changes_of(node.before, node.after)
        if changes and changes != ("content",):
            told += f" ({', '.join(changes)})"
    return told


def _sizes(node: Node, width: int) -> Content:
    weights = node.weights
    sized = node.is_folder or node.entry.kind is FileKind.FILE
    difference = growth(node.growth) if sized and node.growth else "=" if node.sign == "=" and sized else ""
    if sized and not node.growth and weights.touched:
        difference = f"~ {amounts.size(weights.touched)}" if node.is_folder else "0 B"
    told = Content.styled(f"{difference:>{GROWTH_CELLS}}", growth_colour(node.growth))
    if width < ROOM_FOR_BOTH:
        return told
    before = amounts.size(weights.before) if sized and node.before is not None else amounts.NOTHING
    after = amounts.size(weights.after) if sized and node.after is not None else amounts.NOTHING
    return Content.assemble(
        (f"{before:>{SIZE_CELLS}}{after:>{SIZE_CELLS}} ", "$muted" if not sized else ""), told
    )
