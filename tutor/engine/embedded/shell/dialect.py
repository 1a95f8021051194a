"""Which shell it is, and its own words where shells differ."""

from __future__ import annotations

from enum import Enum

from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.embedded.system.process import Recordings
from tutor.engine.errors import NotRecorded
from tutor.image import FileEntry

BUSYBOX_PATHS = ("bin/busybox", "usr/bin/busybox", "busybox/busybox")
SHELL_PATHS = {"dash": ("usr/bin/dash", "bin/dash"), "bash": ("usr/bin/bash", "bin/bash")}


class Dialect(Enum):
    """The shells that are known."""

    DASH = "dash"
    BASH = "bash"
    BUSYBOX = "busybox"


def dialect_of(program: FileEntry, files: Filesystem, catalogue: Recordings) -> Dialect:
    """Which shell a file is: by its name, by the digest of the stage's other files, then of known images.

    Raises NotRecorded.
    """
    name = program.path.rpartition("/")[2]
    for dialect in Dialect:
        if name == dialect.value:
            return dialect
    if name not in ("sh", "ash"):
        raise NotRecorded(f"/{program.path}", reason="it is not a shell that can be computed")
    if is_busybox(program, files):
        return Dialect.BUSYBOX
    for image in catalogue.image_names():
        base = catalogue.image(image)
        if base is None:
            continue
        below = Filesystem(base.tree)
        if is_busybox(program, below):
            return Dialect.BUSYBOX
        for shell, paths in SHELL_PATHS.items():
            if _is_one_of(program, below, paths):
                return Dialect(shell)
    raise NotRecorded(f"/{program.path}", reason="which shell that file is is not recorded")


def is_busybox(program: FileEntry, files: Filesystem) -> bool:
    """Whether a file is the stage's busybox under another name."""
    return program.path.rpartition("/")[2] == "busybox" or _is_one_of(program, files, BUSYBOX_PATHS)


def _is_one_of(program: FileEntry, files: Filesystem, paths: tuple[str, ...]) -> bool:
    others = (files.resolve(path) for path in paths)
    return program.digest is not None and any(
        one is not None and one.digest == program.digest for one in others
    )
