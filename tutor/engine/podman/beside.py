"""A second Dockerfile in a packed context, which the build reads but no COPY sees."""

from __future__ import annotations

import io
import tarfile
from typing import BinaryIO

DOCKERFILE = ".distill.Containerfile"
IGNORE_FILE = ".containerignore"
"""Buildah reads it before .dockerignore, whose rules the packed context has followed already."""


def put_beside(context: BinaryIO, dockerfile: str) -> None:
    """Append ``DOCKERFILE`` to a tar archive, with an ignore file that hides both."""
    with tarfile.open(fileobj=context, mode="a:", format=tarfile.PAX_FORMAT) as tar:
        _add(tar, IGNORE_FILE, f"{IGNORE_FILE}\n{DOCKERFILE}\n")
        _add(tar, DOCKERFILE, dockerfile)
    context.seek(0)


def _add(tar: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode("utf-8", "surrogateescape")
    info = tarfile.TarInfo(name)
    info.size = len(content)
    info.mode = 0o644
    tar.addfile(info, io.BytesIO(content))
