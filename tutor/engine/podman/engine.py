"""Podman as an Engine: Docker's, with another builder."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, BinaryIO

from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineError
from tutor.engine.events import BuildEvent
from tutor.engine.moby import classic
from tutor.engine.moby.buildkit import Outcome
from tutor.engine.moby.daemon import Daemon
from tutor.engine.moby.engine import MobyEngine
from tutor.engine.moby.job import Job, Packed
from tutor.engine.moby.measure import Measured
from tutor.engine.moby.names import labels_of
from tutor.engine.moby.steps import Steps
from tutor.engine.podman import cleaning
from tutor.engine.podman.beside import DOCKERFILE, put_beside
from tutor.engine.podman.buildah import Buildah
from tutor.engine.podman.listing import Lister
from tutor.engine.protocol import Cleaned, EngineInfo
from tutor.engine.request import BuildRequest

COPYING_STORE = "vfs"


class PodmanEngine(MobyEngine):
    """Builds with Buildah.

    Every image on the way carries our label, so that ``clean`` finds them all: they are Podman's build cache,
    which nobody else empties.
    """

    def __init__(self, daemon: Daemon, info: EngineInfo) -> None:
        super().__init__(daemon, info)
        self._builder = Buildah(daemon, info.capabilities)

    def build(self, request: BuildRequest, cancel: Cancel) -> Iterator[BuildEvent]:
        """See Engine.build."""
        try:
            yield from super().build(request, cancel)
        except EngineError as error:
            error.advice = error.advice.replace("`docker ", "`podman ")
            raise

    def clean(self, *, dry_run: bool = False, name: str | None = None) -> Cleaned:
        """See Engine.clean."""
        return cleaning.clean(self.daemon, dry_run=dry_run, name=name)

    def _stream(
        self, context: BinaryIO, params: dict[str, Any], steps: Steps, cancel: Cancel
    ) -> Generator[BuildEvent, None, Outcome]:
        return (yield from self._builder.build(context, params, steps.dockerfile, cancel))

    @contextmanager
    def _packed(self, job: Job) -> Iterator[Packed]:
        labels = labels_of(job.request.name)
        with job.packed() as packed:
            put_beside(packed.tar, classic.labelled(job.request.dockerfile, job.dockerfile, labels))
            yield replace(packed, params={**packed.params, "dockerfile": DOCKERFILE})

    def _measure(
        self, job: Job, packed: Packed, reached: dict[int, int], outcome: Outcome, cancel: Cancel
    ) -> Measured:
        lister = Lister(self.daemon, labels_of(job.request.name), copies=self.info.store == COPYING_STORE)
        return lister.measure(job.dockerfile, reached, outcome.images, cancel)

    def _forget_replaced(self, job: Job, outcome: Outcome) -> None:
        """Keep it: images without a name are Podman's build cache."""
