"""Image archives that every engine loads: an OCI layout with Docker's ``manifest.json``."""

import hashlib
import io
import json
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .image import Image
from .layer import Layer, adopt, copy

CONFIG_TYPE = "application/vnd.oci.image.config.v1+json"
INDEX_TYPE = "application/vnd.oci.image.index.v1+json"
LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar"
MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json"


@dataclass(frozen=True, slots=True)
class Written:
    """The two ids that engines give one image: the digest of its configuration, or that of its manifest."""

    names: tuple[str, ...]
    config_digest: str
    manifest_digest: str

    def ids(self) -> tuple[str, str]:
        """Every id that an engine may call this image by."""
        return self.config_digest, self.manifest_digest


def write(images: tuple[Image, ...], into: Path, architecture: str) -> tuple[Written, ...]:
    """Write images to one archive; layers that they share are stored once."""
    with tarfile.open(into, "w", format=tarfile.GNU_FORMAT) as tar:
        archive = _Archive(tar)
        written = tuple(archive.add(image, architecture) for image in images)
        archive.finish()
    return written


def layers(archive: Path, name: str, into: Path) -> tuple[Layer, ...]:
    """Take the layers of one image out of an archive, lowest first."""
    with tarfile.open(archive) as tar:
        listed: list[dict[str, Any]] = json.loads(_content(tar, "manifest.json"))
        entry = next(entry for entry in listed if _full(name) in entry["RepoTags"])
        steps = json.loads(_content(tar, entry["Config"]))["history"]
        found: list[Layer] = []
        for path, step in zip(entry["Layers"], steps, strict=True):
            file = into / f"{Path(path).name}.tar"
            blob = tar.extractfile(path)
            assert blob is not None
            with blob, file.open("wb") as target:
                copy(blob, target, tar.getmember(path).size)
            found.append(adopt(file, step["created_by"]))
    return tuple(found)


class _Archive:
    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._blobs: set[str] = set()
        self._listed: list[dict[str, Any]] = []
        self._manifests: list[dict[str, Any]] = []

    def add(self, image: Image, architecture: str) -> Written:
        config = self._blob(image.config_json(architecture))
        for layer in image.layers:
            self._layer(layer)
        layers = [
            {"mediaType": LAYER_TYPE, "digest": layer.digest, "size": layer.size} for layer in image.layers
        ]
        manifest = self._blob(
            json.dumps(
                {
                    "schemaVersion": 2,
                    "mediaType": MANIFEST_TYPE,
                    "config": {"mediaType": CONFIG_TYPE, **config},
                    "layers": layers,
                }
            ).encode()
        )
        names = [_full(name) for name in image.names]
        for name in names:
            notes = {
                "io.containerd.image.name": name,
                "org.opencontainers.image.ref.name": name.rpartition(":")[2],
            }
            self._manifests.append({"mediaType": MANIFEST_TYPE, **manifest, "annotations": notes})
        paths = [_path(layer.digest) for layer in image.layers]
        self._listed.append({"Config": _path(config["digest"]), "RepoTags": names, "Layers": paths})
        return Written(image.names, config["digest"], manifest["digest"])

    def finish(self) -> None:
        index = {"schemaVersion": 2, "mediaType": INDEX_TYPE, "manifests": self._manifests}
        self._file("oci-layout", json.dumps({"imageLayoutVersion": "1.0.0"}).encode())
        self._file("index.json", json.dumps(index).encode())
        self._file("manifest.json", json.dumps(self._listed).encode())

    def _blob(self, content: bytes) -> dict[str, Any]:
        digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
        self._file(_path(digest), content)
        return {"digest": digest, "size": len(content)}

    def _layer(self, layer: Layer) -> None:
        if layer.digest not in self._blobs:
            self._blobs.add(layer.digest)
            entry = tarfile.TarInfo(_path(layer.digest))
            entry.size = layer.size
            with layer.tar.open("rb") as file:
                self._tar.addfile(entry, file)

    def _file(self, path: str, content: bytes) -> None:
        entry = tarfile.TarInfo(path)
        entry.size = len(content)
        self._tar.addfile(entry, io.BytesIO(content))


def _path(digest: str) -> str:
    return digest.replace("sha256:", "blobs/sha256/")


def _full(name: str) -> str:
    return name if "/" in name else f"docker.io/library/{name}"


def _content(tar: tarfile.TarFile, path: str) -> bytes:
    file = tar.extractfile(path)
    assert file is not None
    return file.read()
