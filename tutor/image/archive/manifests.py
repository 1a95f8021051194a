"""The JSON documents of saved images, as far as they matter here."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from tutor.image.archive.malformed import MalformedArchive
from tutor.image.config import ImageConfig

T = TypeVar("T")


class DockerImage(msgspec.Struct, frozen=True):
    """One image of ``manifest.json``, as docker and podman save it."""

    config: str = msgspec.field(name="Config")
    tags: list[str] | None = msgspec.field(name="RepoTags", default=None)
    layers: list[str] | None = msgspec.field(name="Layers", default=None)


class Platform(msgspec.Struct, frozen=True):
    system: str = msgspec.field(name="os", default="")
    machine: str = msgspec.field(name="architecture", default="")
    variant: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in (self.system, self.machine, self.variant) if part)


class Descriptor(msgspec.Struct, frozen=True):
    """What an index or a manifest points to."""

    digest: str
    kind: str = msgspec.field(name="mediaType", default="")
    platform: Platform | None = None
    annotations: dict[str, str] | None = None


class Manifest(msgspec.Struct, frozen=True):
    """An index of further manifests, or the manifest of one image: the fields tell which."""

    manifests: list[Descriptor] | None = None
    config: Descriptor | None = None
    layers: list[Descriptor] | None = None


class HistoryLine(msgspec.Struct, frozen=True):
    created_by: str | None = None
    empty_layer: bool | None = None


class RootFiles(msgspec.Struct, frozen=True):
    diff_ids: list[str] | None = None


class Health(msgspec.Struct, frozen=True, rename="pascal"):
    test: list[str] | None = None
    interval: int | None = None
    timeout: int | None = None
    start_period: int | None = None
    start_interval: int | None = None
    retries: int | None = None


class RunConfig(msgspec.Struct, frozen=True, rename="pascal"):
    env: list[str] | None = None
    user: str | None = None
    working_dir: str | None = None
    entrypoint: list[str] | str | None = None
    cmd: list[str] | str | None = None
    labels: dict[str, str] | None = None
    exposed_ports: dict[str, Any] | None = None
    volumes: dict[str, Any] | None = None
    healthcheck: Health | None = None
    stop_signal: str | None = None
    shell: list[str] | None = None
    on_build: list[str] | None = None


class ConfigDocument(msgspec.Struct, frozen=True):
    """An image's config: how to run it, and how it came about."""

    config: RunConfig | None = None
    architecture: str | None = None
    os: str | None = None
    variant: str | None = None
    history: list[HistoryLine] | None = None
    rootfs: RootFiles | None = None

    @property
    def image_config(self) -> ImageConfig:
        return ImageConfig.from_inspect(msgspec.to_builtins(self))

    @property
    def diff_ids(self) -> list[str]:
        return (self.rootfs.diff_ids if self.rootfs is not None else None) or []

    def created_by(self, layers: int) -> list[str]:
        """The instruction of each layer; "" for all where the history does not fit them."""
        told = [line.created_by or "" for line in self.history or () if not line.empty_layer]
        return told if len(told) == layers else [""] * layers


def decoded(data: bytes, path: str, kind: type[T]) -> T:
    """A document as what it has to be. Raises MalformedArchive."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedArchive(f"{path} is not what it should be: {error}") from error
