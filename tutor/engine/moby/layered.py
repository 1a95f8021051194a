"""An image of an engine by its layers: those that were read before, or those of the archive that it saves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineError
from tutor.engine.moby.daemon import Daemon, Stopped
from tutor.engine.moby.saving import saved
from tutor.image import HistoryLine, Image, ImageConfig
from tutor.image.archive import MalformedArchive, image_of_layers, open_archive
from tutor.image.layer_store import LayerStore

STORES_NOTHING = re.compile(
    r"(/bin/sh -c #\(nop\) +)?"
    r"(ENV|CMD|ENTRYPOINT|LABEL|EXPOSE|USER|ARG|STOPSIGNAL|VOLUME|HEALTHCHECK|SHELL|ONBUILD|MAINTAINER)\b"
)
"""Lines of a history that changed the config alone, as BuildKit and the classic builder write them."""


@dataclass(frozen=True, slots=True)
class Layered:
    """Reads the layers of images of one daemon; each once, as long as ``store`` keeps it."""

    daemon: Daemon
    store: LayerStore

    def known(
        self, name: str, told: Mapping[str, Any], config: ImageConfig, history: Sequence[HistoryLine]
    ) -> Image | None:
        """The image, when every layer of it was read before; ``told`` is what the engine says of it."""
        diff_ids = layers_in(told)
        read = []
        for diff_id in diff_ids:
            layer = self.store.get(diff_id)
            if layer is None:
                return None
            read.append(layer)
        created_by = instructions(history, len(diff_ids))
        return image_of_layers(name, config, list(zip(read, created_by, diff_ids, strict=True)))

    def saved(self, name: str, image: str, cancel: Cancel) -> Image:
        """The image as its archive holds it. Raises Stopped, EngineError."""

        def go_on() -> None:
            if cancel.thrown:
                raise Stopped

        try:
            with saved(self.daemon, image, cancel) as stream:
                return open_archive(stream, store=self.store, go_on=go_on, title=name).image()
        except MalformedArchive as error:
            raise EngineError(f"The engine saved {name} as something odd: {error}.") from error


def layers_in(told: Mapping[str, Any]) -> tuple[str, ...]:
    """The diffIDs in what an engine tells of an image, lowest first."""
    return tuple((told.get("RootFS") or {}).get("Layers") or ())


def instructions(history: Sequence[HistoryLine], layers: int) -> list[str]:
    """The line of the history that made each layer; "" for all where that cannot be told.

    Engines do not say which lines stored nothing.
    """
    storing = [line.created_by for line in history if STORES_NOTHING.match(line.created_by) is None]
    if len(storing) != layers:
        storing = [line.created_by for line in history if line.bytes]
    return storing if len(storing) == layers else [""] * layers
