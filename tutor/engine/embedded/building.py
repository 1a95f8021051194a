"""A build: stages in their order, each instruction told as it happens."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from tutor.dockerfile import BaseKind, Dockerfile, Instruction, Severity, Stage, graph_of, lint
from tutor.dockerfile.sources import stage_numbers
from tutor.engine.cancel import Cancel
from tutor.engine.causes import recognise
from tutor.engine.context import kept_out
from tutor.engine.embedded import bases
from tutor.engine.embedded.cache import StepCache
from tutor.engine.embedded.catalogue.catalogue import Base, Catalogue
from tutor.engine.embedded.catalogue.format import Chunk, Provenance
from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.copying import Origin
from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.embedded.history import history_line
from tutor.engine.embedded.pace import paced
from tutor.engine.embedded.stand import Stand
from tutor.engine.embedded.steps import StepNames
from tutor.engine.embedded.working import StepFailed, Work, Workbench, work
from tutor.engine.errors import NotRecorded
from tutor.engine.events import BuildEvent, BuildWarning, StepFinished, StepOutput, StepStarted
from tutor.engine.events import StepFailed as StepFailedEvent
from tutor.engine.request import BuildRequest
from tutor.engine.result import STEPPING, BuildFailure
from tutor.image import Layer, config_after, hidden_bytes, triggers_of

LOG_LINES = 40
LOG_CHARACTERS = 16_384
"""How much of a step's output is searched for a known mistake."""


class Stopped(Exception):  # noqa: N818 - reads as what it is
    """The build was cancelled."""


@dataclass(slots=True)
class Told:
    """What became of one instruction; ``own_step`` is false where it made none, or shares another stage's."""

    cached: bool = False
    seconds: float = 0.0
    own_step: bool = False
    layer: Layer = field(default_factory=lambda: Layer(()))
    adds: int = 0
    hides: int = 0
    recorded: bool = False


@dataclass(slots=True)
class StageSoFar:
    """A stage with what was told of its instructions, as far as the build came."""

    stand: Stand
    told: list[Told] = field(default_factory=list)


@dataclass(slots=True)
class Builder:
    """Carries out one Dockerfile; afterwards ``stages`` holds the needed stages that were begun."""

    request: BuildRequest
    dockerfile: Dockerfile
    target: int | None
    catalogue: Catalogue
    contents: Contents
    context: Origin
    cache: StepCache
    cancel: Cancel
    stages: dict[int, StageSoFar] = field(default_factory=dict)
    recordings: dict[Provenance, None] = field(default_factory=dict)
    origins: dict[str, list[str]] = field(default_factory=dict)
    """What base images are, in words, and which are that."""
    _bases: dict[str, Base] = field(default_factory=dict)
    _steps_of_this_build: set[str] = field(default_factory=set)

    def build(self) -> Generator[BuildEvent, None, BuildFailure | None]:
        """Build what the target needs; the failure that ended it, or None.

        Raises MissingBase, NotRecorded and Stopped.
        """
        graph = graph_of(self.dockerfile)
        refused = self._refused()
        if refused is not None:
            return refused
        for problem in lint(self.dockerfile):
            if problem.severity is Severity.WARNING and problem.url is not None:  # else it is the tutor's own
                yield BuildWarning(problem.rule, problem.message, problem.lines.first, problem.url)
        for image in graph.images(self.target):
            if image.reason == "syntax":
                continue
            found = bases.found(image, self.dockerfile, self.catalogue)
            if isinstance(found, BuildFailure):
                return found
            self._bases[image.name] = found
            origin = found.image.provenance
            self.recordings[msgspec.structs.replace(origin, source=found.name)] = None
            self.origins.setdefault(origin.source, []).append(found.name)
        for index in sorted(graph.needed_for(self.target)):
            failure = yield from self._stage(self.dockerfile.stages[index])
            if failure is not None:
                return failure
        return None

    def _refused(self) -> BuildFailure | None:
        """Why the front end does not even begin."""
        wrong = [p for p in self.dockerfile.problems if p.severity is Severity.ERROR]
        if wrong:
            first = wrong[0]
            at = self.dockerfile.stage_at(first.lines.first)
            return BuildFailure(
                message=f"dockerfile parse error on line {first.lines.first}: {first.message}",
                line=first.lines.first,
                stage=at.index if at is not None else None,
                cause=recognise(first.message, known_stages=self._names()),
            )
        if self.request.target is not None and self.target is None:
            message = f'target stage "{self.request.target}" could not be found'
            return BuildFailure(message=message, cause=recognise(message, known_stages=self._names()))
        return None

    def _stage(self, stage: Stage) -> Generator[BuildEvent, None, BuildFailure | None]:
        stand = self._start(stage)
        triggers = triggers_of(stand.config) if stage.base.kind is not BaseKind.SCRATCH else ()
        names = StepNames(self.dockerfile, stage, sum(1 for each in triggers if each.keyword in STEPPING))
        first = stage.instructions[0]
        told = Told(layer=Layer(stand.files.in_order), adds=stand.size)
        if stage.base.kind is BaseKind.IMAGE:
            told.recorded = True
            told.own_step = self._is_new_in_this_build(stand.key)
            yield from self._at_once(names.of_base(), stage, first.lines.first)
        stand = Stand.on_stage(stand) if stage.base.kind is BaseKind.STAGE else stand
        so_far = self.stages[stage.index] = StageSoFar(stand, [told])
        for trigger in triggers:
            failure = yield from self._trigger(stage, trigger, names, so_far)
            if failure is not None:
                return failure
        for instruction in stage.instructions[1:]:
            if self.cancel.thrown:
                raise Stopped
            failure = yield from self._instruction(stage, instruction, names, so_far)
            if failure is not None:
                return failure
        return None

    def _trigger(
        self, stage: Stage, trigger: Instruction, names: StepNames, so_far: StageSoFar
    ) -> Generator[BuildEvent, None, BuildFailure | None]:
        """What the base's ONBUILD left to do; the FROM answers for it. The config has its part already."""
        if trigger.keyword in STEPPING:
            line = stage.instructions[0].lines.first
            failure = yield from self._step(stage, trigger, names, so_far, of_line=line)
            if failure is not None:
                return failure
            so_far.told[0].adds += so_far.told.pop().adds
        so_far.stand = _with_line(so_far.stand, trigger, so_far.stand.args)
        return None

    def _start(self, stage: Stage) -> Stand:
        match stage.base.kind:
            case BaseKind.STAGE if stage.base.stage is not None:
                return self.stages[stage.base.stage].stand
            case BaseKind.IMAGE:
                return Stand.on_image(self._bases[stage.base.name])
            case _:
                return Stand.on_scratch()

    def _instruction(
        self, stage: Stage, instruction: Instruction, names: StepNames, so_far: StageSoFar
    ) -> Generator[BuildEvent, None, BuildFailure | None]:
        before = so_far.stand
        if instruction.keyword == "ARG":
            declared = {name: value if given else None for name, given, value in _partitioned(instruction)}
            so_far.stand = replace(before, args={**before.args, **declared})
        else:
            so_far.stand = replace(before, config=config_after(before.config, instruction))
        makes_step = instruction.keyword in STEPPING and not (
            instruction.keyword == "WORKDIR" and so_far.stand.config.workdir == "/"
        )
        if makes_step:
            failure = yield from self._step(stage, instruction, names, so_far)
            if failure is not None:
                return failure
        else:
            so_far.told.append(Told())
        so_far.stand = _with_line(so_far.stand, instruction, before.args if makes_step else so_far.stand.args)
        return None

    def _step(
        self,
        stage: Stage,
        instruction: Instruction,
        names: StepNames,
        so_far: StageSoFar,
        of_line: int | None = None,
    ) -> Generator[BuildEvent, None, BuildFailure | None]:
        stand = so_far.stand
        files = Filesystem(stand.files)
        line = of_line or instruction.lines.first
        name = names.of(instruction)
        step = f"{stage.index}:{name}"
        began = time.perf_counter()
        yield StepStarted(step, name, stage.index, line)
        try:
            done = work(instruction, stand, files, Workbench(self.catalogue, self.contents, self._origin))
        except NotRecorded as refusal:
            refusal.line = refusal.line or line
            raise
        cached = (
            self.request.use_cache
            and done.failure is None
            and done.key in self.cache
            and not (stand.anew and instruction.keyword == "WORKDIR")
        )
        if not cached:
            yield from self._output(step, done)
        self.recordings.update(dict.fromkeys(done.recordings))
        if done.failure is not None:
            yield StepFailedEvent(step, done.failure.message)
            return self._failure(done.failure, stage, instruction, line, done.output)
        layer = files.layer()
        told = Told(
            cached=cached,
            seconds=0.0 if cached else done.seconds or time.perf_counter() - began,
            own_step=self._is_new_in_this_build(done.key),
            layer=layer,
            adds=layer.bytes,
            hides=hidden_bytes(stand.files, layer),
            recorded=bool(done.recordings),
        )
        so_far.told.append(told)
        so_far.stand = replace(
            stand,
            files=files.tree(),
            key=done.key,
            size=stand.size + told.adds,
            anew=False,
        )
        self.cache.add(done.key)
        yield StepFinished(step, cached, told.seconds)
        return None

    def _output(self, step: str, done: Work) -> Iterator[BuildEvent]:
        for chunk in paced(done.output, done.seconds, self.request.replay, self.cancel):
            yield StepOutput(step, chunk.stream, chunk.data)
        if self.cancel.thrown:
            raise Stopped

    def _at_once(self, name: str, stage: Stage, line: int) -> Iterator[BuildEvent]:
        step = f"{stage.index}:{name}"
        yield StepStarted(step, name, stage.index, line)
        yield StepFinished(step, cached=False, seconds=0.0)

    def _origin(self, name: str | None, line: int) -> Origin:
        """What ``--from`` names: a stage by number or name, or an image; without a name the context."""
        if not name:
            return self.context
        numbers: Mapping[str, int] = stage_numbers(self.dockerfile.stages)
        index = int(name) if name.isdecimal() else numbers.get(name.lower())
        if index is not None and index in self.stages:
            return Origin(self.stages[index].stand.files)
        if name == "scratch":
            return Origin(Stand.on_scratch().files)
        return Origin(self._bases[name].tree)

    def _is_new_in_this_build(self, key: str) -> bool:
        """Whether no other stage made the same step: BuildKit does equal steps once."""
        new = key not in self._steps_of_this_build
        self._steps_of_this_build.add(key)
        return new

    def _failure(
        self, failed: StepFailed, stage: Stage, instruction: Instruction, line: int, output: list[Chunk]
    ) -> BuildFailure:
        text = b"".join(chunk.data for chunk in output).decode("utf-8", "replace")
        log = "\n".join(text.splitlines()[-LOG_LINES:])
        return BuildFailure(
            message=failed.message,
            line=line,
            stage=stage.index,
            cause=recognise(
                f"{failed.message}\n{text[-LOG_CHARACTERS:]}",
                known_stages=self._names(stage),
                instruction=instruction.text,
                ignored=kept_out(self.request.context, self.request.dockerfile_path),
            ),
            exit_code=failed.exit_code,
            log=log,
        )

    def _names(self, own: Stage | None = None) -> tuple[str, ...]:
        return tuple(
            each.name for each in self.dockerfile.stages if each.name is not None and each is not own
        )


def _partitioned(instruction: Instruction) -> Iterator[tuple[str, str, str]]:
    return (word.partition("=") for word in instruction.expanded)


def _with_line(stand: Stand, instruction: Instruction, args: Mapping[str, str | None]) -> Stand:
    """The stand with the instruction's line in its history, if it adds one."""
    line = history_line(instruction, stand.config, args)
    return stand if line is None else replace(stand, history=(*stand.history, line.created_by))
