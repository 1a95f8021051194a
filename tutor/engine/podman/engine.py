"""Podman as an Engine: Docker's, with another builder."""

from __future__ import annotations

import re
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, BinaryIO

from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineError, EngineLost
from tutor.engine.events import BuildEvent
from tutor.engine.moby.buildkit import Outcome
from tutor.engine.moby.daemon import Daemon
from tutor.engine.moby.engine import MobyEngine
from tutor.engine.moby.job import Job, Packed
from tutor.engine.moby.journal import Journal
from tutor.engine.moby.measure import Measured
from tutor.engine.moby.names import labels_of
from tutor.engine.moby.steps import Steps
from tutor.engine.podman import cleaning
from tutor.engine.podman.beside import DOCKERFILE, labelled, put_beside
from tutor.engine.podman.buildah import Buildah
from tutor.engine.podman.healthchecks import healthcheck_of
from tutor.engine.podman.listing import Lister
from tutor.engine.protocol import Cleaned, EngineInfo, OnOutput
from tutor.engine.request import BuildRequest, RunRequest
from tutor.engine.result import RunResult
from tutor.image import ImageConfig

COPYING_STORE = "vfs"
COMES_BACK_SECONDS = 3.0
MAKER = "io.buildah.version"
PREPARING = re.compile(r"^preparing container [0-9a-f]+ for attach: ")


class PodmanEngine(MobyEngine):
    """Builds with Buildah.

    Every image on the way carries our label, so that ``clean`` finds them all: they are Podman's build cache,
    which nobody else empties.
    """

    def __init__(self, daemon: Daemon, info: EngineInfo) -> None:
        super().__init__(daemon, info)
        self._builder = Buildah(daemon, info.capabilities)

    def build(self, request: BuildRequest, cancel: Cancel) -> Iterator[BuildEvent]:
        """See Engine.build.

        Podman 4.3 dies of some builds in which a stage fails while the next one begins. Where it is started
        again at once, as systemd does, the build is made once more: what was done comes from the cache.
        """
        try:
            try:
                yield from super().build(request, cancel)
            except EngineLost:
                if cancel.thrown or not self._came_back():
                    raise
                yield from super().build(request, cancel)
        except EngineError as error:
            error.advice = error.advice.replace("`docker ", "`podman ")
            raise

    def _came_back(self) -> bool:
        until = time.monotonic() + COMES_BACK_SECONDS
        while not (back := self.daemon.answers()) and time.monotonic() < until:
            time.sleep(COMES_BACK_SECONDS / 20)
        return back

    def run(self, request: RunRequest, cancel: Cancel, on_output: OnOutput | None = None) -> RunResult:
        """See Engine.run."""
        result = super().run(request, cancel, on_output)
        return replace(result, refused=PREPARING.sub("", result.refused)) if result.refused else result

    def clean(self, *, dry_run: bool = False, name: str | None = None) -> Cleaned:
        """See Engine.clean."""
        return cleaning.clean(self.daemon, dry_run=dry_run, name=name)

    def _about(self, job: Job) -> tuple[str, ...]:
        """Nothing: no COPY and no ADD sees the text that is sent."""
        return ()

    def _stream(
        self, context: BinaryIO, params: dict[str, Any], steps: Steps, cancel: Cancel
    ) -> Generator[BuildEvent, None, Outcome]:
        return (yield from self._builder.build(context, params, steps.dockerfile, cancel))

    @contextmanager
    def _packed(self, job: Job) -> Iterator[Packed]:
        labels = labels_of(job.request.name)
        with job.packed_alone() as packed:
            put_beside(packed.tar, labelled(job.request.dockerfile, job.dockerfile, labels))
            params = {**packed.params, "dockerfile": DOCKERFILE}
            if job.target is not None:
                # A stage that has a name is not to be had by its number here.
                stage = job.dockerfile.stages[job.target]
                params["target"] = stage.name or str(stage.index)
            yield replace(packed, params=params)

    def _measure(
        self,
        job: Job,
        packed: Packed,
        journal: Journal,
        reached: dict[int, int],
        outcome: Outcome,
        cancel: Cancel,
    ) -> Measured:
        lister = Lister(self.daemon, labels_of(job.request.name), copies=self.info.store == COPYING_STORE)
        return lister.measure(job.dockerfile, reached, outcome.images, cancel)

    def _config_in(self, told: Mapping[str, Any]) -> ImageConfig:
        """Without the label that Buildah puts on all, with the HEALTHCHECK that this API leaves out."""
        config = super()._config_in(told)
        if config.healthcheck is None and (image := told.get("Id")):
            config = replace(config, healthcheck=healthcheck_of(self.daemon, str(image)))
        return replace(config, labels={key: text for key, text in config.labels.items() if key != MAKER})

    def _forget_replaced(self, job: Job, outcome: Outcome) -> None:
        """Keep it: images without a name are Podman's build cache."""
