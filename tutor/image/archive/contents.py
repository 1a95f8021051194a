"""Which images an archive holds, and where their configs and layers lie."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tutor.image.archive.header import clean
from tutor.image.archive.malformed import MalformedArchive
from tutor.image.archive.manifests import Descriptor, DockerImage, Manifest, Platform, decoded
from tutor.image.archive.members import WHOLE, Members

MANIFEST = "manifest.json"
INDEX = "index.json"
DIGEST = re.compile(r"(sha256|sha384|sha512):([0-9a-f]{64,128})")
NAMES = ("io.containerd.image.name", "org.opencontainers.image.ref.name")
REFERENCE = "vnd.docker.reference.type"
CONFIGS = ("", "application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json")
MOST_NESTING = 4
MOST_MANIFESTS = 1000


@dataclass(frozen=True, slots=True)
class Described:
    """An image of an archive.

    ``config`` is a member's path, None for a root file system. ``layers`` are members' paths, lowest first.
    ``platform`` is ``linux/amd64`` or so, ``""`` where only the config tells.
    """

    names: tuple[str, ...]
    config: str | None
    layers: tuple[str, ...]
    platform: str = ""

    def lacking(self, there: Collection[str]) -> int:
        """How many of its layers are not in the archive."""
        return sum(1 for layer in self.layers if layer != WHOLE and layer not in there)

    @property
    def title(self) -> str:
        return (self.names[0] if self.names else "an image without a name") + (
            f" ({self.platform})" if self.platform else ""
        )


def described(members: Members) -> list[Described]:
    """The images, in the archive's order; those whose layers were left out are among them.

    ``manifest.json`` counts more than ``index.json`` (which some versions of Docker write wrongly), unless it
    names layers that are not there. Raises MalformedArchive.
    """
    there = members.names()
    top = _top(there)
    images = list(_listed(members, top)) if f"{top}{MANIFEST}" in there else []
    if f"{top}{INDEX}" in there and not any(not image.lacking(there) for image in images):
        known = {(image.config, image.layers) for image in images}
        found = _Index(members, top).images(f"{top}{INDEX}")
        images += [image for image in found if (image.config, image.layers) not in known]
    if images:
        return images
    if f"{top}{MANIFEST}" in there or f"{top}{INDEX}" in there:
        raise MalformedArchive("it holds no image")
    if any(_is_of_an_archive(path) for path in there):
        raise MalformedArchive(f"{MANIFEST} is missing")
    return [Described((), None, (WHOLE,))]


def _top(there: Collection[str]) -> str:
    """The folder that everything lies in, where somebody packed a folder; "" or ending in a slash."""
    if MANIFEST in there or INDEX in there:
        return ""
    tops = {path.partition("/")[0] for path in there}
    top = f"{min(tops)}/" if len(tops) == 1 else ""
    return top if f"{top}{MANIFEST}" in there or f"{top}{INDEX}" in there else ""


def _is_of_an_archive(path: str) -> bool:
    return path == "oci-layout" or path.startswith("blobs/sha256/") or path.endswith("/layer.tar")


def _listed(members: Members, top: str) -> Iterator[Described]:
    path = f"{top}{MANIFEST}"
    data = members.document(path)
    if data.lstrip()[:1] == b"{":  # skopeo's and podman's folders hold the manifest of their one image
        yield from _Index(members, top).images(path)
        return
    for image in decoded(data, path, list[DockerImage]):
        yield Described(
            tuple(image.tags or ()),
            clean(f"{top}{image.config}"),
            tuple(clean(f"{top}{layer}") for layer in image.layers or ()),
        )


class _Index:
    """Follows indexes to the images of all platforms."""

    def __init__(self, members: Members, top: str) -> None:
        self._members = members
        self._there = members.names()
        self._top = top
        self._seen = 0

    def images(self, path: str) -> Iterator[Described]:
        yield from self._of(path, (), None, 0)

    def _of(
        self, path: str, names: tuple[str, ...], platform: Platform | None, depth: int
    ) -> Iterator[Described]:
        self._seen += 1
        if depth > MOST_NESTING or self._seen > MOST_MANIFESTS:
            raise MalformedArchive("its indexes lead in a circle, or to more images than any honest archive")
        manifest = decoded(self._members.document(path), path, Manifest)
        for descriptor in manifest.manifests or ():
            if _is_attestation(descriptor):
                continue
            below = self._path(descriptor.digest, manifest=True)
            if below in self._there:
                own = _names(descriptor) or names
                yield from self._of(below, own, descriptor.platform or platform, depth + 1)
            else:  # a platform that was not pulled: not even its manifest is there
                yield Described(_names(descriptor) or names, below, (below,), str(descriptor.platform or ""))
        if manifest.config is not None and manifest.config.kind in CONFIGS:
            layers = tuple(self._path(layer.digest) for layer in manifest.layers or ())
            yield Described(names, self._path(manifest.config.digest), layers, str(platform or ""))

    def _path(self, digest: str, *, manifest: bool = False) -> str:
        match = DIGEST.fullmatch(digest)
        if match is None:
            raise MalformedArchive(f"{digest[:80]!r} is no digest")
        algorithm, number = match.groups()
        blob = f"{self._top}blobs/{algorithm}/{number}"
        flat = f"{self._top}{number}"
        named = f"{flat}.manifest.json"
        if manifest and named in self._there:
            return named
        return flat if flat in self._there else blob


def _is_attestation(descriptor: Descriptor) -> bool:
    return str(descriptor.platform or "") == "unknown/unknown" or REFERENCE in (descriptor.annotations or {})


def _names(descriptor: Descriptor) -> tuple[str, ...]:
    told = descriptor.annotations or {}
    return next(((told[key],) for key in NAMES if told.get(key)), ())
