"""Checks of what an image does when it runs, and of the program that it starts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar, Literal

from tutor.course.goals.check import Check, Finding, unclear
from tutor.course.goals.evidence import Evidence, HeadNeed, Missing, Need, RunNeed, Scene
from tutor.course.goals.start import program_of
from tutor.course.goals.structure import never_built, no_stage
from tutor.course.goals.words import count
from tutor.dockerfile.stage_titles import the_stage
from tutor.engine.result import RunResult
from tutor.image import elf_of

MOST_QUOTED = 160
NAMES_ERROR = re.compile(r"\s*(panic: \S|Exception in thread |([\w.]*\.)?\w*(Error|Exception): \S)")
"""The line of a trace that says what went wrong, in Go, Java, Node and Python."""
"""Characters of a program's output that a sentence quotes."""


class Runs(Check, frozen=True, tag="runs"):
    """A stage's image runs as it should: exit code, and what its output holds.

    ``stdin``, ``arguments``, ``network``, ``read_only`` and ``env`` are the lesson's ``[run]`` where they are
    left out. ``exit_code`` is ``"any"`` for a program that ends well or not for reasons of another goal.
    """

    stage: str = "final"
    stdin: str | None = None
    arguments: tuple[str, ...] | None = None
    network: bool | None = None
    read_only: bool | None = None
    env: Mapping[str, str] | None = None
    seconds: float | None = None
    stdout_contains: str | tuple[str, ...] = ()
    stderr_contains: str | tuple[str, ...] = ()
    exit_code: int | Literal["any"] = 0
    facts: ClassVar = ("happened", "stdout", "stderr", "exit_code", "expected", "missing")

    def need(self, scene: Scene) -> RunNeed | None:
        """The run that this check looks at; None when its stage was not built."""
        stage = scene.stage(self.stage)
        if stage is None or not stage.built:
            return None
        return RunNeed(
            stage.index,
            self.stdin or "",
            self.arguments or (),
            bool(self.network),
            bool(self.read_only),
            tuple(sorted((self.env or {}).items())),
            30.0 if self.seconds is None else self.seconds,
        )

    def needs(self, scene: Scene) -> tuple[Need, ...]:
        need = self.need(scene)
        return () if need is None else (need,)

    def judge(self, evidence: Evidence) -> Finding:
        need = self.need(evidence.scene)
        if need is None:
            return Finding(False, instead=not_built(evidence.scene, self.stage))
        run = evidence.runs.get(need, Missing("The image was not run."))
        if isinstance(run, Missing):
            return unclear(run.reason)
        stdout, stderr = run.stdout.decode(errors="replace"), run.stderr.decode(errors="replace")
        absent = [text for text in several(self.stdout_contains) if text not in stdout]
        absent += [text for text in several(self.stderr_contains) if text not in stderr]
        facts = {
            "happened": happened(run),
            "stdout": quoted(stdout),
            "stderr": quoted(stderr),
            "exit_code": "none" if run.exit_code is None else str(run.exit_code),
            "expected": " and ".join(f"“{text}”" for text in several(self.stdout_contains)) or "nothing",
            "missing": " and ".join(f"“{text}”" for text in absent) or "nothing",
        }
        ended = run.exit_code is not None and not run.timed_out and run.refused is None
        return Finding(ended and self.exit_code in ("any", run.exit_code) and not absent, facts)


class StaticBinary(Check, frozen=True, tag="static-binary"):
    """The program that a stage starts is an ELF file that asks for no loader."""

    stage: str = "final"
    facts: ClassVar = ("program", "interpreter", "stage")

    def needs(self, scene: Scene) -> tuple[Need, ...]:
        stage = scene.stage(self.stage)
        if stage is None or stage.config is None or stage.files is None:
            return ()
        entry = program_of(stage.config, stage.files).entry
        return () if entry is None else (HeadNeed(stage.index, entry.path),)

    def judge(self, evidence: Evidence) -> Finding:
        stage = evidence.scene.stage(self.stage)
        if stage is None or not stage.built:
            return Finding(False, instead=not_built(evidence.scene, self.stage))
        if stage.config is None or stage.files is None:
            return unclear(f"The files of {the_stage(stage.label)} could not be listed.")
        program = program_of(stage.config, stage.files)
        if program.entry is None:
            return Finding(False, instead=program.reason)
        head = evidence.heads.get(
            HeadNeed(stage.index, program.entry.path), Missing("The program was not read.")
        )
        if isinstance(head, Missing):
            return unclear(head.reason)
        return _of_program("/" + program.entry.path, head, stage.label)


def _of_program(path: str, head: bytes, stage: str) -> Finding:
    if head.startswith(b"#!"):
        runner = head[2:].split(b"\n", 1)[0].strip().decode(errors="replace")
        return Finding(False, instead=f"{path} is a script that {runner} has to run, not a program.")
    elf = elf_of(head)
    if elf is None:
        return Finding(False, instead=f"{path} is no ELF program, so Linux cannot start it by itself.")
    interpreter = "no loader" if elf.static else elf.interpreter or "a loader"
    return Finding(elf.static, {"program": path, "interpreter": interpreter, "stage": stage})


def not_built(scene: Scene, name: str) -> str:
    """Why there is nothing to run or read in a stage."""
    stage = scene.stage(name)
    return no_stage(name) if stage is None else never_built(stage)


def happened(run: RunResult) -> str:
    """What came of a run: ``it ended with exit code 1 and wrote “end of input”``."""
    if run.refused is not None:
        return f"it did not start: {quoted(run.refused)}"
    if run.timed_out:
        return f"it was still running after {count(round(run.seconds), 'second')} and was stopped"
    # Who fails says why on standard error.
    streams = (run.stderr, run.stdout) if run.exit_code else (run.stdout, run.stderr)
    wrote = (streams[0].strip() or streams[1].strip()).decode(errors="replace")
    return f"it ended with exit code {run.exit_code} and wrote {quoted(wrote) if wrote else 'nothing'}"


def quoted(text: str) -> str:
    """Output on one line in quotes; ``nothing`` when there is none.

    Of a long one the line that names an error, or its end.
    """
    line = " ".join(text.split())
    if not line:
        return "nothing"
    if len(line) <= MOST_QUOTED:
        return f"“{line}”"
    named = next((one.strip() for one in text.splitlines() if NAMES_ERROR.match(one)), None)
    if named is not None and len(named) <= MOST_QUOTED:
        return f"“… {named} …”"
    return f"“… {line[-MOST_QUOTED:].partition(' ')[2] or line[-MOST_QUOTED:]}”"


def several(texts: str | tuple[str, ...]) -> tuple[str, ...]:
    """One text or more as a tuple."""
    return (texts,) if isinstance(texts, str) else texts
