"""``RUN --mount``: what lies over a stage's files while a RUN works, and is taken away again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from tutor.dockerfile import Instruction
from tutor.dockerfile.mounts import Mount, lenient_mounts
from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.errors import NotRecorded
from tutor.image import FileEntry, FileKind, FileTree

COMPUTED = ("bind", "cache", "tmpfs")

SourceOf = Callable[[Mount], FileTree]
"""The files that a bind mount takes from: a stage, an image or the context."""


@contextmanager
def mounted(instruction: Instruction, files: Filesystem, workdir: str, source_of: SourceOf) -> Iterator[None]:
    """Lay the mounts of a RUN over its files for the length of the block.

    A cache is empty every time: what it would speed up takes no time here. Raises NotRecorded for secrets
    and ssh, FileNotFoundError with the path that a bind mount does not find.
    """
    mounts = list(lenient_mounts(instruction.flags))
    for mount in mounts:
        if mount.kind not in COMPUTED:
            raise NotRecorded(
                f"RUN --mount=type={mount.kind}",
                reason=f"the embedded engine has no {mount.kind} to lend",
                near=tuple(f"--mount=type={kind}" for kind in COMPUTED),
                line=instruction.lines.first,
            )
    try:
        laid = [_lay(mount, files, workdir, source_of) for mount in mounts]
    except NotADirectoryError as error:
        # The engine's own message is full of the host's paths.
        raise NotRecorded(
            f"the mount over /{error}",
            reason="a file is in its way, and how an engine says so is not recorded",
            line=instruction.lines.first,
        ) from None
    yield
    for target, _ in laid:
        if files.get(target) is None:
            raise NotRecorded(
                f"the removal of /{target} in {instruction.text}",
                reason="something is mounted there, which a RUN cannot take away",
                line=instruction.lines.first,
            )
    for target, before in reversed(laid):
        _take_away(target, before, files)


def _lay(
    mount: Mount, files: Filesystem, workdir: str, source_of: SourceOf
) -> tuple[str, list[FileEntry] | None]:
    """Cover the target; its path with what was there before, None where nothing was."""
    target = files.real(mount.target if mount.target.startswith("/") else f"{workdir}/{mount.target}")
    covered = files.get(target)
    if covered is not None and covered.kind is not FileKind.DIRECTORY:
        raise NotADirectoryError(target)
    before = None if covered is None else [covered, *files.below(target)]
    if covered is not None:
        files.remove(target)
    files.make_directories(target.rpartition("/")[0])
    if mount.kind != "bind":
        files.put(FileEntry(target, FileKind.DIRECTORY, 0o1777 if mount.kind == "tmpfs" else 0o755))
        return target, before
    source = source_of(mount)
    root = mount.source.strip("/")
    at = source.resolve(root) if root else None
    if root and at is None:
        raise FileNotFoundError(f"/{root}")
    if at is None or at.kind is FileKind.DIRECTORY:
        top = at.path if at is not None else ""
        files.put(msgspec.structs.replace(at or FileEntry("", FileKind.DIRECTORY, 0o755), path=target))
        for entry in sorted(source.below(top), key=lambda one: one.path):
            inside = entry.path[len(top) :].lstrip("/")
            files.put(msgspec.structs.replace(entry, path=f"{target}/{inside}", same_as=None))
    else:
        files.put(msgspec.structs.replace(at, path=target, same_as=None))
    return target, before


def _take_away(target: str, before: list[FileEntry] | None, files: Filesystem) -> None:
    if files.get(target) is not None:
        files.remove(target)
    for entry in before or ():
        files.restore(entry)
    parent = target.rpartition("/")[0]
    while before is None and parent and files.is_new_and_empty(parent):
        files.remove(parent)
        parent = parent.rpartition("/")[0]
