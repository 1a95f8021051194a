"""Archives of images, made in memory the ways engines write them."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from hashlib import sha256
from pathlib import Path

import zstandard

Member = tuple[tarfile.TarInfo, bytes]


def member(name: str, content: bytes = b"", kind: bytes = tarfile.REGTYPE, target: str = "") -> Member:
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, target, len(content)
    return info, content


def folder(name: str) -> Member:
    info, content = member(name, kind=tarfile.DIRTYPE)
    info.mode = 0o755
    return info, content


def tar(*members: Member) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for info, content in members:
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def digest(content: bytes) -> str:
    return f"sha256:{sha256(content).hexdigest()}"


def config(layers: list[bytes], history: list[dict] | None = None, **more) -> bytes:
    lines = [{"created_by": f"layer {number}"} for number in range(len(layers))]
    document = {
        "architecture": "amd64",
        "os": "linux",
        "config": {"Cmd": ["sh"]},
        "rootfs": {"type": "layers", "diff_ids": [digest(layer) for layer in layers]},
        "history": lines if history is None else history,
        **more,
    }
    return json.dumps(document).encode()


def oci(layers: list[bytes], settings: bytes | None = None, pack=lambda layer: layer) -> bytes:
    """Docker 25 and newer: blobs without names, the manifest after them."""
    settings = settings or config(layers)
    blobs = [*map(pack, layers), settings]
    paths = [f"blobs/sha256/{digest(blob)[7:]}" for blob in blobs]
    listed = [{"Config": paths[-1], "RepoTags": ["a:b"], "Layers": paths[:-1]}]
    stored = dict(zip(paths, blobs, strict=True))  # Layers that are the same are stored once.
    return tar(
        folder("blobs"),
        *(member(path, blob) for path, blob in sorted(stored.items())),
        member("index.json", b"{}"),
        member("manifest.json", json.dumps(listed).encode()),
        member("oci-layout", b"{}"),
    )


def docker_24(layers: list[bytes]) -> bytes:
    """Docker before 25: a folder a layer, and links for layers that come again."""
    members, paths, stored = [], [], {}
    for number, layer in enumerate(layers):
        path = f"{number:064x}/layer.tar"
        paths.append(path)
        if layer in stored:
            members.append(member(path, kind=tarfile.SYMTYPE, target=f"../{stored[layer]}"))
        else:
            stored[layer] = path
            members.append(member(path, layer))
    listed = [{"Config": "c.json", "RepoTags": ["a:b"], "Layers": paths}]
    return tar(
        *members, member("c.json", config(layers)), member("manifest.json", json.dumps(listed).encode())
    )


def podman(layers: list[bytes]) -> bytes:
    """Podman: layers by diffID on top, the manifest last."""
    paths = [f"{digest(layer)[7:]}.tar" for layer in layers]
    listed = [{"Config": "c.json", "RepoTags": ["a:b"], "Layers": paths}]
    stored = dict(zip(paths, layers, strict=True))
    return tar(
        *(member(path, layer) for path, layer in stored.items()),
        member("c.json", config(layers)),
        member("manifest.json", json.dumps(listed).encode()),
    )


def gzipped(layers: list[bytes]) -> bytes:
    return oci(layers, pack=gzip.compress)


def zstandard_packed(layers: list[bytes]) -> bytes:
    return oci(layers, pack=zstandard.compress)


def layout(layers: list[bytes], name: str = "a:b", pack=lambda layer: layer) -> dict[str, bytes]:
    """An OCI layout, file by file, as skopeo and podman write it."""
    settings = config(layers)
    packed = list(map(pack, layers))
    manifest = oci_manifest(settings, packed)
    index = {"manifests": [descriptor(manifest, **{"org.opencontainers.image.ref.name": name})]}
    blobs = {f"blobs/sha256/{digest(blob)[7:]}": blob for blob in [*packed, settings, manifest]}
    return {
        "oci-layout": b'{"imageLayoutVersion":"1.0.0"}',
        "index.json": json.dumps(index).encode(),
        **blobs,
    }


def oci_manifest(settings: bytes, layers: list[bytes]) -> bytes:
    about = {**descriptor(settings), "mediaType": "application/vnd.oci.image.config.v1+json"}
    return json.dumps({"schemaVersion": 2, "config": about, "layers": [*map(descriptor, layers)]}).encode()


def descriptor(content: bytes, platform: str = "", **annotations: str) -> dict:
    told = {"digest": digest(content), "size": len(content), "annotations": annotations}
    if platform:
        system, _, machine = platform.partition("/")
        told["platform"] = {"os": system, "architecture": machine}
    return told


def oci_archive(layers: list[bytes]) -> bytes:
    """What `podman save --format oci-archive` writes; no manifest.json."""
    return tarred(layout(layers, pack=gzip.compress))


def directory(layers: list[bytes]) -> dict[str, bytes]:
    """What `skopeo copy … dir:` and `podman save --format docker-dir` write."""
    settings = config(layers)
    packed = [gzip.compress(layer) for layer in layers]
    blobs = {digest(blob)[7:]: blob for blob in [*packed, settings]}
    return {
        "version": b"Directory Transport Version: 1.1\n",
        "manifest.json": oci_manifest(settings, packed),
        **blobs,
    }


def tarred(files: dict[str, bytes], top: str = "") -> bytes:
    return tar(*(member(f"{top}{path}", content) for path, content in files.items()))


def written(files: dict[str, bytes], into: Path) -> Path:
    """The files in a folder."""
    for path, content in files.items():
        where = into / path
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_bytes(content)
    return into


def in_file(data: bytes, into: Path) -> Path:
    where = into / "image.tar"
    where.write_bytes(data)
    return where


FORMS = {
    "docker 25": lambda layers, tmp: in_file(oci(layers), tmp),
    "docker 25, gzip": lambda layers, tmp: in_file(gzipped(layers), tmp),
    "docker 25, zstd": lambda layers, tmp: in_file(zstandard_packed(layers), tmp),
    "docker 24": lambda layers, tmp: in_file(docker_24(layers), tmp),
    "podman docker-archive": lambda layers, tmp: in_file(podman(layers), tmp),
    "oci-archive": lambda layers, tmp: in_file(oci_archive(layers), tmp),
    "oci-archive in a folder": lambda layers, tmp: in_file(tarred(layout(layers), "saved/"), tmp),
    "oci-dir": lambda layers, tmp: written(layout(layers), tmp),
    "dir": lambda layers, tmp: written(directory(layers), tmp),
    "whole archive, gzip": lambda layers, tmp: in_file(gzip.compress(oci(layers)), tmp),
    "whole archive, zstd": lambda layers, tmp: in_file(zstandard.compress(podman(layers)), tmp),
    "stream, docker 25": lambda layers, tmp: io.BytesIO(oci(layers)),
    "stream, docker 24": lambda layers, tmp: io.BytesIO(docker_24(layers)),
    "stream, podman": lambda layers, tmp: io.BytesIO(podman(layers)),
    "stream, oci, gzip": lambda layers, tmp: io.BytesIO(gzip.compress(oci_archive(layers))),
}
"""Every form by its name: a function of layers and an empty folder that gives what can be opened."""
