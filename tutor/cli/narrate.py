"""A build's events as lines of text: what a terminal without the app, a log file or a screen reader gets."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

import click

from tutor.dockerfile.stage_titles import the_stage

if TYPE_CHECKING:
    from tutor.engine import BuildResult

Event = TypeVar("Event")


def narrated(events: Iterable[Event], *, quiet: bool) -> Iterator[Event]:
    """Pass events on, telling each on stderr as it comes; ``quiet`` tells nothing."""
    narrator = _Narrator()
    for event in events:
        if not quiet:
            narrator.tell(event)
        yield event


class _Narrator:
    """Remembers which step is which, so that output can say whose it is."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._told: set[tuple[str, str]] = set()

    def tell(self, event: object) -> None:
        from tutor.course import GoalRun
        from tutor.engine import events

        match event:
            case GoalRun(text=text, seconds=None):
                self._say(f"goal: {text}")
            case events.StepStarted(step=step, text=text, line=line):
                if step not in self._texts:
                    self._texts[step] = text
                    self._say(f"{'line ' + str(line) + ': ' if line else ''}{text}")
            case events.StepOutput(data=data):
                sys.stderr.flush()
                sys.stderr.buffer.write(data)
                sys.stderr.buffer.flush()
            case events.StepProgress(step=step, part=part, current=current, total=total) if total:
                if current >= total and (step, part) not in self._told:
                    self._told.add((step, part))
                    self._say(f"  {part}: {_human(total)}")
            case events.StepFinished(step=step, cached=cached, seconds=seconds):
                if cached or seconds >= 1:
                    self._say(
                        f"  {'cached' if cached else f'{seconds:.1f} s'}: {self._texts.get(step, step)}"
                    )
            case events.BuildWarning(rule=rule, message=message, line=line):
                self._say(f"  warning{f' (line {line})' if line else ''}: {rule}: {message}")
            case events.Cancelled():
                self._say("Cancelled.")
            case _:
                pass

    def _say(self, text: str) -> None:
        click.echo(text, err=True)


def summary(result: BuildResult) -> str:
    """The stages and what each instruction added, as text; then the failure, if there was one."""
    from tutor.engine.result import STEPPING

    world = f"{result.engine} · {'recorded' if result.builder == 'embedded' else result.builder}"
    failure = result.failure
    lines = [f"{world} · {result.seconds:.1f} s"]
    for stage in result.stages:
        lines += ["", _stage_title(stage.label, stage.base, stage.size, final=stage.index == result.final)]
        if stage.skipped_because:
            lines.append(f"  skipped: {stage.skipped_because}")
            continue
        for instruction in stage.instructions:
            if not instruction.reached:
                failed = failure is not None and (failure.stage, failure.line) == (
                    stage.index,
                    instruction.line,
                )
                how = "failed" if failed else "not reached"
                lines.append(f"  {instruction.line:>4}  {'':>9}  {'':>7}  {instruction.text}  ({how})")
                continue
            adds = _human(instruction.adds) if instruction.adds is not None else "?"
            no_step = not instruction.seconds and instruction.keyword not in STEPPING
            time = "cached" if instruction.cached else "" if no_step else f"{instruction.seconds:.1f} s"
            hides = f"  (hides {_human(instruction.hides)})" if instruction.hides else ""
            recorded = "  (recorded)" if instruction.origin == "recorded" else ""
            lines.append(
                f"  {instruction.line:>4}  {adds:>9}  {time:>7}  {instruction.text}{hides}{recorded}"
            )
    lines += [f"note: {sentence}" for sentence in result.notes]
    lines += [f"recorded: {sentence}" for sentence in result.provenance]
    if failure is not None:
        lines += ["", f"Failed{f' at line {failure.line}' if failure.line else ''}: {failure.message}"]
        if failure.cause is not None:
            lines.append(f"{failure.cause.title}. {failure.cause.meaning}")
    return "\n".join(lines)


def _stage_title(label: str, base: str, size: int | None, *, final: bool) -> str:
    called = f"final {the_stage(label)}" if final else the_stage(label)
    return f"{called} (from {base}){f': {_human(size)}' if size is not None else ''}"


def _human(count: int) -> str:
    from tutor.image.size import human

    return human(count)
