"""Building a learner's Dockerfile again for a goal, in a copy of the folder."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tutor.course.goals import BuildNeed, Missing, Rebuilt, StepState
from tutor.dockerfile import parse
from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineError, NotRecorded
from tutor.engine.events import (
    BuildEvent,
    Built,
    Cancelled,
    Failed,
    StepFailed,
    StepFinished,
    StepOutput,
    StepStarted,
)
from tutor.engine.protocol import Engine
from tutor.engine.request import BuildRequest
from tutor.engine.result import STEPPING, BuildResult

MOST_WRITTEN_BYTES = 256 * 1024


def rebuild(
    need: BuildNeed,
    request: BuildRequest,
    engine: Engine,
    cancel: Cancel,
    *,
    clock: Callable[[], int] = time.time_ns,
) -> Rebuilt | Missing:
    """Build with the edits and the cache, beside the learner's own image; nothing in the folder changes.

    Missing when cancelled, and when the files or the engine do not allow it.
    """
    with tempfile.TemporaryDirectory(prefix="distill-edited-") as name:
        try:
            again = edited(need, request, Path(name, "context"), clock=clock)
        except OSError as error:
            return Missing(f"The files could not be edited for another build: {error.strerror or error}.")
        if isinstance(again, Missing):
            return again
        story = _Story()
        try:
            for event in engine.build(again, cancel):
                story.note(event)
        except NotRecorded as error:
            story.miss(error)
            if need.fresh:
                _stage_by_stage(again, engine, cancel, story)
            return Rebuilt(story.lines, unrecorded=error)
        except EngineError as error:
            return Missing(f"It could not be built again: {error.message}")
    return story.told()


def _stage_by_stage(request: BuildRequest, engine: Engine, cancel: Cancel, story: _Story) -> None:
    """Look at the stages that were not reached when another one missed a recording."""
    for stage in parse(request.dockerfile).stages:
        lines = [one.lines.first for one in stage.instructions if one.keyword != "FROM"]
        if cancel.thrown or any(line in story.lines for line in lines):
            continue
        try:
            for event in engine.build(replace(request, target=str(stage.index)), cancel):
                story.note(event)
        except NotRecorded as error:
            story.miss(error)
        except EngineError:
            continue


def edited(
    need: BuildNeed, request: BuildRequest, folder: Path, *, clock: Callable[[], int] = time.time_ns
) -> BuildRequest | Missing:
    """The request for a copy of its context in ``folder``, which is made, with the edits. Raises OSError."""
    mark = blanks(clock()) if need.fresh else ""
    shutil.copytree(request.context, folder, symlinks=True)
    for edit in need.edits:
        file = folder / edit.file
        if not file.resolve().is_relative_to(folder.resolve()):
            return Missing(f"{edit.file} leads out of the folder, so it was not edited.")
        if edit.write is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(edit.write + mark, encoding="utf-8", newline="")
        elif not file.is_file():
            return Missing(f"{edit.file} is not in your folder, so it could not be edited.")
        else:
            with file.open("a", encoding="utf-8", newline="") as text:
                text.write((edit.append or "") + mark)
    return replace(
        request,
        context=folder,
        dockerfile_path=_moved(request, folder),
        target=need.target if need.target is not None else request.target,
        use_cache=True,
        measure=False,
        replay="instant",
        aside=True,
    )


def blanks(number: int) -> str:
    """A line that no language minds, another one for every number."""
    return f"{number:b}".replace("0", " ").replace("1", "\t") + "\n"


def _moved(request: BuildRequest, folder: Path) -> Path | None:
    """Where the Dockerfile lies now: an ignore file may lie beside it."""
    path = request.dockerfile_path
    if path is None or not path.absolute().is_relative_to(request.context.absolute()):
        return path
    return folder / path.absolute().relative_to(request.context.absolute())


@dataclass
class _Story:
    """What the events of a build tell of it."""

    lines: dict[int, StepState] = field(default_factory=dict)
    result: BuildResult | None = None
    cancelled: bool = False
    _line_of: dict[str, int] = field(default_factory=dict)
    _written: dict[str, bytearray] = field(default_factory=dict)
    _failed: list[str] = field(default_factory=list)

    def note(self, event: BuildEvent) -> None:
        match event:
            case StepStarted(step=step, line=int(line)):
                self._line_of[step] = line
            case StepOutput(step=step, data=data):
                written = self._written.setdefault(step, bytearray())
                written += data
                del written[:-MOST_WRITTEN_BYTES]
            case StepFinished(step=step, cached=cached) if step in self._line_of:
                # A stage that another one builds on is built again with it, and then from the cache.
                self.lines.setdefault(self._line_of[step], "cached" if cached else "ran")
            case StepFailed(step=step):
                self._failed.append(step)
            case Built(result=result) | Failed(result=result):
                self.result = result
            case Cancelled():
                self.cancelled = True

    def miss(self, error: NotRecorded) -> None:
        """What the embedded engine has no recording of is not in the cache, so it had to run."""
        if error.line is not None:
            self.lines[error.line] = "ran"

    def told(self) -> Rebuilt | Missing:
        """What came of it; the result knows also of steps that are another stage's too."""
        if self.result is None or self.cancelled:
            return Missing("The build that was made again was cancelled.")
        failure = self.result.failure
        for stage in self.result.stages:
            for one in stage.instructions:
                if one.reached and one.keyword in STEPPING:
                    self.lines[one.line] = "cached" if one.cached else "ran"
        if failure is not None and failure.line is not None:
            self.lines[failure.line] = "failed"
        return Rebuilt(self.lines, failure, self._wrote())

    def _wrote(self) -> str:
        failure = self.result.failure if self.result is not None else None
        # Of stages that run side by side, those that the failure broke off are told as failed too.
        failed = [self._written.get(step, bytearray()) for step in dict.fromkeys(self._failed)]
        written = b"\n".join(map(bytes, failed)).decode("utf-8", "replace")
        return written or (failure.log if failure is not None else "")
