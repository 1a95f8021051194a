"""What a Dockerfile says, as frozen values.

Line numbers are 1-based and ranges include both ends, as editors and BuildKit count them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True)
class Lines:
    """The source lines of an instruction, both ends included."""

    first: int
    last: int

    def __contains__(self, line: int) -> bool:
        return self.first <= line <= self.last


class Form(Enum):
    """How RUN, CMD, ENTRYPOINT and the like were written."""

    EXEC = "exec"
    """A JSON array: no shell is needed."""
    SHELL = "shell"
    """A plain line, given to the stage's shell."""
    OTHER = "other"
    """The instruction has no such forms."""


@dataclass(frozen=True, slots=True)
class Flag:
    """An option of an instruction: ``--from=build`` is ``Flag("from", "build")``.

    An option without a value, such as ``--link``, has the value ``""``.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Heredoc:
    """An inline document: ``<<EOT`` up to ``EOT``.

    ``expand`` is false for a quoted delimiter; ``strip_tabs`` is true for ``<<-``. ``content`` has its tabs
    stripped already when they are to be.
    """

    name: str
    content: str
    expand: bool
    strip_tabs: bool


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction with its flags and words, before and after variables are expanded.

    ``keyword`` is upper case. ``source`` is the text as written, comments, continuations and heredocs
    included; ``text`` is the same on one line, as build output shows it. ``words`` are the arguments after
    the flags:

    - exec form: the elements of the array; shell form: one word, the line, or none when nothing follows;
    - ENV, LABEL and ARG: ``name=value`` each (ARG also ``name``), quotes kept; also for ``ENV name value``;
    - HEALTHCHECK: ``CMD`` before what the forms give, or ``NONE``; ONBUILD: one word, see ``trigger``.

    ``expanded`` are ``words`` with quotes taken off and ARG and ENV values put in where Docker does so; a
    variable without a value becomes the empty string, and an ARG shows the value that it has from there on.
    ``expanded_flags`` and ``expanded_heredocs`` are the same for COPY and ADD, () where nothing changed.
    """

    keyword: str
    text: str
    source: str
    lines: Lines
    flags: tuple[Flag, ...] = ()
    words: tuple[str, ...] = ()
    expanded: tuple[str, ...] = ()
    form: Form = Form.OTHER
    heredocs: tuple[Heredoc, ...] = ()
    expanded_flags: tuple[Flag, ...] = ()
    expanded_heredocs: tuple[Heredoc, ...] = ()
    trigger: Instruction | None = None
    """The instruction that ONBUILD keeps for later."""

    def flag(self, name: str) -> str | None:
        """The value of the last flag of that name, or None."""
        for flag in reversed(self.flags):
            if flag.name == name:
                return flag.value
        return None


class BaseKind(Enum):
    """What a FROM names."""

    IMAGE = "image"
    STAGE = "stage"
    SCRATCH = "scratch"
    UNKNOWN = "unknown"
    """Half-typed, or a variable without a value."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a stage starts from.

    ``written`` is the text after FROM, ``name`` the same with variables expanded; ``stage`` is the index of
    the earlier stage when ``kind`` is STAGE.
    """

    kind: BaseKind
    written: str
    name: str
    stage: int | None = None
    platform: str | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A FROM and the instructions up to the next one.

    ``instructions`` starts with the FROM itself. ``label`` is what people call the stage: its name, or its
    number.
    """

    index: int
    name: str | None
    base: Base
    instructions: tuple[Instruction, ...]

    @property
    def label(self) -> str:
        return self.name or str(self.index)

    @property
    def lines(self) -> Lines:
        return Lines(self.instructions[0].lines.first, self.instructions[-1].lines.last)


class Severity(Enum):
    """How bad a problem is: an error stops the build, a warning does not, advice is the tutor's own."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong or unwise in the text, at a place.

    ``rule`` is BuildKit's name of the check where it has one (``StageNameCasing``), otherwise the tutor's
    (``UnusedStage``), or ``Syntax``.
    """

    rule: str
    message: str
    lines: Lines
    severity: Severity
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Directives:
    """The parser directives on top of the file."""

    syntax: str | None = None
    escape: str = "\\"
    check: str | None = None


@dataclass(frozen=True, slots=True)
class Dockerfile:
    """A whole Dockerfile, also a half-typed one: what cannot be read is a problem, not an exception.

    ``preamble`` holds what stands before the first FROM: ARG instructions, and by mistake others.
    """

    text: str
    directives: Directives = field(default_factory=Directives)
    preamble: tuple[Instruction, ...] = ()
    stages: tuple[Stage, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def final(self) -> Stage | None:
        """The last stage, which a build without a target makes; None for a file without FROM."""
        return self.stages[-1] if self.stages else None

    def stage(self, name: str) -> Stage | None:
        """The stage of that name (case does not matter) or number, as ``--target`` looks it up."""
        for stage in reversed(self.stages):  # of two stages with one name the later counts
            if stage.name is not None and stage.name.lower() == name.lower():
                return stage
        if name.isdecimal() and int(name) < len(self.stages):
            return self.stages[int(name)]
        return None

    def chain(self, stage: Stage) -> Iterator[Stage]:
        """The stage and the stages that it is built on, itself first."""
        yield stage
        while stage.base.stage is not None:
            stage = self.stages[stage.base.stage]
            yield stage

    def instruction_at(self, line: int) -> Instruction | None:
        """The instruction whose lines hold ``line``."""
        everything = [*self.preamble, *(i for stage in self.stages for i in stage.instructions)]
        return next((instruction for instruction in everything if line in instruction.lines), None)

    def stage_at(self, line: int) -> Stage | None:
        """The stage whose lines hold ``line``."""
        return next((stage for stage in self.stages if line in stage.lines), None)
