"""The line that says what the builder does, or how the last build ended."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from tutor.ui import amounts, signs
from tutor.ui.own_keys import with_own_keys
from tutor.ui.widgets.rows import spread


@dataclass(frozen=True, slots=True)
class BuildStatus:
    """What to say: ``sign`` in ``colour``, then ``text`` and as many of ``more`` as there is room for.

    While it runs, the elapsed time is told too. ``links`` are (action, text), as many as there is room for.
    """

    text: str
    sign: str = signs.DOT
    colour: str = "$muted"
    running: bool = False
    step: int = 0
    steps: int = 0
    more: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


IDLE = BuildStatus("Not built yet", links=(("screen.build", "F5 builds"),))


class BuildLine(Widget):
    """Above the footer: step of steps and time while it builds, afterwards how it went and what next."""

    DEFAULT_CSS = """
    BuildLine {
        height: 1;
        padding: 0 1;
        background: $surface;
        link-style: underline;
        link-color: $accent;
        link-background-hover: $surface;
        link-color-hover: $foreground;
    }
    """

    status = reactive(IDLE)
    what_if = reactive("")
    """What a build of the text would make; it goes before how the last build ended, and never says it was."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._since = 0.0
        self._clock: Timer | None = None

    def watch_status(self, before: BuildStatus, now: BuildStatus) -> None:
        if now.running and not before.running:
            self._since = monotonic()
            self._clock = self.set_interval(1.0, self.refresh)
        elif not now.running and self._clock is not None:
            self._clock.stop()
            self._clock = None

    def render(self) -> Content:
        status = self.status
        width = self.content_size.width
        told: list[Content | str | tuple[str, str]] = [(status.sign, status.colour), " "]
        if status.running and status.steps:
            done = amounts.bar(status.step / status.steps, 8)
            told += [(done, "$accent"), ("─" * (8 - len(done)), "$border"), f" {status.step}/{status.steps} "]
        predicted = "" if status.running else self.what_if
        if predicted:
            told = [("┄ ", "$secondary"), Content.styled(predicted, "italic")]
        else:
            told.append(with_own_keys(self.app, status.text))
        link = Content("")
        for action, told_by_default in status.links:
            text = with_own_keys(self.app, told_by_default)
            one = Content.from_markup(f"[@click={action}]$text[/]", text=text)
            if link and sum(map(len, (predicted or status.text, link.plain, text))) + 8 > width:
                break
            link = Content.assemble(link, "   ", one) if link else one
        if status.running:
            link = Content.assemble((f"{monotonic() - self._since:.0f} s  ", "$muted"), link)
        line = Content.assemble(*told)
        ended = status.text.removeprefix("Last build: ")
        more = (f"last build: {ended}", *status.more) if predicted else status.more
        for part in more:
            if line.cell_length + len(part) + 3 >= width - link.cell_length:
                break
            line = Content.assemble(line, (f" {signs.DOT} ", "$muted"), part)
        return spread(line, link, width)
