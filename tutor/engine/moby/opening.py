"""Any image of an engine as an Image."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tutor.engine.cancel import Cancel
from tutor.engine.errors import EngineError
from tutor.engine.moby.daemon import Daemon
from tutor.engine.moby.image_names import inspected
from tutor.engine.moby.names import LABEL_OF_READERS
from tutor.engine.moby.self_listing import list_image
from tutor.image import HistoryLine, Image, ImageConfig, MalformedArchive, MalformedListing

STORES_THAT_COUNT_FILES = ("overlay2",)

ONLY_WHAT_SHOWS = "Only the files that the image shows were listed; what its layers hide was not looked at."


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens images of one daemon.

    ``program`` is how a person calls the engine, ``store`` where it keeps layers, ``config_of`` reads what it
    tells of an image.
    """

    daemon: Daemon
    program: str
    store: str
    config_of: Callable[[Mapping[str, Any]], ImageConfig]

    def open(self, name: str, cancel: Cancel) -> Image:
        """See Engine.open_image. Raises Stopped instead of GivenUp."""
        told = inspected(self.daemon, name, program=self.program)
        config = self.config_of(told)
        try:
            listed = list_image(
                self.daemon,
                str(told["Id"]),
                LABEL_OF_READERS,
                cancel,
                with_volumes=bool(config.volumes),
            )
        except (MalformedListing, MalformedArchive) as error:
            raise EngineError(f"The files of {name} could not be listed: {error}.") from error
        return Image(
            name=name,
            files=listed.files,
            config=config,
            documents=listed.documents,
            notes=(ONLY_WHAT_SHOWS,),
            history=self._history(str(told["Id"])),
        )

    def _history(self, image: str) -> tuple[HistoryLine, ...]:
        with self.daemon.api() as api:
            lines = api.history(image)
        exact = self.store in STORES_THAT_COUNT_FILES
        return tuple(
            HistoryLine(str(line.get("CreatedBy") or ""), int(line.get("Size") or 0) if exact else None)
            for line in reversed(lines)
        )
