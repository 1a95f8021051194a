"""The log of a build, step by step."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text

from tutor.ui import amounts, signs
from tutor.ui.widgets.log_view import LogView

if TYPE_CHECKING:
    from tutor.engine.events import StepId
    from tutor.ui.told import Told


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

    def tell(self, events: Iterable[Told]) -> None:
        """Add what happened."""
        from tutor.course import GoalRun
        from tutor.engine import events as told

        for event in events:
            match event:
                case told.StepStarted(step=step, text=text, line=line):
                    if step not in self._titles:
                        self._titles[step] = f"line {line}: {text}" if line else text
                        self._header(step)
                case told.StepOutput(step=step, stream=stream, data=data):
                    if step != self._latest:
                        self._header(step)
                    self.write_output(f"{step} {stream}", self._decode(step, stream, data))
                case told.StepFinished(step=step, cached=cached, seconds=seconds):
                    self._flush(step)
                    if step in self._titles:
                        how = "cached" if cached else amounts.seconds(seconds)
                        self._end(step, f"  {signs.DONE} {how}", "dim")
                case told.StepFailed(step=step, message=message):
                    self._flush(step)
                    self._end(step, f"  {signs.FAILED} {message}", "bold")
                case told.BuildWarning(rule=rule, message=message, line=line):
                    where = f"line {line}: " if line else ""
                    self.write_text([Text(f"{signs.WARNING} {where}{message} ({rule})", style="italic")])
                case GoalRun(text=text, seconds=seconds):
                    self.write_text(
                        [Text(f"{signs.POINTER} goal: {text}  {amounts.seconds(seconds)}", style="dim")]
                    )
                case _:
                    pass

    def _decode(self, step: StepId, stream: str, data: bytes) -> str:
        """Bytes to text; a character that two pieces share waits for its second half."""
        decoder = self._decoders.setdefault((step, stream), codecs.getincrementaldecoder("utf-8")("replace"))
        return decoder.decode(data)

    def _header(self, step: StepId) -> None:
        self._latest = step
        self.write_text([Text(f"{signs.POINTER} {self._titles.get(step, step)}", style="bold")])

    def _end(self, step: StepId, text: str, style: str) -> None:
        if step != self._latest:
            text += f"  ({self._titles.get(step, step)})"
        self.write_text([Text(text, style=style)])

    def _flush(self, step: StepId) -> None:
        for stream in ("stdout", "stderr"):
            self.flush_output(f"{step} {stream}")
