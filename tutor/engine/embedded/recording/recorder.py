"""Recording what the embedded engine misses: it builds and runs, and a real engine fills in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tutor.dockerfile import BaseKind, parse
from tutor.dockerfile.platforms import platform_values
from tutor.engine.cancel import Cancel
from tutor.engine.embedded.catalogue.catalogue import Catalogue, built_in
from tutor.engine.embedded.catalogue.format import RecordedRun
from tutor.engine.embedded.catalogue.packing import MANIFEST
from tutor.engine.embedded.catalogue.writing import Writer
from tutor.engine.embedded.engine import EmbeddedEngine
from tutor.engine.embedded.recording.asking import asked
from tutor.engine.embedded.recording.commands import Place, record_command
from tutor.engine.embedded.recording.cutting import Command
from tutor.engine.embedded.recording.images import Options, provenance, record_image
from tutor.engine.embedded.recording.runs import Matters, Subject, record_run
from tutor.engine.embedded.recording.substitution import Unfit
from tutor.engine.embedded.running import Ended, Refused, chosen
from tutor.engine.embedded.shell import UnknownCommand
from tutor.engine.embedded.stand import PLATFORM
from tutor.engine.errors import EngineError, MissingBase, NotRecorded
from tutor.engine.events import Built, StepStarted
from tutor.engine.moby.saving import id_of
from tutor.engine.protocol import Engine
from tutor.engine.request import BuildRequest, RunRequest
from tutor.engine.result import BuildResult
from tutor.image.config import DEFAULT_SHELL

if TYPE_CHECKING:
    from tutor.engine.moby.engine import MobyEngine

NOTHING_MORE = Matters()

Report = Callable[[str], None]
"""Hears a line about each thing that is recorded or refused."""


@dataclass
class Recorder:
    """Fills a folder with what is missing.

    ``recorded`` are words for all that was, ``refused`` what could not be recorded, with the reason.
    """

    real: MobyEngine
    into: Path
    options: Options
    report: Report
    recorded: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    _real_images: dict[str, str] = field(default_factory=dict)
    _built_names: set[str] = field(default_factory=set)
    _examined: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.into = self.into.resolve()
        self.writer = Writer(self.into)
        known = dict.fromkeys(folder.resolve() for folder in built_in() if folder.resolve() != self.into)
        if (self.into / MANIFEST).exists():
            known[self.into] = None
        self._engine = EmbeddedEngine(Catalogue.load(*known))

    @classmethod
    def on(cls, real: Engine, into: Path, options: Options, report: Report) -> Recorder:
        """A recorder on any engine that saves images. Raises EngineError for the embedded engine."""
        from tutor.engine.moby.engine import MobyEngine

        if not isinstance(real, MobyEngine):
            raise EngineError(
                f"{real.info.title} has nothing to record from.",
                advice="Start Docker or Podman and name it with --engine.",
            )
        return cls(real, into, options, report)

    @property
    def embedded(self) -> EmbeddedEngine:
        """The engine that knows all that was recorded so far."""
        return self._engine

    def finish(self) -> None:
        """Remove files that no recording needs any more, and what was built on the real engine."""
        self.writer.pack_together()
        self.writer.tidy()
        for name in self._built_names:
            self.real.clean(name=name)

    def images(self, *names: str) -> None:
        """Record base images that the real engine has; names of one image belong together."""
        groups: dict[str, list[str]] = {}
        for name in names:
            groups.setdefault(id_of(self.real.daemon, name) or name, []).append(name)
        for group in groups.values():
            self.image(*group)

    def all_of(
        self,
        build: BuildRequest,
        runs: Iterable[RunRequest],
        matters: Matters = NOTHING_MORE,
        needed: Callable[[BuildResult], Iterable[RunRequest]] = lambda _: (),
        again: Callable[[BuildResult], Iterable[BuildRequest]] = lambda _: (),
    ) -> None:
        """What a Dockerfile needs, with runs of its final image and builds that are made again after it.

        ``needed`` and ``again`` tell them when the build has ended well.
        """
        try:
            result = self.build(build)
            if result is not None:
                asked = (*runs, *needed(result))
                serves = any(run.http is not None or run.health is not None for run in asked)
                for run in _probed(asked, result):
                    self.run(build, result, run, matters, serves=serves)
                for request in again(result):
                    self.build(request)
        except Unfit:
            raise
        except EngineError as error:
            self._refuse(error)

    def image(self, *names: str) -> None:
        """Record a base image under these names; the first one is what the real engine knows it by."""
        made = record_image(self.real.daemon, self.real.info.title, names, self.options)
        known = self._engine.catalogue.holds_layer
        new = [layer for layer in made.layers if not known(layer.diff_id, elsewhere_than=self.into)]
        self.writer.add_image(made.image, new)
        self._engine.catalogue.add(self.into)
        self._note(f"image {', '.join(made.image.names)}")

    def forbid_what_only_this_machine_has(self, images: tuple[str, ...]) -> None:
        """Make sure that nothing of the left-out layers of these images comes into a recording."""
        for name in images if self.options.without_layers else ():
            image = id_of(self.real.daemon, name)
            if image is None or image in self._examined:
                continue  # One may be gone from the registries, which a lesson may be about.
            self._examined.add(image)
            only_left_out = Options(self.options.without_layers)
            made = record_image(self.real.daemon, self.real.info.title, (name,), only_left_out)
            substitution = self.options.substitution.also_forbidding(made.forbidden)
            self.options = replace(self.options, substitution=substitution)

    def build(self, request: BuildRequest) -> BuildResult | None:
        """Build on the embedded engine, recording each command that it does not know.

        None when it cannot be built, which ``refused`` tells then. Raises EngineError, Unfit.
        """
        tried: set[bytes] = set()
        while True:
            started: StepStarted | None = None
            try:
                for event in self._engine.build(request, Cancel()):
                    if isinstance(event, StepStarted) and event.line is not None:
                        started = event
                    if isinstance(event, Built):
                        return event.result
                return None  # It fails as it does on a real engine.
            except UnknownCommand as miss:
                key = msgspec.json.encode(miss.key, order="deterministic")
                if miss.key is None or miss.before is None or started is None or key in tried:
                    self._refuse(miss)
                    return None
                tried.add(key)
                self._command(request, started, miss)
            except MissingBase as missing:
                self.report(f"  {missing.message}")  # As it is on a real engine.
                return None
            except NotRecorded as miss:
                self._refuse(miss)
                return None

    def run(
        self,
        build: BuildRequest,
        result: BuildResult,
        request: RunRequest,
        matters: Matters = NOTHING_MORE,
        *,
        serves: bool = False,
    ) -> None:
        """Run the image that ``build`` made last, and record what is missing of it.

        With ``serves`` a program that does not end is a server; what it says to the request's probes is
        recorded, too.
        """
        image = str(result.final_stage.image)
        plain = replace(request, image=image, http=None, health=None)
        if not self._known(plain, image):
            self._run(build, result, plain, matters, serves=serves)
        if (request.http or request.health) and not self._known(request, image):
            self._ask(build, result, replace(request, image=image))

    def _known(self, request: RunRequest, image: str) -> bool:
        try:
            self._engine.run(replace(request, image=image), Cancel())
        except NotRecorded:
            return False
        return True

    def _run(
        self, build: BuildRequest, result: BuildResult, request: RunRequest, matters: Matters, *, serves: bool
    ) -> None:
        stage = result.final_stage
        try:
            run = record_run(
                self._subject(build, request.image),
                request,
                provenance(self.real.info.title, source=f"A run of stage {stage.label}"),
                self.options.substitution,
                matters,
                serves=serves,
            )
        except (Refused, Ended, NotRecorded) as miss:
            self._refuse(miss)
            return
        self._keep(run)
        self._note(f"run {' '.join(stage.config.command_line if stage.config else ())} {request.stdin!r}")

    def _ask(self, build: BuildRequest, result: BuildResult, request: RunRequest) -> None:
        subject = self._subject(build, request.image)
        try:
            situation = subject.situation(request)
            runs = self._engine.catalogue.runs(situation.started.program.digest or "")
            run = asked(subject, request, chosen(situation, runs), self.options.substitution)
        except (Refused, Ended, NotRecorded) as miss:
            self._refuse(miss)
            return
        self._keep(run)
        what = "its health check" if request.http is None else f"{request.http.port}{request.http.path}"
        self._note(f"answer {result.final_stage.label} {what}")

    def _keep(self, run: RecordedRun) -> None:
        self.writer.add_run(run)
        self._engine.catalogue.add(self.into)

    def _subject(self, build: BuildRequest, image: str) -> Subject:
        return Subject(self.real, self._real_image(build), self._engine.image(image), self._engine.contents)

    def _command(self, request: BuildRequest, started: StepStarted, miss: UnknownCommand) -> None:
        assert miss.key is not None
        base_env = self._engine.environment
        self._built_names.add(request.name)
        dockerfile = parse(
            request.dockerfile, {**platform_values(PLATFORM), **request.build_args}, base_env=base_env
        )
        stage = dockerfile.stages[started.stage or 0]
        instruction = next(
            each for each in stage.instructions if started.line is not None and started.line in each.lines
        )
        command = Command(miss.argv, miss.folder, miss.env, miss.before or "", DEFAULT_SHELL)
        self.report(f"  runs `{' '.join(miss.argv)}` on {self.real.info.title}")
        key = miss.key
        recorded, any_folder = record_command(
            self.real,
            Place(request, dockerfile, stage, instruction),
            command,
            self.options,
            out=miss.out,
            any_folder=key.any_folder if miss.anywhere is None else None,
        )
        if any_folder and miss.anywhere is not None:
            key = miss.anywhere
        self.options.substitution.check(msgspec.json.encode(key), "what the command depends on")
        bases = [each.base.name for each in dockerfile.chain(stage) if each.base.kind is BaseKind.IMAGE]
        where = f" in {bases[0]}" if bases else ""
        origin = provenance(self.real.info.title, source=f"`{' '.join(miss.argv)}`{where}")
        self.writer.add_command(key, recorded, origin)
        self._engine.catalogue.add(self.into)
        self._note(f"command {' '.join(miss.argv)}")

    def _real_image(self, build: BuildRequest) -> str:
        """The image of the same Dockerfile on the real engine, made once."""
        key = f"{build.context}\n{build.dockerfile}"
        if key not in self._real_images:
            self._built_names.add(build.name)
            for event in self.real.build(replace(build, measure=False), Cancel()):
                if isinstance(event, Built):
                    self._real_images[key] = str(event.result.final_stage.image)
        found = self._real_images.get(key)
        if found is None:
            raise EngineError(f"{self.real.info.title} does not build what the embedded engine builds.")
        return found

    def _note(self, what: str) -> None:
        self.recorded.append(what)
        self.report(f"recorded {what}")

    def _refuse(self, miss: Exception) -> None:
        self.refused.append(str(miss))
        self.report(f"refused: {miss}")


def _probed(runs: tuple[RunRequest, ...], result: BuildResult) -> tuple[RunRequest, ...]:
    """The runs, the plain ones first, each request also at the one port that the image says it listens on."""
    config = result.final_stage.config
    if config is None:
        return runs
    ports = [int(port.partition("/")[0]) for port in config.ports]
    asking = [run for run in runs if run.http is not None]
    more = [
        replace(run, http=replace(run.http, port=port))
        for run in asking
        for port in (ports if len(ports) == 1 else ())
        if run.http is not None and run.http.port != port
    ]
    every = (*runs, *more)
    return tuple(each for number, each in enumerate(every) if each not in every[:number])
