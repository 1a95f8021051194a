"""A second Dockerfile in a packed context, which the build reads but no COPY sees."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping
from typing import BinaryIO

from tutor.dockerfile import BaseKind, Dockerfile

DOCKERFILE = ".distill.Containerfile"
IGNORE_FILE = ".containerignore"
"""Buildah reads it before .dockerignore, whose rules the packed context has followed already."""


def labelled(text: str, dockerfile: Dockerfile, labels: Mapping[str, str]) -> str:
    """The text with our label behind every FROM, so that each image on the way carries it.

    The labels of the query come last, on the final image only.
    """
    lines = text.split("\n")
    words = " ".join(f'{key}="{value}"' for key, value in labels.items())
    for stage in reversed(dockerfile.stages):
        if stage.base.kind is not BaseKind.STAGE:
            lines.insert(stage.instructions[0].lines.last, f"LABEL {words}")
    return "\n".join(lines)


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
