"""Which well-known programs an image holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.image.config import ImageConfig
from tutor.image.entry import FileEntry, FileKind
from tutor.image.tree import FileTree

USUAL_FOLDERS = (
    "/bin",
    "/sbin",
    "/usr/bin",
    "/usr/sbin",
    "/usr/local/bin",
    "/usr/local/sbin",
    "/busybox",
    "/nodejs/bin",
    "/usr/local/go/bin",
    "/usr/local/cargo/bin",
    "/opt/java/openjdk/bin",
)
"""Where programs lie in the images that people use, besides the image's own PATH."""

JVM_FOLDER = "usr/lib/jvm"
"""Debian's and distroless' Java: a folder for each version, not always on the PATH."""

SHELLS = re.compile(r"sh|ash|dash|bash|zsh|ksh|mksh|fish|busybox")
PACKAGE_MANAGERS = re.compile(
    r"apt|apt-get|aptitude|dpkg|apk|yum|dnf5?|microdnf|rpm|zypper|tdnf|pacman|opkg|pip[\d.]*|pipx|uv|poetry|conda"
    r"|npm|yarn|pnpm|corepack|gem|bundler?|cargo|composer"
)
INTERPRETERS = re.compile(
    r"python[\d.]*|pypy[\d.]*|perl[\d.]*|ruby[\d.]*|node|nodejs|deno|bun|php[\d.]*|lua(jit)?[\d.]*|java"
)
COMPILERS = re.compile(
    r"go|([a-z0-9_]+-linux-[a-z0-9]+-)?(gcc|g\+\+|cpp)(-[\d.]+)?|cc|c\+\+|clang(\+\+)?(-[\d.]+)?|tcc|javac|rustc|ghc|gfortran(-[\d.]+)?"
)


def folders_of(files: FileTree, config: ImageConfig | None) -> tuple[str, ...]:
    """The folders to look for programs in, symlinked ones (``/bin``) under their real path, each once."""
    path = (config.variable("PATH") if config is not None else None) or ""
    jvms = (f"{entry.path}/bin" for entry in files.children(JVM_FOLDER))
    real = (files.resolve(folder) for folder in (*USUAL_FOLDERS, *path.split(":"), *jvms) if folder)
    return tuple(dict.fromkeys(entry.path for entry in real if entry is not None))


def programs_of(files: FileTree, folders: tuple[str, ...]) -> tuple[tuple[str, FileEntry], ...]:
    """Absolute path and real file of every program: a regular file that somebody may execute."""
    return tuple(_programs(files, folders))


def _programs(files: FileTree, folders: tuple[str, ...]) -> Iterator[tuple[str, FileEntry]]:
    for folder in folders:
        for entry in files.children(folder):
            real = files.resolve(entry.path) if entry.kind is FileKind.SYMLINK else entry
            if real is not None and real.kind is FileKind.FILE and real.mode & 0o111:
                yield f"/{entry.path}", real


def named(programs: tuple[tuple[str, FileEntry], ...], names: re.Pattern[str]) -> tuple[str, ...]:
    """The paths of the programs that bear one of the names."""
    return tuple(sorted(path for path, _ in programs if names.fullmatch(path.rpartition("/")[2])))


def named_once(programs: tuple[tuple[str, FileEntry], ...], names: re.Pattern[str]) -> tuple[str, ...]:
    """The same, with the shortest name only where several lead to one file (``gcc``, ``gcc-14``)."""
    by_file: dict[str, list[str]] = {}
    for path, real in programs:
        if names.fullmatch(path.rpartition("/")[2]):
            by_file.setdefault(real.same_as or real.path, []).append(path)
    return tuple(sorted(min(paths, key=lambda path: (len(path), path)) for paths in by_file.values()))
