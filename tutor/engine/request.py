"""What to build and what to run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Replay = Literal["real", "fast", "instant"]
"""At the pace of the recording, in a second or two, or at once."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """A Dockerfile's text with the folder it is built from.

    ``name`` says whose build it is (``lesson-03``, ``my-project``): it becomes part of the tags, so that
    two workspaces never take each other's images. ``dockerfile_path`` is where the text came from: shown in
    messages, and its neighbour ``<name>.dockerignore`` counts. ``target`` is a stage's name or number; None
    is the last stage.
    """

    dockerfile: str
    context: Path
    name: str
    dockerfile_path: Path | None = None
    target: str | None = None
    build_args: Mapping[str, str] = field(default_factory=dict)
    use_cache: bool = True
    measure: bool = True
    """List the files of every stage after the build; without it sizes and files are None."""
    replay: Replay = "instant"
    """How fast the embedded engine tells what it recorded; live engines are as fast as they are."""
    aside: bool = False
    """Leave the image of the last build of that name where it is, and put this one beside it."""

    @property
    def image_name(self) -> str:
        """What the image is called after."""
        return f"{self.name}-aside" if self.aside else self.name


@dataclass(frozen=True, slots=True)
class Limits:
    """What a learner's container may use."""

    memory_bytes: int = 512 * 1024 * 1024
    cpus: float = 1.0
    processes: int = 256
    seconds: float = 30.0
    output_bytes: int = 1024 * 1024


@dataclass(frozen=True, slots=True)
class HttpProbe:
    """A request to make to the running container through a port published on 127.0.0.1.

    The container is ended after the answer, or when none came ``within_seconds``.
    """

    port: int
    path: str = "/"
    within_seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class HealthProbe:
    """A wish to run the image's own HEALTHCHECK command inside the running container.

    It is run as the image's user, again every half second until it ends with 0, and ``within_seconds`` at
    most; then the container is ended.
    """

    within_seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class RunRequest:
    """One container to run to its end, without network, capabilities or privilege unless asked.

    ``image`` is a ``StageImage.image``. ``arguments`` replace CMD as in ``docker run IMAGE ARGS``;
    ``entrypoint`` replaces ENTRYPOINT.
    """

    image: str
    arguments: tuple[str, ...] = ()
    entrypoint: tuple[str, ...] | None = None
    stdin: bytes = b""
    env: Mapping[str, str] = field(default_factory=dict)
    network: bool = False
    read_only: bool = False
    http: HttpProbe | None = None
    health: HealthProbe | None = None
    replay: Replay = "instant"
    limits: Limits = field(default_factory=Limits)
