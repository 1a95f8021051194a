"""Why a stage holds a file that need not ship."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from tutor.image import FileEntry, FileKind
from tutor.image.kinds import Kind, kind_of
from tutor.insight.explanation import LeftCause
from tutor.insight.history import Step
from tutor.insight.provenance import Provenance

CACHES = re.compile(
    r"(.*/)?(\.cache|\.npm|\.m2|\.gradle/caches|\.cargo/(registry|git)|\.yarn/cache|__pycache__"
    r"|\.local/share/pnpm/store|\.nuget/packages|\.composer/cache)(/|$)"
    r"|usr/local/cargo/(registry|git)|var/lib/apk/cache"
)
"""Folders that a package manager or a compiler fills to be faster the next time, wherever they lie."""

DEV_DEPENDENCIES = re.compile(r"(^|.*/)(node_modules|include|pkgconfig|vendor/bundle)(/|$)")
DEV_FILE = re.compile(r"\.(a|la|o|h|hpp|pc)$")
TOOLCHAIN = re.compile(
    r"^(usr/local/go|usr/lib/go[-\d.]*|usr/share/go[-\d.]*|root/sdk|go/bin|usr/local/rustup|usr/local/cargo"
    r"|root/\.rustup|root/\.cargo|usr/lib/jvm|opt/java|usr/lib/gcc|usr/libexec/gcc|usr/lib/llvm[-\d.]*"
    r"|usr/local/lib/node_modules|usr/lib/node_modules|usr/local/include/node|opt/yarn[-\w.]*|usr/share/maven"
    r"|opt/gradle|usr/share/gcc|usr/share/cmake[-\d.]*|usr/lib/git-core|usr/share/git-core"
    r"|usr/share/dotnet|usr/local/lib/python[\d.]+|usr/local/lib/ruby"
    r"|usr/lib/python3|usr/lib/python[\d.]+|usr/share/mercurial|usr/lib/ruby)(/|$)"
)
TOOL = re.compile(
    r"(.*/)?([\w.]+-linux-gnu\w*-)?(gcc|g\+\+|cc|c\+\+|cpp|ar|as|ld(\.\w+)?|ld|lto-dump|gprof\w*|dwp|make|cmake"
    r"|go|gofmt|rustc|cargo|rustup|node|npm|npx|yarn|javac|clang|git|hg|svn|python[\d.]*|m4|autoconf|gdb"
    r"|strip|objdump|objcopy|readelf|nm|ranlib|gcov\S*|pkg-config|pkgconf)(-[\d.]+)?"
)
TOOL_LIBRARY = re.compile(r".*/lib(asan|tsan|lsan|ubsan|hwasan|cc1|LLVM|clang)[-.\w]*\.so[.\d]*")
PROGRAM_FOLDER = re.compile(r"^(usr/)?(local/)?s?bin$")
PACKAGES = re.compile(
    r"\b(apt(-get)?|apk|yum|dnf|microdnf|zypper)\b.*\b(install|add|upgrade|dist-upgrade|update)\b", re.DOTALL
)
SYSTEM = re.compile(r"^(usr|etc|var|bin|sbin|lib|lib64|opt|root|home)(/|$)")

BY_KIND = {Kind.CACHES: LeftCause.CACHES, Kind.DOCUMENTATION: LeftCause.DOCUMENTATION}
BY_KEYWORD = {
    "FROM": LeftCause.BASE,
    "COPY": LeftCause.SOURCES,
    "ADD": LeftCause.SOURCES,
    "RUN": LeftCause.OUTPUT,
}


def with_causes(
    provenance: Provenance, stage: int, without: Collection[str] = frozenset()
) -> Iterator[tuple[FileEntry, LeftCause, Step | None]]:
    """Every regular file that a stage shows, once, with its cause and the step that stored it.

    ``without`` are paths to leave out; of a file with several names all are, when one is.
    """
    history = provenance.histories[stage]
    files = history.tree
    firsts = {entry.same_as for path in without if (entry := files.get(path)) is not None}
    by_folder: dict[tuple[str, int | None], LeftCause] = {}
    for path, entry in files.by_path.items():
        if entry.kind is not FileKind.FILE or entry.same_as is not None:
            continue
        if path in without or path in firsts:
            continue
        step = history.owner_of(path)
        folder = path.rpartition("/")[0]
        key = folder, step.number if step is not None else None
        cause = by_folder.get(key)
        if cause is None:
            cause = by_folder[key] = cause_of_folder(folder, _origin(provenance, stage, step, path))
        yield entry, cause_of_file(cause, folder, path), step


def _origin(provenance: Provenance, stage: int, step: Step | None, path: str) -> Step | None:
    """The step that first brought a path, through every COPY --from."""
    if step is None or step.instruction.flag("from") is None:
        return step
    trail = provenance.trail(stage, path)
    if not trail:
        return step
    last = trail[-1]
    return next((one for one in provenance.histories[last.stage].steps if one.line == last.line), step)


def cause_of_folder(folder: str, step: Step | None) -> LeftCause:
    """Why what lies in a folder was there, by where it lies and by who brought it."""
    told = LeftCause.CACHES if CACHES.match(folder) else BY_KIND.get(kind_of(f"{folder}/_"))
    if told is not None:
        return told
    if TOOLCHAIN.match(folder):
        return LeftCause.TOOLCHAIN
    keyword = step.instruction.keyword if step is not None else ""
    if DEV_DEPENDENCIES.match(folder) and (keyword != "COPY" or "node_modules" in folder):
        return LeftCause.DEV_DEPENDENCIES
    if step is not None and keyword == "RUN" and PACKAGES.search(step.instruction.source):
        return LeftCause.DEV_DEPENDENCIES if SYSTEM.match(folder) else LeftCause.OUTPUT
    if keyword == "COPY" and step is not None and step.instruction.flag("from"):
        return LeftCause.OTHER
    return BY_KEYWORD.get(keyword, LeftCause.OTHER)


def cause_of_file(cause: LeftCause, folder: str, path: str) -> LeftCause:
    """The same for one file: a compiler lies among programs of all sorts."""
    if cause in (LeftCause.BASE, LeftCause.DEV_DEPENDENCIES):
        if PROGRAM_FOLDER.match(folder) and TOOL.fullmatch(path):
            return LeftCause.TOOLCHAIN
        if TOOL_LIBRARY.fullmatch(path):
            return LeftCause.TOOLCHAIN
        if DEV_FILE.search(path):
            return LeftCause.DEV_DEPENDENCIES
    return cause
