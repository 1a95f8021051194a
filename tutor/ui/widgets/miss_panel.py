"""What the embedded engine has not recorded, and the ways on from there."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tutor.ui import signs
from tutor.ui.own_keys import with_own_keys
from tutor.ui.prose import prose
from tutor.ui.widgets.hanging import Hanging, Hung, SignedRows
from tutor.ui.widgets.told_panel import ToldPanel


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that is not recorded: ``what``, the ``reason``, and what is recorded ``near`` it.

    ``line`` counts from 1 and ``instruction`` is its text; None and empty where no line is to blame, as for a
    run (``of_run``) or for what a goal asked of a build that ended well (``of_goal``). ``mendable`` is true
    where the editor writes what is near. ``looking`` is true while a live engine is looked for; ``tried`` are
    (where, outcome, advice) of a search that found none.
    """

    what: str
    reason: str
    near: tuple[str, ...] = ()
    line: int | None = None
    instruction: str = ""
    of_run: bool = False
    of_goal: bool = False
    mendable: bool = False
    looking: bool = False
    tried: tuple[tuple[str, str, str], ...] = ()

    @property
    def title(self) -> str:
        """``Line 4 is not recorded``."""
        if self.of_goal:
            return "Your build ended well; one goal could not be judged"
        if self.of_run:
            return "This run is not recorded"
        return f"Line {self.line} is not recorded" if self.line else "This build is not recorded"


_DOT = Content(f"{signs.DOT} ")
_PARTS = ("title", "instruction", "reason", "near", "ways", "tried")


class MissPanel(ToldPanel):
    """A calm account below the editor; hidden while there is nothing to tell."""

    BORDER_TITLE = "Not recorded"
    CLOSES = "screen.close_miss"
    HELP = """
    # Not recorded
    The embedded engine replays what was recorded on a real engine. What it does not know it does not invent.
    Your text and your attempts stay as they are.

    - **F12** looks for Docker or Podman; where one answers, the same text is built there at once.
    - **Alt+U** shows all of a long one, to be scrolled with the arrows, and less again.
    - **Esc** closes this panel.
    """
    DEFAULT_CSS = """
    MissPanel {
        height: auto;
        max-height: 60%;
        display: none;
        border: round $secondary;
        border-title-color: $secondary;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        Static { height: auto; }
        #miss-title { text-style: bold; }
        #miss-ways { margin: 1 0 0 0; }
        #miss-instruction { color: $accent; }
        #miss-tried { color: $muted; }
    }
    """

    miss: reactive[Miss | None] = reactive(None)

    def watch_miss(self) -> None:
        miss = self.miss
        self.display = miss is not None
        if miss is None:
            self.whole = False
            return
        if not self.query("#miss-title"):  # most lessons are opened, and left, without it
            self.mount_all(
                Hung(id=f"miss-{part}")
                for part in ("title", "instruction", "reason", "near", "ways", "tried")
            )
        self._say("title", Content.assemble((f"{signs.UNKNOWN} ", "$secondary"), f"{miss.title}."))
        told = miss.what in miss.instruction
        self._say("instruction", Content(miss.instruction))
        self._say(
            "reason",
            Content(f"Why: {miss.reason.rstrip('.')}.")
            if told
            else Content.assemble((miss.what, "$accent"), f": {miss.reason.rstrip('.')}."),
        )
        near = [Content.assemble((f"\n{signs.DOT} ", "$muted"), one) for one in miss.near]
        title = f"Recorded, and near it{' (Alt+X writes one)' if miss.mendable else ''}:"
        self._say("near", Content.assemble(title, *near) if near else Content(""))
        self._say("ways", self._ways(miss))
        tried = [(_DOT, Content(f"{where}: {outcome}")) for where, outcome, _ in miss.tried]
        self._say("tried", tried)
        self.say_ways()
        if miss.looking or miss.tried:
            self.call_after_refresh(self.scroll_to_widget, self.query_one("#miss-ways"), animate=False)
        else:
            self.scroll_home(animate=False)

    def _ways(self, miss: Miss) -> Content | SignedRows:
        if miss.looking:
            return Content.styled("Looking for Docker and Podman …", "$muted")
        pointer = Content.styled(f"{signs.POINTER} ", "$accent")
        again = "again looks for" if miss.tried else "looks for"
        what = "builds and runs it there" if miss.of_run else "builds your text there"
        way = Content.from_markup(f"[@click=app.engine]F12[/] {again} Docker or Podman and {what}.")
        if not miss.tried:
            start = prose(
                "To have one: open Docker Desktop, or `sudo systemctl start docker`, or for Podman "
                "`systemctl --user start podman.socket`."
            )
            return [(pointer, way), (Content(""), start)]
        advice = next((advice for _, _, advice in miss.tried if advice), "Start Docker or Podman.")
        warning = Content.styled(f"{signs.WARNING} ", "$warning")
        return [(warning, "No live engine answers yet. " + prose(advice)), (pointer, way)]

    def _say(self, part: str, said: Content | SignedRows) -> None:
        line = self.query_one(f"#miss-{part}", Static)
        if isinstance(said, Content):
            line.update(with_own_keys(self.app, said))
            line.display = bool(said.plain)
        else:
            line.update(Hanging([(sign, with_own_keys(self.app, text)) for sign, text in said]))
            line.display = bool(said)
