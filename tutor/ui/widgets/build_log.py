"""The log of a build, step by step."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tutor.ui import amounts, signs
from tutor.ui.live.log import MOST_LINES, Section
from tutor.ui.widgets.log_lines import Unfinished
from tutor.ui.widgets.readable_log import ReadableLog

if TYPE_CHECKING:
    from tutor.engine.events import StepId
    from tutor.ui.told import Told
    from tutor.ui.widgets.sections_view import LogSection

STEP_COUNT = re.compile(r"^\[[^\]]*\] ")
"""How a builder counts its steps: others than those that the text has."""
_TICK_SECONDS = 1.0
_NO_BUILD = "No build yet. F5 builds; what the builder says comes here."
_NOT_KEPT = (
    "The log of your last build was kept no longer than that session; what came of it is in the other panes. "
    "F5 builds again, and what the builder says comes here."
)


class BuildLog(ReadableLog):
    """A line for every step with its output below; what ended well folds itself away."""

    HELP = """
    # Log
    What the builder and the commands of the build say, step by step, as it comes. A step that ended well
    becomes one line; the one that failed stays open.

    **Signs**: `●` runs now, `✔` done, `↺` from the cache, `✘` failed, `!` a warning, or a step that was
    stopped, `·` something that a goal had run, `◇` where recorded figures come from. `▸` and `▾`: a step's
    output is folded away, or open.

    - **Enter** opens or folds a step, **o** opens all, **f** folds all.
    - **/** looks for words, also in what is folded; **n** and **N** go to the next and the one before.
    - **d** goes to the step's line in the Dockerfile.
    - **↑ ↓ PgUp PgDn Home** move; **End** follows the build again.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, placeholder=_NO_BUILD)
        self._of_step: dict[StepId, int] = {}
        self._decoders: dict[tuple[StepId, str], codecs.IncrementalDecoder] = {}
        self._unfinished = Unfinished()

    def on_mount(self) -> None:
        self.set_interval(_TICK_SECONDS, self._tick)

    def _tick(self) -> None:
        if self.is_on_screen and any(section.state == "running" for section in self.sections):
            self.refresh()

    # What is told

    def begin(self) -> None:
        """A new build: forget the last one."""
        self.sections = []  # another list: the last one may be kept with its build
        self._of_step.clear()
        self._decoders.clear()
        self._unfinished.clear()
        self.here = None
        self.renew(0, following=True)

    def remember(self, kept: Sequence[LogSection] | None) -> None:
        """Show the log of a build that was over before; None where no log is left of it."""
        if kept is None:
            self.placeholder = _NOT_KEPT
            return
        self.sections = list(kept)
        self.renew(len(self.sections) - 1, following=True)

    def end(self) -> None:
        """The build is over: show lines that never ended; a step that never ended was stopped."""
        for source, line in self._unfinished.flush():
            self.sections[self._of_step[source.rpartition(" ")[0]]].add([line])
        for section in self.sections:
            if section.state == "running":
                section.end(signs.WARNING, "stopped", failed=True)
        self.renew()

    def tell_provenance(self, sentences: Sequence[str]) -> None:
        """Say from what the figures come, where they were recorded."""
        if sentences:
            self.note(f"{signs.RECORDED} Where this comes from", sentences)

    def note(self, title: str, lines: Iterable[str] = ()) -> None:
        """Say something of our own."""
        following = self.following
        self.sections.append(Section(title, lines=[f"  {line}" for line in lines]))
        self.renew(len(self.sections) - 1, following=following)

    def tell(self, told: Sequence[Told]) -> None:
        """Add what happened."""
        if not told:
            return
        following = self.following
        newest: int | None = None
        for event in told:
            changed = self._take(event)
            newest = changed if changed is not None else newest
        self.renew(newest, following=following)

    def _take(self, event: Told) -> int | None:
        """Add one event; the number of the section that it changed."""
        from tutor.course import GoalRun
        from tutor.engine import events as told

        match event:
            case told.StepStarted(step=step, text=text, line=line) if step not in self._of_step:
                self._of_step[step] = len(self.sections)
                title = text if line is None else f"{line} {STEP_COUNT.sub('', text)}"
                self.sections.append(
                    Section(" ".join(title.split()), "running", signs.RUNNING, line=line, since=self._clock())
                )
            case told.StepOutput(step=step, stream=stream, data=data) if step in self._of_step:
                text = self._decode(step, stream, data)
                lines = self._unfinished.take(f"{step} {stream}", text, MOST_LINES)
                self.sections[self._of_step[step]].add(lines)
            case told.StepProgress(step=step, part=part, current=current, total=total) if (
                step in self._of_step and total
            ):
                self.sections[
                    self._of_step[step]
                ].how = f"{part} {amounts.size(current)} of {amounts.size(total)}"
            case told.StepFinished(step=step, cached=cached, seconds=seconds) if step in self._of_step:
                sign = signs.CACHED if cached else signs.DONE
                self._end(step, sign, "cached" if cached else amounts.seconds(seconds))
            case told.StepFailed(step=step, message=message) if step in self._of_step:
                self._end(step, signs.FAILED, "failed", message)
            case told.BuildWarning(rule=rule, message=message, line=line):
                where = f"line {line}: " if line else ""
                self.sections.append(Section(f"{signs.WARNING} {where}{message} ({rule})"))
                return len(self.sections) - 1
            case GoalRun(text=text, seconds=float(seconds)):
                self.sections.append(Section(f"goal: {text}", sign=signs.DOT, how=amounts.seconds(seconds)))
                return len(self.sections) - 1
            case _:
                return None
        return self._of_step[event.step]

    def _decode(self, step: StepId, stream: str, data: bytes) -> str:
        """Bytes to text; a character that two pieces share waits for its second half."""
        decoder = self._decoders.setdefault((step, stream), codecs.getincrementaldecoder("utf-8")("replace"))
        return decoder.decode(data)

    def _end(self, step: StepId, sign: str, how: str, failure: str = "") -> None:
        section = self.sections[self._of_step[step]]
        for stream in ("stdout", "stderr"):
            section.add([line for _, line in self._unfinished.flush(f"{step} {stream}")])
        if failure:
            section.add([f"{signs.FAILED} {line}" for line in failure.splitlines()])
        read_now = self.here is not None and self.here.section == self._of_step[step]
        section.chosen = section.chosen or read_now
        section.end(sign, how, failed=bool(failure))
