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
from tutor.engine.embedded.recording.commands import Place, record_command
from tutor.engine.embedded.recording.cutting import Command
from tutor.engine.embedded.recording.images import Options, provenance, record_image
from tutor.engine.embedded.recording.missing_runs import record_missing
from tutor.engine.embedded.recording.runs import Matters
from tutor.engine.embedded.recording.substitution import Unfit
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
                record_missing(self, build, result, asked, matters)
                for request in again(result):
                    self.build(request)
        except Unfit:
            raise
        except EngineError as error:
            self.refuse(error)

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
                    self.refuse(miss)
                    return None
                tried.add(key)
                self._command(request, started, miss)
            except MissingBase as missing:
                self.report(f"  {missing.message}")  # As it is on a real engine.
                return None
            except NotRecorded as miss:
                self.refuse(miss)
                return None

    def keep(self, run: RecordedRun, what: str) -> None:
        """Add a run, and tell ``what`` was recorded."""
        self.writer.add_run(run)
        self._engine.catalogue.add(self.into)
        self._note(what)

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

    def real_image(self, build: BuildRequest) -> str:
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

    def refuse(self, miss: Exception) -> None:
        """Tell what could not be recorded."""
        self.refused.append(str(miss))
        self.report(f"refused: {miss}")
