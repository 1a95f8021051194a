"""Any image of an engine as an Image."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineError
from tutor.engine.moby.daemon import Daemon
from tutor.engine.moby.image_names import inspected
from tutor.engine.moby.layered import Layered
from tutor.engine.moby.names import LABEL_OF_READERS
from tutor.engine.moby.self_listing import listed_by_itself
from tutor.image import HistoryLine, Image, ImageConfig, MalformedListing
from tutor.image.layer_store import LayerStore

STORES_THAT_COUNT_FILES = ("overlay2",)

SMALL_BYTES = 64 * 1024 * 1024
"""What an engine saves about as soon as it starts a container."""

ONLY_WHAT_SHOWS = (
    "Only the files that the image shows were listed, not what its layers hide: `distill inspect --layers` "
    "reads them."
)


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens images of one daemon.

    ``program`` is how a person calls the engine, ``keeps`` where it stores layers, ``config_of`` reads what
    it tells of an image, ``store`` has the layers that were read before.
    """

    daemon: Daemon
    program: str
    keeps: str
    config_of: Callable[[Mapping[str, Any]], ImageConfig]
    store: LayerStore

    def open(self, name: str, cancel: Cancel, *, layers: bool) -> Image:
        """See Engine.open_image. Raises Stopped instead of GivenUp."""
        told = inspected(self.daemon, name, program=self.program)
        identity, config = str(told["Id"]), self.config_of(told)
        history = self._history(identity)
        layered = Layered(self.daemon, self.store)
        image = layered.known(name, told, config, history)
        if image is None and not layers and int(told.get("Size") or 0) > SMALL_BYTES:
            image = self._listed(name, identity, config, cancel)
        if image is None:
            image = layered.saved(name, identity, cancel)
        return replace(image, name=name, config=config, history=history)

    def _listed(self, name: str, identity: str, config: ImageConfig, cancel: Cancel) -> Image | None:
        """What shows, listed where it is; None where that cannot be done."""
        volumes = bool(config.volumes)
        try:
            listed = listed_by_itself(self.daemon, identity, LABEL_OF_READERS, cancel, with_volumes=volumes)
        except MalformedListing as error:
            raise EngineError(
                f"The files of {name} could not be listed: {error}.",
                advice="Its own shell or find may be at fault; read its layers instead.",
            ) from error
        if listed is None:
            return None
        return Image(name, listed.files, documents=listed.documents, notes=(ONLY_WHAT_SHOWS,))

    def _history(self, image: str) -> tuple[HistoryLine, ...]:
        with self.daemon.api() as api:
            lines = api.history(image)
        exact = self.keeps in STORES_THAT_COUNT_FILES
        return tuple(
            HistoryLine(str(line.get("CreatedBy") or ""), int(line.get("Size") or 0) if exact else None)
            for line in reversed(lines)
        )
