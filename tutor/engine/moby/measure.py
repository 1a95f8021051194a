"""Size and files of every stage and instruction, without moving the files."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Generator, Mapping
from dataclasses import dataclass, field
from threading import Timer
from typing import Any, BinaryIO

from tutor.dockerfile import BaseKind, Dockerfile
from tutor.engine.cancel import Cancel
from tutor.engine.events import BuildEvent, StepFinished, StepOutput, StepStarted
from tutor.engine.moby import outer_context
from tutor.engine.moby.buildkit import BuildKitUnavailable, Outcome
from tutor.engine.moby.containers import created, whole_archive
from tutor.engine.moby.daemon import Daemon, Refused, Stopped
from tutor.engine.moby.export import list_by_export
from tutor.engine.moby.inner_context import PREFIX
from tutor.engine.moby.listing import Listed, read_output
from tutor.engine.moby.probe import LIST_STAGE, OUT, OUT_STAGE, probe_text
from tutor.engine.moby.split import Split, split
from tutor.engine.moby.steps import Place, Steps
from tutor.image import FileTree

WITHOUT_SHELL = re.compile(r"distroless|chainguard|cgr\.dev|(^|/)(scratch|static)\b|hello-world")
"""Images whose name tells that nothing can be run in them; a wrong guess costs one more try."""

HELPERS = ("debian", "busybox", "ubuntu", "buildpack-deps", "golang", "node", "python", "rust", "alpine")
"""Images with a shell that may lie on the engine, for files where no stage has one; none is ever pulled."""

LEARNERS_STEP = re.compile(rf"\[(?!{PREFIX}(?:list|gather|out|context))[^\]]*\d+/\d+\] (RUN|COPY|ADD) ")
"""WORKDIR is left out: on an empty stage BuildKit makes the folder anew every time, at no cost."""

PART = re.compile(r"\[(\S+) +\d+/\d+\] ")
"""The stage of the cut file in a step's name."""

PATIENCE_SECONDS = 5.0
"""A step that is cached ends sooner, also on a busy machine; one that runs longer is being carried out again,
which we never want."""

OTHERS_SECONDS = 0.3
"""How long to wait for what other stages begin at the same time, so that it is known of them too."""

Stream = Callable[[BinaryIO, dict[str, Any], Steps, Cancel], Generator[BuildEvent, None, Outcome]]
"""A builder: the context, the query, the steps to map, the switch that stops it."""


class NotMeasured(Exception):  # noqa: N818 - the build itself went well
    """Why the files could not be listed, as a sentence; ``not_cached`` are steps that were carried out."""

    def __init__(self, message: str, not_cached: frozenset[Place] = frozenset()) -> None:
        super().__init__(message)
        self.not_cached = not_cached


class _NoShell(Exception):  # noqa: N818 - a wrong guess, mended at once
    """These boundaries cannot list themselves."""

    def __init__(self, numbers: set[int]) -> None:
        super().__init__(str(numbers))
        self.numbers = numbers


@dataclass(frozen=True, slots=True)
class Measured:
    """What was listed, by boundary.

    ``after`` gives for (stage, position) the boundary that shows the files after that instruction: None
    where there are no files yet, missing where it is not known.
    """

    after: Mapping[tuple[int, int], int | None]
    listed: Mapping[int, Listed]
    seconds: float = 0.0
    notes: tuple[str, ...] = ()

    def at(self, stage: int, position: int) -> Listed | None:
        """Files and documents after an instruction, also before the first file of an empty stage."""
        if (stage, position) not in self.after:
            return None
        number = self.after[stage, position]
        return Listed(FileTree.of(())) if number is None else self.listed.get(number)


@dataclass
class Measurer:
    """Lists what builds on one daemon left; remembers which base images have no shell."""

    daemon: Daemon
    stream: Stream
    no_network: bool
    """Whether the front end knows ``RUN --network``."""
    labels: Mapping[str, str]
    shell_less: set[str] = field(default_factory=set)

    def measure(
        self,
        dockerfile: Dockerfile,
        reached: Mapping[int, int],
        context: BinaryIO,
        build_args: Mapping[str, str],
        cancel: Cancel,
        *,
        words: Mapping[tuple[int, int], str],
        keep_syntax: bool,
    ) -> Measured:
        """List every boundary of the instructions that were carried out; ``words`` as for ``probe_text``.

        Raises NotMeasured when no way leads there, Stopped when cancelled.
        """
        cut = split(dockerfile, reached, keep_syntax=keep_syntax)
        return Measured(cut.after, self._list(dockerfile, cut, words, context, build_args, cancel))

    def _list(
        self,
        dockerfile: Dockerfile,
        cut: Split,
        words: Mapping[tuple[int, int], str],
        context: BinaryIO,
        build_args: Mapping[str, str],
        cancel: Cancel,
    ) -> dict[int, Listed]:
        if not cut.boundaries:
            return {}
        build = _Build(self.daemon, self.stream, cut, context, build_args, dict(self.labels))
        bases = [_root_base(dockerfile, boundary.stage) for boundary in cut.boundaries]
        for _ in range(len(set(bases)) + 1):
            with_shell = {n for n, base in enumerate(bases) if base is not None and self._has_shell(base)}
            helper = cut.boundaries[min(with_shell)].name if with_shell else helper_image(self.daemon)
            if helper is None:
                return list_by_export(
                    self.daemon, cut, lambda name: build.image(cut.text, name, cancel), self.labels
                )
            text = probe_text(cut, with_shell, helper, words, no_network=self.no_network)
            try:
                image = build.image(text, OUT_STAGE, cancel)
            except _NoShell as guess:
                self.shell_less |= {base for n in guess.numbers if (base := bases[n]) is not None}
                continue
            try:
                with created(self.daemon, image, self.labels) as container:
                    return read_output(whole_archive(self.daemon, container, OUT))
            finally:
                build.forget(image)
        raise NotMeasured("no stage has a shell that works")

    def _has_shell(self, base: str) -> bool:
        return base not in self.shell_less and WITHOUT_SHELL.search(base) is None


@dataclass
class _Build:
    """Builds stages of the cut file, and makes sure that no step of the learner's is carried out again."""

    daemon: Daemon
    stream: Stream
    cut: Split
    context: BinaryIO
    build_args: Mapping[str, str]
    labels: dict[str, str]

    def image(self, text: str, target: str, cancel: Cancel) -> str:
        """The id of the image of a stage."""
        ours = Cancel()
        with (
            outer_context.pack(self.context, text, root_too=self.cut.needs_root_context) as tar,
            cancel.hook(ours.throw),
        ):
            params: dict[str, Any] = {
                "dockerfile": outer_context.DOCKERFILE,
                "target": target,
                "buildargs": outer_context.as_json(self.build_args),
                "labels": outer_context.as_json(self.labels),
            }
            stream = self.stream(tar, params, Steps(Dockerfile("")), ours)
            watch = _Watch()
            giving_up: Timer | None = None
            try:
                while True:
                    try:
                        watch.note(next(stream))
                    except StopIteration as end:
                        outcome: Outcome = end.value
                        break
                    if watch.carried_out is not None and giving_up is None:
                        giving_up = Timer(OTHERS_SECONDS, ours.throw)
                        giving_up.start()
            except (Stopped, Refused, BuildKitUnavailable) as error:
                if cancel.thrown:
                    raise
                raise self._carried_out(watch, str(error)) from error
            finally:
                if giving_up is not None:
                    giving_up.cancel()
        if outcome.image is not None and watch.carried_out is not None:
            self.forget(outcome.image)
            raise self._carried_out(watch)
        if outcome.image is not None:
            return outcome.image
        failed = watch.names.get(outcome.step or "", "")
        lister = re.search(rf"{LIST_STAGE}(\d+)", failed)
        if lister is not None:
            raise _NoShell({int(lister[1])})
        raise NotMeasured(outcome.message or failed, self._places({*watch.not_cached, failed}))

    def _carried_out(self, watch: _Watch, otherwise: str = "") -> NotMeasured:
        step = watch.carried_out
        reason = f"step “{step}” was not taken from the cache" if step else otherwise
        return NotMeasured(reason, self._places(watch.not_cached))

    def _places(self, steps: Collection[str]) -> frozenset[Place]:
        """The instructions that steps of the cut file carry out."""
        names = {found[1] for step in steps if (found := PART.match(step)) is not None}
        return frozenset(Place(one.stage, one.position) for one in self.cut.boundaries if one.name in names)

    def forget(self, image: str) -> None:
        """Remove an image that held listings; the build cache keeps what it needs."""
        try:
            with self.daemon.api() as api:
                api.remove_image(image, force=True)
        except Refused:  # Another build of the same files took it away.
            return


@dataclass
class _Watch:
    """Notices when a step of the learner's is carried out."""

    names: dict[str, str] = field(default_factory=dict)
    running: dict[str, float] = field(default_factory=dict)
    carried_out: str | None = None
    done: set[str] = field(default_factory=set)

    @property
    def not_cached(self) -> set[str]:
        """Every step of the learner's that was carried out, or was under way when we had seen enough."""
        return {*self.done, *(self.names[step] for step in self.running)}

    def note(self, event: object) -> None:
        match event:
            case StepStarted(step, text):
                self.names[step] = text
                if LEARNERS_STEP.match(text):
                    self.running[step] = time.monotonic()
            case StepFinished(step, cached, _) if step in self.running:
                del self.running[step]
                if not cached:
                    self.carried_out = self.names[step]
                    self.done.add(self.names[step])
            case StepOutput(step) if step in self.running:
                self.carried_out = self.names[step]
                self.done.add(self.names[step])
        for step, since in self.running.items():
            if time.monotonic() - since > PATIENCE_SECONDS:
                self.carried_out = self.names[step]


def _root_base(dockerfile: Dockerfile, stage: int) -> str | None:
    """The image that a stage goes back to; None for scratch."""
    base = dockerfile.stages[stage].base
    while base.kind is BaseKind.STAGE and base.stage is not None:
        base = dockerfile.stages[base.stage].base
    return base.name if base.kind is BaseKind.IMAGE else None


def helper_image(daemon: Daemon) -> str | None:
    """An image on the engine that has a shell."""
    with daemon.api() as api:
        names = sorted(tag for image in api.images() for tag in image.get("RepoTags") or ())
    by_name = {name: name.removeprefix("docker.io/library/").partition(":")[0] for name in names}
    return next((name for wanted in HELPERS for name, plain in by_name.items() if plain == wanted), None)
