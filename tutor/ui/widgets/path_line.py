"""How the file under the cursor came to where it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tutor.ui import amounts
from tutor.ui.own_keys import key_link

if TYPE_CHECKING:
    from tutor.insight import Hop
    from tutor.insight.provenance import Share

_MOST_HOPS = 4


class PathLine(Widget):
    """A line for each hop, nearest first; the first one has the key that leads to it."""

    DEFAULT_CSS = """
    PathLine {
        height: auto;
        max-height: 6;
        border-top: solid $border-blurred;
        link-style: underline;
        link-color: $accent;
        color: $muted;
    }
    """

    hops: reactive[Sequence[Hop]] = reactive((), layout=True)

    shares: reactive[Sequence[Share]] = reactive((), layout=True)
    """The lines that hold parts of a folder, where they are several."""

    def on_mount(self) -> None:
        self.watch_hops()

    def watch_hops(self) -> None:
        self.display = bool(self.hops or self.shares)

    def watch_shares(self) -> None:
        self.watch_hops()

    def render(self) -> Content:
        width = max(1, self.content_size.width)
        lines = []
        for number, share in enumerate(self.shares[:_MOST_HOPS]):
            link = key_link(self.app, "screen.line_of_file", "files.line", "d", f"line {share.line}")
            where = link if number == 0 else Content(f"  line {share.line}")
            told = f" {share.keyword} holds {amounts.size(share.bytes)} of it"
            lines.append(Content.assemble(where, told).truncate(width, ellipsis=True))
        if len(self.shares) > _MOST_HOPS:
            lines.append(Content(f"  and {len(self.shares) - _MOST_HOPS} more lines less"))
        for number, hop in enumerate(self.hops[:_MOST_HOPS]):
            link = key_link(self.app, "screen.line_of_file", "files.line", "d", f"line {hop.line}")
            where = link if number == 0 else Content(f"  line {hop.line}")
            lines.append(Content.assemble(where, " ", told_of(hop)).truncate(width, ellipsis=True))
        if len(self.hops) > _MOST_HOPS:
            lines.append(Content(f"  and {len(self.hops) - _MOST_HOPS} hops before"))
        return Content("\n").join(lines)


def told_of(hop: Hop) -> str:
    """``COPY from stage build``, ``RUN go build …``, ``FROM golang:1.27``."""
    likely = " (likely)" if hop.likely else ""
    match hop.brought:
        case "base image":
            said = f"{hop.keyword} {hop.source}"
        case "stage" | "image":
            said = f"{hop.keyword} from {hop.source}" + (f" /{hop.from_path}" if hop.from_path else "")
        case "build context":
            said = f"{hop.keyword} of your {hop.source or 'files'}"
        case "download":
            said = f"{hop.keyword} of {hop.source}"
        case _:
            source = " ".join(hop.source.split())
            said = source if source.upper().startswith(hop.keyword) else f"{hop.keyword} {source}"
    return said + likely
