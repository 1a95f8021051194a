"""What the tests of packs take from and put in."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

from made import LessonFolder

from tutor.course.packs import add_pack

NOW = 1_800_000_000.0


def add(root, what, **more):
    return add_pack(str(what), now=NOW, root=root, **more)


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def tar_of(path: Path, *members: tuple[tarfile.TarInfo | str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(data) if info.isreg() else 0
            archive.addfile(info, io.BytesIO(data))
    return path


def whole(source: LessonFolder, top: str = "") -> list[tuple[str, bytes]]:
    return [(f"{top}{name}", data) for name, data in files(source.root).items()]
