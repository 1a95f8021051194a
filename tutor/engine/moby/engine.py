"""Docker as an Engine; what another engine does differently, it overrides."""

from __future__ import annotations

import time
from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any, BinaryIO

from tutor.dockerfile import Stage, graph_of
from tutor.dockerfile.stage_titles import the_stage
from tutor.engine.cancel import Cancel
from tutor.engine.context import kept_out
from tutor.engine.errors import EngineError, GivenUp
from tutor.engine.events import BuildEvent, BuildWarning, Built, Cancelled, Failed, StepFinished, StepStarted
from tutor.engine.moby import buildkit, classic, classic_listing, cleaning, reading, running, whole_stages
from tutor.engine.moby.assemble import reached_of, stage_images, without_our_label
from tutor.engine.moby.buildkit import BuildKitUnavailable, Outcome, ended
from tutor.engine.moby.carried_out import carried_out
from tutor.engine.moby.daemon import Daemon, Refused, Stopped
from tutor.engine.moby.digests import digests
from tutor.engine.moby.failure import because_of_absent, failure_of, with_own_lines
from tutor.engine.moby.generations import KeptWords, words_of
from tutor.engine.moby.image_names import images_on, inspected
from tutor.engine.moby.job import Job, Packed
from tutor.engine.moby.journal import Journal
from tutor.engine.moby.measure import Measured, Measurer, NotMeasured
from tutor.engine.moby.names import labels_of, remove_replaced, tag_of
from tutor.engine.moby.outer_context import as_json
from tutor.engine.moby.pull import pull_bases
from tutor.engine.moby.self_listing import list_image
from tutor.engine.moby.steps import Place, Steps
from tutor.engine.protocol import Cleaned, EngineInfo, ImageName, OnOutput
from tutor.engine.request import BuildRequest, RunRequest
from tutor.engine.result import BuildFailure, BuildResult, RunResult
from tutor.home import layers_file, listings_file
from tutor.image import Image, ImageConfig, MalformedArchive, MalformedListing

MEASURE_STEP = "measure"


class _NeverRan(Exception):  # noqa: N818 - the build failed, and told so
    """Steps were not in the cache although they were told to be."""

    def __init__(self, places: Collection[Place]) -> None:
        super().__init__(str(places))
        self.places = places


class MobyEngine:
    """Builds with BuildKit, or with the classic builder where that is forced or nothing else works."""

    def __init__(self, daemon: Daemon, info: EngineInfo) -> None:
        self.daemon = daemon
        self._info = info
        self._shell_less: set[str] = set()

    @property
    def info(self) -> EngineInfo:
        return self._info

    def build(self, request: BuildRequest, cancel: Cancel) -> Iterator[BuildEvent]:
        """See Engine.build."""
        try:
            yield from self._build(request, cancel)
        except BuildKitUnavailable:
            self._info = replace(self._info, builder="classic", capabilities=classic.CAPABILITIES)
            yield from self._build(request, cancel)

    def _build(self, request: BuildRequest, cancel: Cancel) -> Iterator[BuildEvent]:
        job = Job.of(request)
        journal = Journal(job.dockerfile)
        try:
            absent = yield from pull_bases(self.daemon, job.dockerfile, job.target, cancel)
            job = job.without_syntax(absent)
            with self._packed(job) as packed:
                began = time.monotonic()
                outcome = yield from self._told(job, packed, journal, cancel)
                outcome = replace(outcome, message=with_own_lines(outcome.message, packed.lines_before))
                seconds = time.monotonic() - began
                measured, notes = yield from self._listed(job, packed, journal, outcome, cancel)
        except Stopped:
            yield Cancelled()
            return
        failure: BuildFailure | None = None
        if outcome.image is None:
            if measured is not None and outcome.began is not None:
                journal.ran(carried_out(job.dockerfile, journal, measured, outcome.began))
            place = journal.places.get(outcome.step or "")
            failure = failure_of(
                outcome.message,
                job.dockerfile,
                target=job.target,
                stage=place.stage if place else None,
                line=journal.line_of(place),
                log=journal.log_of(outcome.step),
                ignored=kept_out(request.context, request.dockerfile_path),
            )
            failure = because_of_absent(failure, absent, job.dockerfile)
        result = self._result(job, journal, outcome, measured, seconds, failure)
        result = replace(result, notes=(*job.notes, *self._about(job), *notes))
        yield Built(result) if failure is None else Failed(result)

    def run(self, request: RunRequest, cancel: Cancel, on_output: OnOutput | None = None) -> RunResult:
        """See Engine.run."""
        return running.run(self.daemon, request, cancel, on_output)

    def image_of(self, request: BuildRequest, stage: int) -> str:
        """See Engine.image_of."""
        job = Job.of(replace(request, target=str(stage), use_cache=True))
        own = job.dockerfile.stages[stage]
        if own.name is not None:
            job = replace(job, request=replace(job.request, target=own.name))
        journal = Journal(job.dockerfile)
        with self._packed(job) as packed:
            outcome = ended(self._told(job, packed, journal, Cancel()))
        if outcome.image is None:
            raise EngineError(
                f"The image of {the_stage(own.label)} could not be made: {outcome.message}",
                advice="Build again first.",
            )
        return tag_of(request.image_name, own.label)

    def read_file(self, image: str, path: str, limit: int = 65_536) -> bytes:
        """See Engine.read_file."""
        return reading.read_file(self.daemon, image, path, limit)

    def images(self) -> tuple[ImageName, ...]:
        """See Engine.images."""
        return images_on(self.daemon)

    def open_image(self, name: str, cancel: Cancel, *, layers: bool = False) -> Image:
        """See Engine.open_image."""
        from tutor.engine.moby.opening import Opener
        from tutor.image.layer_store import LayerStore

        store = LayerStore(layers_file())
        opener = Opener(self.daemon, self.info.kind, self.info.store, self._config_in, store)
        try:
            return opener.open(name, cancel, layers=layers)
        except Stopped as error:
            raise GivenUp from error

    def digests(self, image: str, paths: Collection[str], cancel: Cancel) -> dict[str, str]:
        """See Engine.digests."""
        told = inspected(self.daemon, image, program=self.info.kind)
        try:
            return digests(self.daemon, str(told["Id"]), paths, cancel)
        except MalformedArchive as error:
            raise EngineError(f"Files of {image} could not be read: {error}.") from error
        except Stopped as error:
            raise GivenUp from error

    def clean(self, *, dry_run: bool = False, name: str | None = None) -> Cleaned:
        """See Engine.clean."""
        return cleaning.clean(self.daemon, dry_run=dry_run, name=name)

    def close(self) -> None:
        """See Engine.close."""
        self.daemon.close()

    def _stream(
        self, context: BinaryIO, params: dict[str, Any], steps: Steps, cancel: Cancel
    ) -> Generator[BuildEvent, None, Outcome]:
        """One build by whichever builder there is."""
        builder = classic.build if self._info.builder == "classic" else buildkit.build
        return (yield from builder(self.daemon, context, params, steps, cancel))

    def _packed(self, job: Job) -> AbstractContextManager[Packed]:
        """The context as this engine's builder wants it."""
        if self._info.builder != "classic":
            return job.packed_around() if job.needs_outer_context else job.packed()
        labels = labels_of(job.request.name)
        return job.packed(lambda text, dockerfile: classic.labelled(text, dockerfile, labels))

    def _about(self, job: Job) -> tuple[str, ...]:
        """What is to be said of the context."""
        return job.about_its_place

    def _told(
        self, job: Job, packed: Packed, journal: Journal, cancel: Cancel
    ) -> Generator[BuildEvent, None, Outcome]:
        """Build, and write what happens into the journal on its way."""
        stream = self._stream(packed.tar, packed.params, Steps(job.dockerfile), cancel)
        try:
            while True:
                event = next(stream)
                if isinstance(event, BuildWarning) and event.line is not None:
                    event = replace(event, line=event.line - packed.lines_before)
                journal.note(event)
                yield event
        except StopIteration as end:
            outcome: Outcome = end.value
            self._forget_replaced(job, outcome)
            return outcome
        finally:
            stream.close()

    def _forget_replaced(self, job: Job, outcome: Outcome) -> None:
        """Remove what earlier builds of the same name made and this one did not use."""
        if not job.request.aside:
            remove_replaced(self.daemon, job.request.name, keep=outcome.images.values())

    def _listed(
        self, job: Job, packed: Packed, journal: Journal, outcome: Outcome, cancel: Cancel
    ) -> Generator[BuildEvent, None, tuple[Measured | None, tuple[str, ...]]]:
        """List the files of what was built, as a step of its own; with notes on what could not be."""
        if not job.request.measure or not any(self._reached(job, journal, outcome).values()):
            return None, ()
        began = time.monotonic()
        yield StepStarted(MEASURE_STEP, "list the files of every stage")
        try:
            while True:
                reached = self._reached(job, journal, outcome)
                try:
                    measured = self._measure(job, packed, journal, reached, outcome, cancel)
                    break
                except _NeverRan as error:
                    for place in error.places:
                        journal.never_ran(place)
            return replace(measured, seconds=time.monotonic() - began), measured.notes
        except (NotMeasured, Refused, MalformedListing, MalformedArchive) as error:
            return None, (f"The files of the stages could not be listed: {error}.",)
        finally:
            yield StepFinished(MEASURE_STEP, cached=False, seconds=time.monotonic() - began)

    def _reached(self, job: Job, journal: Journal, outcome: Outcome) -> dict[int, int]:
        return reached_of(job.dockerfile, journal, self._needed(job), ok=outcome.image is not None)

    def _measure(
        self,
        job: Job,
        packed: Packed,
        journal: Journal,
        reached: dict[int, int],
        outcome: Outcome,
        cancel: Cancel,
    ) -> Measured:
        """Raises NotMeasured, and _NeverRan for a step of a failed build that only seemed to be cached."""
        if self._info.builder == "classic":
            return classic_listing.measure(
                self.daemon, job.dockerfile, reached, outcome.images, labels_of(job.request.name)
            )
        measurer = Measurer(
            daemon=self.daemon,
            stream=self._stream,
            no_network=self._info.capabilities.build_network_none,
            labels=labels_of(job.request.name),
            shell_less=self._shell_less,
        )
        kept = KeptWords(listings_file())
        whose = f"{self._info.host} {as_json(job.request.build_args)}"
        words = words_of(job.dockerfile, journal, whose, kept)
        kept.save()
        try:
            return measurer.measure(
                job.dockerfile,
                reached,
                packed.context,
                job.request.build_args,
                cancel,
                words=words,
                keep_syntax=job.keep_syntax,
            )
        except NotMeasured as error:
            # Only what is new: each try has to come to fewer steps than the one before.
            if outcome.image is None and error.not_cached - journal.absent:
                raise _NeverRan(error.not_cached) from error
            note = f"Only whole stages could be measured, not single instructions: {error}."
            return replace(self._whole_stages(job, packed, reached, cancel), notes=(note,))

    def _whole_stages(self, job: Job, packed: Packed, reached: dict[int, int], cancel: Cancel) -> Measured:
        labels = labels_of(job.request.name)

        def image_of(stage: Stage) -> str | None:
            last = stage is job.dockerfile.final
            if stage.name is None and not last:
                return None
            packed.tar.seek(0)
            params = {**packed.params, "target": stage.name, "t": None, "nocache": None}
            return ended(self._stream(packed.tar, params, Steps(job.dockerfile), cancel)).image

        try:
            return whole_stages.measure(
                job.dockerfile,
                reached,
                image_of,
                lambda image: list_image(self.daemon, image, labels),
            )
        finally:
            remove_replaced(self.daemon, job.request.name, keep=())

    def _result(
        self,
        job: Job,
        journal: Journal,
        outcome: Outcome,
        measured: Measured | None,
        seconds: float,
        failure: BuildFailure | None,
    ) -> BuildResult:
        final = job.final
        label = job.dockerfile.stages[final].label
        image = tag_of(job.request.image_name, label) if outcome.image else None
        stages = stage_images(
            job.dockerfile,
            journal,
            job.target,
            ok=failure is None,
            needed=self._needed(job),
            inspect=self._config_of,
            measured=measured,
            image=image,
        )
        if image is not None and (config := self._config_of(image)) is not None:
            whole = replace(stages[final], config=config, history=self._history_of(image))
            stages = (*stages[:final], whole, *stages[final + 1 :])
        return BuildResult(
            engine=self._info.title,
            builder=self._info.builder,
            stages=stages,
            final=final,
            seconds=seconds,
            failure=failure,
            measured_seconds=measured.seconds if measured else 0.0,
        )

    def _needed(self, job: Job) -> Collection[int]:
        """The stages that the builder does not skip."""
        if self._info.capabilities.skips_unused_stages:
            return graph_of(job.dockerfile).needed_for(job.target)
        return range(min(job.final + 1, len(job.dockerfile.stages)))

    def _config_of(self, image: str) -> ImageConfig | None:
        try:
            with self.daemon.api() as api:
                return self._config_in(api.inspect_image(image))
        except Refused:
            return None

    def _history_of(self, image: str) -> tuple[str, ...]:
        try:
            with self.daemon.api() as api:
                return tuple(str(line.get("CreatedBy") or "") for line in reversed(api.history(image)))
        except Refused:
            return ()

    def _config_in(self, told: Mapping[str, Any]) -> ImageConfig:
        """The config in what the engine tells of an image, without what we put there."""
        return without_our_label(ImageConfig.from_inspect(told))
