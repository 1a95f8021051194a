"""The build context that generated Dockerfiles copy from."""

from __future__ import annotations

import io
import os
import tarfile
import uuid
from pathlib import Path

FILES = {
    "a.txt": (b"alpha\n", 0o644),
    "b.txt": (b"beta beta\n", 0o640),
    "with space.txt": (b"spaced\n", 0o644),
    "run.sh": (b"#!/bin/sh\necho run\n", 0o755),
    "private": (b"private\n", 0o600),
    "secret.env": (b"TOKEN=1\n", 0o644),
    ".hidden": (b"hidden\n", 0o644),
    "dir/one": (b"1\n", 0o644),
    "dir/two.txt": (b"2 2\n", 0o444),
    "dir/deep/three": (b"3 3 3\n", 0o644),
    "closed/inside": (b"inside\n", 0o644),
}
LINKS = {"to-file": "a.txt", "to-dir": "dir", "broken": "nowhere", "dir/up": "../b.txt"}
FOLDER_MODES = {"closed": 0o700, "dir/deep": 0o750}
STAMP = 1_700_000_000


SALT = ".salt"


def salted(text: str, *, scratch_too: bool = True) -> str:
    """The text with a step in the beginning of every chain of stages that no earlier build has done.

    Without ``scratch_too`` a stage on scratch keeps its own first step.

    BuildKit may do a step again of which it has a result, and a listing then takes either of the two.
    """
    lines = []
    for line in text.split("\n"):
        lines.append(line)
        on_stage = line.startswith(("FROM stage", "FROM a ", "FROM 0"))
        if line.startswith("FROM ") and not on_stage and (scratch_too or line != "FROM scratch"):
            lines.append(f"COPY {SALT} /{SALT}")
    return "\n".join(lines)


def lay_out(folder: Path, ignore: str) -> None:
    """Fill a folder; ``ignore`` is the text of its .dockerignore, "" for none."""
    (folder / SALT).write_text(uuid.uuid4().hex)
    for path, (content, mode) in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        file.chmod(mode)
        os.utime(file, (STAMP, STAMP))
    for path, target in LINKS.items():
        (folder / path).symlink_to(target)
    for path, mode in FOLDER_MODES.items():
        (folder / path).chmod(mode)
    for name, mode in (("packed.tar", "w"), ("packed.tar.gz", "w:gz")):
        (folder / name).write_bytes(_archive(mode))
    if ignore:
        (folder / ".dockerignore").write_text(ignore)


def _archive(mode: str) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as tar:
        folder = tarfile.TarInfo("packed")
        folder.type, folder.mode, folder.uid, folder.gid = tarfile.DIRTYPE, 0o750, 7, 8
        tar.addfile(folder)
        file = tarfile.TarInfo("packed/file")
        file.size, file.mode, file.uid, file.gid = 5, 0o640, 7, 8
        tar.addfile(file, io.BytesIO(b"tape\n"))
        link = tarfile.TarInfo("packed/link")
        link.type, link.linkname = tarfile.SYMTYPE, "file"
        tar.addfile(link)
        hard = tarfile.TarInfo("packed/hard")
        hard.type, hard.linkname = tarfile.LNKTYPE, "packed/file"
        tar.addfile(hard)
    return stream.getvalue()
