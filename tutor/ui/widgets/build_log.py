"""The log of a build, step by step."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from tutor.ui import amounts, signs
from tutor.ui.widgets.log_view import LogView

if TYPE_CHECKING:
    from tutor.engine.events import StepId
    from tutor.ui.told import Told

_COUNT = re.compile(r"^\[[^\]]*\] ")


class BuildLog(LogView):
    """A header for every step, its output below, and how it ended."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, placeholder="No build yet. F5 builds; what the builder says comes here.")
        self._titles: dict[StepId, str] = {}
        self._decoders: dict[tuple[StepId, str], codecs.IncrementalDecoder] = {}
        self._latest: StepId | None = None

    def begin(self) -> None:
        """A new build: forget the last one."""
        self.clear()
        self._titles.clear()
        self._decoders.clear()
        self._latest = None

    def end(self) -> None:
        """The build is over: show lines that never ended."""
        self.flush_output()

    def tell_provenance(self, sentences: Sequence[str]) -> None:
        """Say from what the figures come, where they were recorded."""
        if sentences:
            self.write_text([Text(f"{signs.RECORDED} Where this comes from", style="bold")])
            self.write_text([Text(f"  {sentence}", style="dim") for sentence in sentences])

    def tell(self, events: Sequence[Told]) -> None:
        """Add what happened; a step that began and ended at once without a word is one line."""
        from tutor.course import GoalRun
        from tutor.engine import events as told

        over = {event.step for event in events if isinstance(event, told.StepFinished | told.StepFailed)}
        for event in events:
            match event:
                case told.StepStarted(step=step, text=text, line=line):
                    if step not in self._titles:
                        self._titles[step] = _title(text, line)
                        if step not in over:
                            self._header(step)
                case told.StepOutput(step=step, stream=stream, data=data):
                    if step != self._latest:
                        self._header(step)
                    self.write_output(f"{step} {stream}", self._decode(step, stream, data))
                case told.StepFinished(step=step, cached=cached, seconds=seconds) if step in self._titles:
                    self._end(step, signs.DONE, "cached" if cached else amounts.seconds(seconds))
                case told.StepFailed(step=step, message=message):
                    self._end(step, signs.FAILED, message)
                case told.BuildWarning(rule=rule, message=message, line=line):
                    where = f"line {line}: " if line else ""
                    self.write_text([Text(f"{signs.WARNING} {where}{message} ({rule})", style="italic")])
                case GoalRun(text=text, seconds=float(seconds)):
                    goal = f"{signs.POINTER} goal: {text}  {amounts.seconds(seconds)}"
                    self.write_text([Text(goal, style="dim")])
                case _:
                    pass

    def _decode(self, step: StepId, stream: str, data: bytes) -> str:
        """Bytes to text; a character that two pieces share waits for its second half."""
        decoder = self._decoders.setdefault((step, stream), codecs.getincrementaldecoder("utf-8")("replace"))
        return decoder.decode(data)

    def _header(self, step: StepId) -> None:
        self._latest = step
        self.write_text([Text(self._named(step), style="bold")])

    def _end(self, step: StepId, sign: str, how: str) -> None:
        for stream in ("stdout", "stderr"):
            self.flush_output(f"{step} {stream}")
        if step == self._latest:
            self.write_text([Text(f"  {sign} {how}", style="dim")])
        else:
            self.write_text([Text.assemble((self._named(step), "bold"), (f"  {sign} {how}", "dim"))])

    def _named(self, step: StepId) -> str:
        return f"{signs.POINTER} {self._titles.get(step, step)}"


def _title(text: str, line: int | None) -> str:
    """The instruction with its line in place of the builder's own count (``[build 2/4]``)."""
    return text if line is None else f"{line} {_COUNT.sub('', text)}"
