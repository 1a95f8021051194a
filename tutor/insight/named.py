"""What a person may name: something to build, an archive, an image on an engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.engine.request import BuildRequest

if TYPE_CHECKING:
    from tutor.image import Image


@dataclass(frozen=True, slots=True)
class Project:
    """A Dockerfile to build, of a lesson or anybody's.

    ``said`` is how the person called it. ``name`` keeps the images of different projects apart. ``stage`` is
    the name or number of the stage that is meant; None is the final one.
    """

    said: str
    text: str
    folder: Path
    name: str
    dockerfile_path: Path | None = None
    stage: str | None = None
    build_args: Mapping[str, str] = field(default_factory=dict)
    target: str | None = None

    def request(self, *, use_cache: bool = True) -> BuildRequest:
        """The build, the same for every stage that is asked for."""
        return BuildRequest(
            self.text,
            self.folder,
            self.name,
            self.dockerfile_path,
            target=self.target,
            build_args=self.build_args,
            use_cache=use_cache,
        )


@dataclass(frozen=True, slots=True)
class Archived:
    """An archive or a folder of one, None for a stream on stdin; ``image`` picks one of several images."""

    said: str
    path: Path | None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class OnEngine:
    """An image that an engine holds. ``meant`` are other things that the person may have meant by it."""

    said: str
    meant: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """An image that is at hand already, such as one of an earlier attempt."""

    image: Image


Named = Project | Archived | OnEngine | Ready
