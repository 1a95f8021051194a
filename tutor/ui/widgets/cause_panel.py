"""What went wrong, in words: the cause, what it means, what to try."""

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
class Trouble:
    """A failure to explain; ``log`` is what was said last, ``said`` the rest of the engine's message.

    ``line`` counts from 1. ``lesson`` is the number of the lesson that explains it, 0 for none.
    """

    title: str
    said: str = ""
    meaning: str = ""
    idea: str = ""
    hint: str = ""
    line: int | None = None
    key: str = ""
    lesson: int = 0
    log: str = ""


class CausePanel(ToldPanel):
    """Explains a failure below the text that caused it; hidden while there is none."""

    BORDER_TITLE = "What went wrong"
    CLOSES = "screen.close_trouble"
    HELP = """
    # What went wrong
    What it said last, what to do about it, and what it means; the whole output is in the **Log**.

    - **Alt+U** shows all of a long one, to be scrolled with the arrows, and less again.
    - **Esc** closes this panel; the marks beside the line stay until the next build.
    """
    DEFAULT_CSS = """
    CausePanel {
        height: auto;
        max-height: 45%;
        display: none;
        border: round $error;
        border-title-color: $error;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        Static { height: auto; margin: 1 0 0 0; }
        #cause-title { text-style: bold; margin: 0; }
        #cause-log { margin: 0; }
        #cause-said, #cause-log { color: $muted; }
    }
    """

    trouble: reactive[Trouble | None] = reactive(None)

    def watch_trouble(self) -> None:
        trouble = self.trouble
        self.display = trouble is not None
        self.whole = False
        if trouble is None:
            return
        if not self.query("#cause-title"):  # most lessons are opened, and left, without it
            self.mount_all(Hung(id=f"cause-{part}") for part in ("title", "log", "hint", "meaning", "said"))
        where = f"Line {trouble.line}: " if trouble.line else ""
        self._say("title", Content(where + trouble.title))
        self._say("said", Content(trouble.said.strip()))
        self._say("meaning", prose(trouble.meaning))
        advice = trouble.hint or trouble.idea
        self._say(
            "hint",
            [(Content.styled(f"{signs.POINTER} ", "$accent"), prose(advice))] if advice else [],
        )
        self._say("log", Content(trouble.log.strip()))
        self.say_ways(f"lesson {trouble.lesson} explains it" if trouble.lesson else "")
        self.scroll_home(animate=False)

    def _say(self, part: str, said: Content | SignedRows) -> None:
        line = self.query_one(f"#cause-{part}", Static)
        if isinstance(said, Content):
            line.update(with_own_keys(self.app, said))
            line.display = bool(said.plain)
        else:
            line.update(Hanging([(sign, with_own_keys(self.app, text)) for sign, text in said]))
            line.display = bool(said)
