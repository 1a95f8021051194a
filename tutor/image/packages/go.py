"""What a Go program says it was built from: its module, and those that are linked into it.

https://pkg.go.dev/debug/buildinfo
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tutor.image.entry import FileEntry, FileKind
from tutor.image.packages.package import Package
from tutor.image.tree import FileTree

MAGIC = b"\xff Go buildinf:"
ALIGNMENT = 16
HEADER_BYTES = 32
INLINE = 2
SENTINEL_BYTES = 16
MOST_TEXT_BYTES = 4 * 1024 * 1024

MOST_FILE_BYTES = 200_000_000
LEAST_FILE_BYTES = 300_000
"""A Go program has a runtime in it, so none is smaller."""

MOST_FILES = 20
MOST_BYTES = 400_000_000

PROGRAM_FOLDERS = (
    "",
    "app",
    "bin",
    "sbin",
    "usr/bin",
    "usr/sbin",
    "usr/local/bin",
    "go/bin",
    "ko-app",
    "opt",
)

BEFORE_1_18 = "was built with a Go before 1.18, whose build info is not read here"


@dataclass(frozen=True, slots=True)
class GoBuildInfo:
    """``path`` is the main package's, ``main`` its module, ``dependencies`` what is linked in, each after its
    replacement. ``note`` says why there is nothing, where something is there.
    """

    go_version: str = ""
    path: str = ""
    main: Package | None = None
    dependencies: tuple[Package, ...] = ()
    note: str = ""


def go_build_info(data: bytes) -> GoBuildInfo | None:
    """What is in a whole executable; None when it is no Go program, or was stripped of it."""
    at = data.find(MAGIC)
    while at >= 0 and at % ALIGNMENT:
        at = data.find(MAGIC, at + 1)
    if at < 0 or len(data) < at + HEADER_BYTES:
        return None
    if not data[at + len(MAGIC) + 1] & INLINE:
        return GoBuildInfo(note=BEFORE_1_18)
    version, after = _text(data, at + HEADER_BYTES)
    modules, _ = _text(data, after)
    if len(modules) > 2 * SENTINEL_BYTES and modules[-SENTINEL_BYTES - 1 : -SENTINEL_BYTES] == b"\n":
        modules = modules[SENTINEL_BYTES:-SENTINEL_BYTES]
    else:
        modules = b""
    return _read(version.decode("utf-8", "replace"), modules.decode("utf-8", "replace"))


def go_modules_of(
    files: FileTree,
    read: Callable[[str, int], bytes],
    may_be: Callable[[str], bool] = lambda path: True,
) -> tuple[tuple[Package, ...], tuple[str, ...]]:
    """Modules in the Go programs of an image, each once in order, and sentences about what was not read.

    ``read`` gives at most so many bytes of a file, or raises OSError. Looked into are executables in the
    usual places whose path ``may_be`` one, the largest first, ``MOST_FILES`` and ``MOST_BYTES`` at most.
    """
    found: set[Package] = set()
    notes: list[str] = []
    left = MOST_BYTES
    programs = [entry for entry in _candidates(files) if may_be(entry.path)]
    for number, entry in enumerate(programs):
        if number >= MOST_FILES or entry.size > left:
            notes.append(f"{len(programs) - number} executables were not searched for Go modules.")
            break
        left -= entry.size
        try:
            info = go_build_info(read(entry.path, entry.size))
        except OSError as error:
            notes.append(f"/{entry.path} could not be searched for Go modules: {error}.")
            continue
        if info is not None:
            found.update(info.dependencies if info.main is None else (info.main, *info.dependencies))
        if info is not None and info.note:
            notes.append(f"/{entry.path} {info.note}.")
    ordered = sorted(found, key=lambda package: (package.name, package.version))
    return tuple(ordered), tuple(notes)


def _candidates(files: FileTree) -> list[FileEntry]:
    folders = {entry.path if entry is not None else "" for entry in map(files.resolve, PROGRAM_FOLDERS)}
    programs = [
        entry
        for folder in sorted(folders)
        for entry in files.children(folder)
        if entry.kind is FileKind.FILE
        and entry.mode & 0o111
        and entry.same_as is None
        and LEAST_FILE_BYTES <= entry.size <= MOST_FILE_BYTES
    ]
    return sorted(programs, key=lambda entry: (-entry.size, entry.path))


def _text(data: bytes, at: int) -> tuple[bytes, int]:
    """A text after its length as a varint, and where it ends; b"" when it does not fit."""
    length = shift = 0
    while at < len(data) and shift < 35:
        byte = data[at]
        at += 1
        length |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            break
    if length > MOST_TEXT_BYTES or at + length > len(data):
        return b"", len(data)
    return data[at : at + length], at + length


def _read(go_version: str, modules: str) -> GoBuildInfo:
    path = ""
    main: Package | None = None
    dependencies: list[Package] = []
    for line in modules.splitlines():
        word, *fields = line.split("\t")
        if word == "path" and fields:
            path = fields[0]
        elif word in ("mod", "dep", "=>") and len(fields) >= 2:
            module = Package(fields[0], fields[1], "go")
            if word == "mod":
                main = module
            elif word == "dep":
                dependencies.append(module)
            elif dependencies:
                dependencies[-1] = module
    return GoBuildInfo(go_version, path, main, tuple(dependencies))
