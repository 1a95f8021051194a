"""The line below a log that takes the words to look for, and tells where among the places found one is."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from tutor.ui.widgets.build_log import BuildLog
from tutor.ui.widgets.even import EvenVertical


class LogPane(EvenVertical):
    """A build's log; while words are looked for, with a line for them below it."""

    DEFAULT_CSS = """
    LogPane {
        height: 1fr;
        #log-search { display: none; height: 1; border: none; padding: 0; background: $surface; }
        #log-found { display: none; height: 1; color: $muted; }
        &.-searching #log-search, &.-searching #log-found { display: block; }
    }
    """

    def compose(self) -> ComposeResult:
        yield BuildLog(id="log")
        yield Static(id="log-found")
        yield Input(placeholder="Words to look for; Enter goes there", id="log-search", compact=True)

    @property
    def log_view(self) -> BuildLog:
        return self.query_one(BuildLog)

    @property
    def searching(self) -> bool:
        """Whether the line is open."""
        return self.has_class("-searching")

    @on(BuildLog.SearchAsked)
    def _asked(self, message: BuildLog.SearchAsked) -> None:
        message.stop()
        self.add_class("-searching")
        field = self.query_one(Input)
        field.value = ""
        field.focus()
        self._say("")

    @on(Input.Changed, "#log-search")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._say("")
        self.log_view.search(event.value)

    @on(Input.Submitted, "#log-search")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.log_view.focus()
        else:
            self.close()

    @on(BuildLog.Found)
    def _found(self, message: BuildLog.Found) -> None:
        message.stop()
        told = f"{message.number} of {message.count}  n next  N before" if message.count else "not in the log"
        self._say(told)

    def _say(self, told: str) -> None:
        self.query_one("#log-found", Static).update(Content.from_markup("[b]/[/] $told", told=told))

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "up") and self.query_one(Input).has_focus:
            event.stop()
            self.log_view.focus()
            self.log_view.action_hit(1 if event.key == "down" else -1)

    def close(self) -> None:
        """Look for nothing any more."""
        self.remove_class("-searching")
        self.log_view.search("")
        self.log_view.focus()
