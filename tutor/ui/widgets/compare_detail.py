"""What is known of the selected path, in two lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tutor.image.entry import FileEntry, FileKind
from tutor.image.showing import shown
from tutor.ui import amounts, signs
from tutor.ui.modes import mode_and_owner
from tutor.ui.widgets.merged_row import SIGN_COLOURS, SIGN_NAMES

if TYPE_CHECKING:
    from tutor.image.merged_tree import Node
    from tutor.insight import Hop


class CompareDetail(Widget):
    """The path with what differs, and below where the file came from."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    CompareDetail { height: 2; color: $foreground; }
    """

    node: reactive[Node | None] = reactive(None)
    trail: reactive[tuple[Hop, ...]] = reactive(())

    def render(self) -> Content:
        width, node = self.content_size.width, self.node
        if node is None:
            return Content("")
        colour = SIGN_COLOURS[node.sign]
        first = Content.assemble(
            (f"{node.sign} {SIGN_NAMES[node.sign]} ", colour), (f"/{shown(node.path)}", "bold"),
            (f"  {_facts(node)}", "$muted"),
        )  # fmt: skip
        second = Content.styled(trail_told(self.trail), "$muted")
        return Content("\n").join(
            [first.truncate(width, ellipsis=True), second.truncate(width, ellipsis=True)]
        )


def trail_told(trail: Sequence[Hop]) -> str:
    """``COPY --from=build, line 6 ← RUN go build, line 4 ← build context``: nearest first."""
    return " ← ".join(_hop(hop) for hop in trail)


def _hop(hop: Hop) -> str:
    likely = "probably " if hop.likely else ""
    match hop.brought:
        case "stage":
            told = f"{hop.keyword} --from={hop.source} line {hop.line}"
        case "image":
            told = f"{hop.keyword} --from={hop.source} line {hop.line}"
        case "base image":
            told = f"FROM {hop.source} line {hop.line}"
        case "command":
            command = hop.source if len(hop.source) <= 40 else hop.source[:39] + "…"
            keyword = "" if command.startswith(hop.keyword) else f"{hop.keyword} "
            told = f"{keyword}{command} line {hop.line}"
        case "build context":
            told = f"{hop.keyword} line {hop.line} of {hop.from_path or hop.source} in the build context"
        case _:
            told = f"{hop.keyword} {hop.source} line {hop.line}"
    return likely + told


def _facts(node: Node) -> str:
    before, after = node.before, node.after
    if before is None or after is None or before is after:
        return _about(node.entry)
    told = [_about(before), _about(after)]
    return told[0] if told[0] == told[1] else " → ".join(told)


def _about(entry: FileEntry) -> str:
    size = f" {amounts.size(entry.size)}" if entry.kind is FileKind.FILE else ""
    digest = f" {signs.DOT} {entry.digest.removeprefix('sha256:')[:12]}" if entry.digest else ""
    return f"{mode_and_owner(entry)}{size}{digest}"
