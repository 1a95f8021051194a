"""Size and files of every stage and instruction, without moving the files."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
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
from tutor.engine.moby.steps import Steps

WITHOUT_SHELL = re.compile(r"distroless|chainguard|cgr\.dev|(^|/)(scratch|static)\b|hello-world")
"""Images whose name tells that nothing can be run in them; a wrong guess costs one more try."""

HELPERS = ("debian", "busybox", "ubuntu", "buildpack-deps", "golang", "node", "python", "rust", "alpine")
"""Images with a shell that may lie on the engine, for files where no stage has one; none is ever pulled."""

LEARNERS_STEP = re.compile(rf"\[(?!{PREFIX}(?:list|gather|out|context))[^\]]*\d+/\d+\] (RUN|COPY|ADD) ")
"""WORKDIR is left out: on an empty stage BuildKit makes the folder anew every time, at no cost."""

PATIENCE_SECONDS = 5.0
"""A step that is cached ends sooner, also on a busy machine; one that runs longer is being carried out again,
which we never want."""


Stream = Callable[[BinaryIO, dict[str, Any], Steps, Cancel], Generator[BuildEvent, None, Outcome]]
"""A builder: the context, the query, the steps to map, the switch that stops it."""


class NotMeasured(Exception):  # noqa: N818 - the build itself went well
    """Why the files could not be listed, as a sentence."""


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
        keep_syntax: bool,
    ) -> Measured:
        """List every boundary of the instructions that were carried out.

        Raises NotMeasured when no way leads there, Stopped when cancelled.
        """
        cut = split(dockerfile, reached, keep_syntax=keep_syntax)
        return Measured(cut.after, self._list(dockerfile, cut, context, build_args, cancel))

    def _list(
        self,
        dockerfile: Dockerfile,
        cut: Split,
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
            text = probe_text(cut, with_shell, helper, no_network=self.no_network)
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
            try:
                while True:
                    try:
                        watch.note(next(stream))
                    except StopIteration as end:
                        outcome: Outcome = end.value
                        break
                    if watch.carried_out is not None:
                        ours.throw()
            except (Stopped, Refused, BuildKitUnavailable) as error:
                if cancel.thrown:
                    raise
                reason = (
                    f"step “{watch.carried_out}” was not taken from the cache"
                    if watch.carried_out
                    else str(error)
                )
                raise NotMeasured(reason) from error
        if outcome.image is not None:
            return outcome.image
        failed = watch.names.get(outcome.step or "", "")
        lister = re.search(rf"{LIST_STAGE}(\d+)", failed)
        if lister is not None:
            raise _NoShell({int(lister[1])})
        raise NotMeasured(outcome.message or failed)

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
            case StepOutput(step) if step in self.running:
                self.carried_out = self.names[step]
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
