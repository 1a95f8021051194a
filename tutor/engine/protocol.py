"""Something that builds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from tutor.engine.cancel import Cancel
from tutor.engine.events import BuildEvent
from tutor.engine.request import BuildRequest, RunRequest
from tutor.engine.result import RunResult
from tutor.image import Image

LABEL = "dev.distill.owner"
"""Every image, container and volume that we make carries this label; nothing without it is ever removed."""


MOST_DIGESTS = 20_000
"""How many files one call reckons digests of."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What this engine's builder can do; a lesson or a check may ask for one by name."""

    skips_unused_stages: bool = True
    run_mounts: bool = True
    heredocs: bool = True
    copy_chmod: bool = True
    step_times: bool = True
    build_network_none: bool = True


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """Which engine this is, in words a person knows."""

    kind: Literal["docker", "podman", "embedded"]
    name: str
    """``Docker``, ``Docker Desktop``, ``Podman``."""
    version: str
    builder: Literal["BuildKit", "classic", "Buildah", "embedded"]
    host: str
    store: str = ""
    """``overlay2``, ``containerd``; empty where it makes no difference."""
    platform: str = "linux/amd64"
    capabilities: Capabilities = Capabilities()

    @property
    def title(self) -> str:
        """``Docker 28.5.2``."""
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What ``Engine.clean`` removed, or would remove; names or short IDs, bytes as the engine counts them."""

    containers: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    freed_bytes: int = 0


@dataclass(frozen=True, slots=True)
class ImageName:
    """An image that can be opened, by one of its names.

    ``created`` is seconds since 1970. ``engine_bytes`` is the size as this engine counts it, which is not
    what ``Image.size`` counts; None where it tells none. ``ours`` tells that a build of Distill's made it.
    """

    name: str
    id: str
    created: float = 0.0
    engine_bytes: int | None = None
    ours: bool = False


OnOutput = Callable[[Literal["stdout", "stderr"], bytes], None]


class Engine(Protocol):
    """Builds, runs and reads images. All calls block; use them from a worker thread. Not for two threads at
    once, except that a ``Cancel`` may be thrown from anywhere.
    """

    @property
    def info(self) -> EngineInfo: ...

    def build(self, request: BuildRequest, cancel: Cancel) -> Iterator[BuildEvent]:
        """Build, telling what happens; the last event is Built, Failed or Cancelled.

        Raises EngineError when the engine cannot go on, MissingBase when a base image is not to be had.
        """
        ...

    def run(self, request: RunRequest, cancel: Cancel, on_output: OnOutput | None = None) -> RunResult:
        """Run a container to its end and remove it. Raises EngineError only when the engine itself fails."""
        ...

    def image_of(self, request: BuildRequest, stage: int) -> str:
        """Make the image of a stage that an earlier build of ``request`` built, so that it can be run; its
        name.
        """
        ...

    def read_file(self, image: str, path: str, limit: int = 65_536) -> bytes:
        """The first ``limit`` bytes of a file of an image, symlinks followed.

        Raises FileNotFoundError, IsADirectoryError, EngineError.
        """
        ...

    def images(self) -> tuple[ImageName, ...]:
        """Every name of an image that is here, by name; without what has no name."""
        ...

    def open_image(self, name: str, cancel: Cancel, *, layers: bool = False) -> Image:
        """An image that is here, by a name or an ID, with its files, config, documents and history.

        Nothing is pulled and nothing stays behind. Without ``layers`` the files are listed where they are:
        the image's own shell does it, where there is one, without network. With ``layers`` the image's
        archive is read, unless its layers were read before; then nothing of the image is run. What could not
        be told is in ``Image.notes``. Raises MissingBase for an image that is not here, GivenUp when
        cancelled, EngineError.
        """
        ...

    def digests(self, image: str, paths: Collection[str], cancel: Cancel) -> dict[str, str]:
        """``sha256:…`` of regular files of an image by path, reckoned where they are.

        Paths that are no regular files are left out. Raises like ``open_image``, and EngineError for more
        than ``MOST_DIGESTS`` paths.
        """
        ...

    def clean(self, *, dry_run: bool = False, name: str | None = None) -> Cleaned:
        """Remove what carries our label: everything, or only what belongs to the builds called ``name``."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...
