"""The tour of the lesson screen: four short notes, one at a time, beside what each speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.widgets import Static

from tutor.ui.own_keys import with_own_keys
from tutor.ui.when_drawn import when_drawn

if TYPE_CHECKING:
    from textual import events


@dataclass(frozen=True, slots=True)
class Stop:
    """What is told about ``pane``, a selector: beside it, or in a strip where it may not be on the screen."""

    pane: str
    beside: str
    strip: str


STOPS = (
    Stop("#lesson-pane", "Read here what to do.", "Lesson (Alt+1): what there is to do; you read it now."),
    Stop(
        "#editor-column",
        "Change the Dockerfile here. It is saved while you type.",
        "Editor (Alt+3): the Dockerfile; it is saved as you type.",
    ),
    Stop(
        "#build-line",
        "F5 builds it; this line says how it went.",
        "F5 builds it; the line below says how it went.",
    ),
    Stop(
        "#goals-pane",
        "Goals get a ✔ as you meet them. F9 gives a hint.",
        "Goals (Alt+2) get a ✔ as you meet them. F9: a hint.",
    ),
)
_KEYS, _LAST_KEYS = "Enter next · Esc end", "Enter ends it"


def place_beside(pane: Region, note: Size, screen: Size) -> Offset:
    """Where a note covers nothing of the pane: right of it, left, above or below; the first that fits."""
    middle = pane.y + max(0, pane.height - note.height) // 2
    for offset in (
        Offset(pane.right, middle),
        Offset(pane.x - note.width, middle),
        Offset(pane.x, pane.y - note.height),
        Offset(pane.x, pane.bottom),
    ):
        if Region(0, 0, *screen).contains_region(Region(*offset, *note)):
            return offset
    return Offset(0, 0)


class TourNote(Static):
    """One note of the tour; a click goes on."""

    DEFAULT_CSS = """
    TourNote {
        layer: overlay;
        position: absolute;
        width: 30;
        height: auto;
        padding: 0 1;
        border: round $accent;
        border-title-color: $accent;
        border-subtitle-color: $muted;
        background: $surface;
    }
    .-narrow TourNote, .-zoomed TourNote {
        layer: default;
        position: relative;
        width: 100%;
        height: 2;
        border: none;
    }
    """

    class Ended(Message):
        """The last note was read."""

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    def on_mount(self) -> None:
        self._tell()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.go_on()

    def go_on(self) -> None:
        """Show the next note, or end the tour."""
        if self._at == len(STOPS) - 1:
            self.post_message(self.Ended())
        else:
            self._at += 1
            self._tell()

    @property
    def count(self) -> str:
        """How far the tour is."""
        return f"{self._at + 1}/{len(STOPS)}"

    @property
    def keys(self) -> str:
        """Which keys count."""
        return _LAST_KEYS if self._at == len(STOPS) - 1 else _KEYS

    def fit(self) -> None:
        """Take the form for the screen's layout: a box beside the pane, or a strip at the foot."""
        stop = STOPS[self._at]
        if self.screen.has_class("-narrow") or self.screen.has_class("-zoomed"):
            self.update(
                Content.assemble(
                    with_own_keys(self.app, stop.strip), "\n", (f"{self.keys} · {self.count}", "$muted")
                )
            )
            self.styles.offset = (0, 0)
            self.visible = True
        else:
            self.visible = False  # until its place is known: it would flash up elsewhere
            self.update(with_own_keys(self.app, stop.beside))
            when_drawn(self, lambda: self._go_beside(stop.pane))

    def _go_beside(self, selector: str) -> None:
        pane = self.screen.query_one(selector).region
        self.styles.offset = place_beside(pane, self.outer_size, self.screen.size)
        self.visible = True

    def _tell(self) -> None:
        self.border_title, self.border_subtitle = f"Tour {self.count}", self.keys
        self.fit()
