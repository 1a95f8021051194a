"""Archives of images, made in memory the ways engines write them."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from hashlib import sha256

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
