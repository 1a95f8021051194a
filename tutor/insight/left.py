"""What stages hold that never ships, by cause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tutor.image import FileEntry, FileKind
from tutor.insight.explanation import LeftBehind, LeftCause
from tutor.insight.history import Step
from tutor.insight.provenance import Provenance

LARGEST = 5

CACHES = re.compile(
    r"^(var/cache|var/lib/apt/lists|var/lib/apk/cache|go/pkg|go/\.cache|root/go/pkg|tmp/npm-|.*/\.cache|.*/\.npm"
    r"|.*/\.m2|.*/\.gradle/caches|.*/\.cargo/(registry|git)|usr/local/cargo/(registry|git)|.*/\.yarn/cache"
    r"|.*/\.local/share/pnpm/store|.*/\.nuget/packages|.*/\.composer/cache|\.npm|\.cache|var/log|.*/__pycache__)(/|$)"
)
"""Folders that a package manager or a compiler fills to be faster the next time."""

DEV_DEPENDENCIES = re.compile(r"(^|.*/)(node_modules|include|pkgconfig|vendor/bundle)(/|$)")
DEV_FILE = re.compile(r"\.(a|la|o|h|hpp|pc)$")
DOCUMENTATION = re.compile(
    r"^usr/(local/)?share/(doc|man|info|doc-base|gtk-doc|lintian)(/|$)|(^|.*/)man/man\d(/|$)"
)
TOOLCHAIN = re.compile(
    r"^(usr/local/go|usr/lib/go[-\d.]*|usr/share/go[-\d.]*|root/sdk|go/bin|usr/local/rustup|usr/local/cargo"
    r"|root/\.rustup|root/\.cargo|usr/lib/jvm|opt/java|usr/lib/gcc|usr/libexec/gcc|usr/lib/llvm[-\d.]*"
    r"|usr/local/lib/node_modules|usr/lib/node_modules|usr/local/include/node|opt/yarn[-\w.]*|usr/share/maven"
    r"|opt/gradle|usr/share/gcc|usr/share/cmake[-\d.]*|usr/share/perl|usr/lib/git-core|usr/share/git-core"
    r"|usr/lib/[\w-]+/perl[-\w.]*|usr/share/dotnet|usr/local/lib/python[\d.]+|usr/local/lib/ruby"
    r"|usr/lib/python3|usr/lib/python[\d.]+|usr/share/mercurial|usr/lib/ruby)(/|$)"
)
TOOL = re.compile(
    r"(.*/)?([\w.]+-linux-gnu\w*-)?(gcc|g\+\+|cc|c\+\+|cpp|ar|as|ld(\.\w+)?|ld|lto-dump|gprof\w*|dwp|make|cmake"
    r"|go|gofmt|rustc|cargo|rustup|node|npm|npx|yarn|javac|clang|git|hg|svn|perl[\d.]*|python[\d.]*|m4|autoconf|gdb"
    r"|strip|objdump|objcopy|readelf|nm|ranlib|gcov\S*|pkg-config|pkgconf)(-[\d.]+)?"
)
TOOL_LIBRARY = re.compile(r".*/lib(asan|tsan|lsan|ubsan|hwasan|cc1|gcc|LLVM|clang|perl)[-.\w]*\.so[.\d]*")
PROGRAM_FOLDER = re.compile(r"^(usr/)?(local/)?s?bin$")
PACKAGES = re.compile(
    r"\b(apt(-get)?|apk|yum|dnf|microdnf|zypper)\b.*\b(install|add|upgrade|dist-upgrade|update)\b", re.DOTALL
)
SYSTEM = re.compile(r"^(usr|etc|var|bin|sbin|lib|lib64|opt|root|home)(/|$)")

BY_FOLDER = (
    (LeftCause.CACHES, CACHES),
    (LeftCause.DOCUMENTATION, DOCUMENTATION),
    (LeftCause.TOOLCHAIN, TOOLCHAIN),
)
BY_KEYWORD = {
    "FROM": LeftCause.BASE,
    "COPY": LeftCause.SOURCES,
    "ADD": LeftCause.SOURCES,
    "RUN": LeftCause.OUTPUT,
}


@dataclass(slots=True)
class _Heap:
    """What fell to one cause so far."""

    files: list[FileEntry] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)

    def told(self, stage: int, cause: LeftCause) -> LeftBehind:
        by_size = sorted(self.files, key=lambda entry: (-entry.size, entry.path))
        largest = tuple(entry.path for entry in by_size[:LARGEST])
        total = sum(entry.size for entry in self.files)
        return LeftBehind(stage, cause, len(self.files), total, largest, tuple(sorted(self.lines)))


def left_behind(provenance: Provenance) -> tuple[LeftBehind, ...]:
    """What the stages of a build show and the final image has not got, largest first.

    Every stage that the final one is not FROM is looked at; a file that several of them hold counts in each,
    but where a stage is FROM another one it counts only where it was stored.
    """
    found = [one for history in provenance.histories for one in _of_stage(provenance, history.stage)]
    return tuple(sorted(found, key=lambda one: (-one.bytes, one.stage, one.cause.value)))


def _of_stage(provenance: Provenance, stage: int) -> Iterator[LeftBehind]:
    history = provenance.histories[stage]
    if stage in provenance.reach.chain or history.files is None:
        return
    shipped = provenance.shipped(stage)
    firsts = {entry.same_as for path in shipped if (entry := history.files.get(path)) is not None}
    heaps: dict[LeftCause, _Heap] = {}
    causes: dict[tuple[str, int | None], LeftCause] = {}
    for path, entry in history.files.by_path.items():
        if entry.kind is not FileKind.FILE or entry.same_as is not None or path in shipped or path in firsts:
            continue
        step = history.owner_of(path)
        if step is not None and step.stage != stage:
            continue
        folder = path.rpartition("/")[0]
        key = folder, step.number if step is not None else None
        cause = causes.get(key)
        if cause is None:
            cause = causes[key] = cause_of_folder(folder, _origin(provenance, stage, step, path))
        heap = heaps.setdefault(cause_of_file(cause, folder, path), _Heap())
        heap.files.append(entry)
        if step is not None:
            heap.lines.add(step.line)
    for cause, heap in heaps.items():
        yield heap.told(stage, cause)


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
    for cause, pattern in BY_FOLDER:
        if pattern.match(folder):
            return cause
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
