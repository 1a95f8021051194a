"""One layer of an image: a tar whose digest is its name."""

import hashlib
import os
import stat
import subprocess
import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CHUNK_BYTES = 1 << 20
OPAQUE = "trusted.overlay.opaque"

LeaveOut = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Layer:
    """An uncompressed layer on disk.

    ``digest`` is ``sha256:…`` of the tar; ``size`` is the tar's length in bytes.
    """

    tar: Path
    digest: str
    size: int
    created_by: str


def nothing(_path: str) -> bool:
    """Leave nothing out."""
    return False


def pack(
    tree: Path, into: Path, created_by: str, leave_out: LeaveOut = nothing, below: Sequence[Path] = ()
) -> Layer:
    """Make a layer of everything in a folder.

    ``tree`` may be the upper folder of an overlay over the trees ``below``: what it deletes becomes
    whiteouts.  ``leave_out`` is asked with paths relative to the tree.
    """
    draft = into / f"{len(list(into.glob('*.tar')))}.tar"
    with draft.open("wb") as file, tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for path in _walk(tree, tree, leave_out):
            _add(tar, path, str(path.relative_to(tree)))
            if _hides(path) and any((lower / path.relative_to(tree)).is_dir() for lower in below):
                tar.addfile(tarfile.TarInfo(f"{path.relative_to(tree)}/.wh..wh..opq"))
    return adopt(draft, created_by)


def adopt(tar: Path, created_by: str) -> Layer:
    """Take a finished tar as a layer."""
    with tar.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Layer(tar, f"sha256:{digest}", tar.stat().st_size, created_by)


def unpack(layer: Layer, into: Path) -> None:
    """Lay a layer's files into a folder; whiteouts are not acted on."""
    subprocess.run(["tar", "-C", into, "--numeric-owner", "-xpf", layer.tar], check=True)


def copy(source: IO[bytes], target: IO[bytes], size: int) -> None:
    """Copy exactly ``size`` bytes."""
    while size:
        chunk = source.read(min(size, CHUNK_BYTES))
        if not chunk:
            raise EOFError(f"{size} bytes missing")
        target.write(chunk)
        size -= len(chunk)


def _walk(tree: Path, folder: Path, leave_out: LeaveOut) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if leave_out(str(entry.relative_to(tree))):
            continue
        yield entry
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(tree, entry, leave_out)


def _add(tar: tarfile.TarFile, path: Path, name: str) -> None:
    status = path.lstat()
    if stat.S_ISCHR(status.st_mode) and status.st_rdev == 0:
        tar.addfile(tarfile.TarInfo(str(Path(name).with_name(f".wh.{path.name}"))))
        return
    entry = tar.gettarinfo(path, name)
    entry.uname = entry.gname = ""
    if entry.isreg():
        with path.open("rb") as file:
            tar.addfile(entry, file)
    else:
        tar.addfile(entry)


def _hides(path: Path) -> bool:
    """Whether an overlay shows this folder alone; it says so of folders that are merely new, too."""
    if path.is_symlink() or not path.is_dir():
        return False
    return OPAQUE in os.listxattr(path) and os.getxattr(path, OPAQUE) == b"y"
