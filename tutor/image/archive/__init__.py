"""Saved images of every format, read without an engine and never extracted."""

from __future__ import annotations

from tutor.image.archive.images import ArchivedImages, image_of_layers
from tutor.image.archive.malformed import MalformedArchive
from tutor.image.archive.members import ContentGone
from tutor.image.archive.opening import open_archive
from tutor.image.archive.tar import DOCKER_INJECTED, read_tar

__all__ = [
    "DOCKER_INJECTED",
    "ArchivedImages",
    "ContentGone",
    "MalformedArchive",
    "image_of_layers",
    "open_archive",
    "read_tar",
]
