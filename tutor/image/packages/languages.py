"""Packages of Python and Node, by the folders that pip and npm make for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from tutor.image.entry import FileKind
from tutor.image.packages.package import Package
from tutor.image.tree import FileTree

PYTHON = re.compile(
    r"(?:^|/)(?:site|dist)-packages/(?P<name>[^/]+?)-(?P<version>\d[^/-]*)(?:-[^/]*)?\.(?:dist|egg)-info"
)
DEBIANS_OWN = "usr/lib/python3/dist-packages/"
"""What lies there came with packages of Debian, which are counted already."""

NODE = re.compile(r"(?:^|.*/)node_modules/(?P<name>(?:@[^/]+/)?[^/@.][^/]*)/package\.json")


class _Manifest(msgspec.Struct):
    version: str = ""


def language_packages(files: FileTree, documents: Mapping[str, bytes]) -> Iterator[Package]:
    """What pip and npm installed; the version of a Node package is known where its package.json is among the
    documents.
    """
    for path, entry in files.by_path.items():
        if path.endswith("-info"):
            found = PYTHON.search(path)
            if found is not None and found.end() == len(path) and not path.startswith(DEBIANS_OWN):
                yield Package(found["name"], found["version"], "pip")
        elif path.endswith("/package.json") and entry.kind is FileKind.FILE:
            found = NODE.fullmatch(path)
            if found is not None:
                yield Package(found["name"], _version(documents.get(path)), "npm")


def _version(manifest: bytes | None) -> str:
    if manifest is None:
        return ""
    try:
        return msgspec.json.decode(manifest, type=_Manifest).version
    except (msgspec.DecodeError, RecursionError):
        return ""
