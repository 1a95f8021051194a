"""What glibc's loader puts together before a program's own first instruction."""

from __future__ import annotations

import posixpath
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.running.kernel import ELF_HEADER_BYTES, MACHINE, Process
from tutor.engine.embedded.running.library_cache import libraries_in
from tutor.engine.embedded.running.view import View
from tutor.engine.errors import NotRecorded
from tutor.image import Elf, FileEntry, FileKind

GLIBC = "ld-linux-x86-64.so.2"
DEFAULT_FOLDERS = ("/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib", "/usr/lib")
"""Where Debian's loader looks last, compiled in."""

BY_PROCESSOR = ("x86-64-v4", "x86-64-v3", "x86-64-v2")
CACHE = "/etc/ld.so.cache"
PRELOAD = "etc/ld.so.preload"
SEARCH_VARIABLE = "LD_LIBRARY_PATH"

MISSING = (
    "error while loading shared libraries: {}: cannot open shared object file: No such file or directory"
)
SHORT = "error while loading shared libraries: {}: file too short"
NO_ELF = "error while loading shared libraries: {}: invalid ELF header"
FOLDER = "error while loading shared libraries: {}: cannot read file data: Error 21"


class CannotLoad(Exception):  # noqa: N818 - reads as what it is
    """The loader gives up; ``message`` is its own, without the program's name."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class _Object:
    """The program or a library, and who asked for it."""

    path: str
    elf: Elf
    wanted_by: _Object | None = None


def libraries_of(view: View, contents: Contents, process: Process, env: Mapping[str, str]) -> dict[str, str]:
    """The libraries that the program is loaded with: digests by the names that ask for them.

    Empty for a static program and for loaders of other C libraries. Raises CannotLoad, NotRecorded where
    something decides that is not known.
    """
    if process.elf.interpreter is None or posixpath.basename(process.elf.interpreter) != GLIBC:
        return {}
    _refuse_what_is_not_computed(view, process, env)
    search = _Search(view, contents, env.get(SEARCH_VARIABLE, ""))
    loaded: dict[str, str] = {}
    waiting = deque([_Object(_real_path(process), process.elf)])
    while waiting:
        asking = waiting.popleft()
        for name in asking.elf.needed:
            if name in loaded or name == GLIBC:
                continue
            path, entry, elf = search.find(name, asking)
            loaded[name] = entry.digest or ""
            waiting.append(_Object(path, elf, asking))
    return loaded


def _refuse_what_is_not_computed(view: View, process: Process, env: Mapping[str, str]) -> None:
    other = next((name for name in env if name.startswith("LD_") and name != SEARCH_VARIABLE), None)
    if other is not None:
        raise NotRecorded(
            f"{other}={env[other]}", reason="what the loader makes of this variable is not computed"
        )
    if view.files.resolve(PRELOAD) is not None:
        raise NotRecorded(f"/{PRELOAD}", reason="what the loader makes of this file is not computed")
    if not process.elf.complete:
        raise NotRecorded(f"/{process.entry.path}", reason="the libraries that it needs are not known")


def _real_path(process: Process) -> str:
    return f"/{process.entry.path}"


@dataclass(frozen=True, slots=True)
class _Search:
    view: View
    contents: Contents
    library_path: str

    def find(self, name: str, asking: _Object) -> tuple[str, FileEntry, Elf]:
        candidates = (name,) if "/" in name else self._candidates(name, asking)
        for path in candidates:
            entry = self.view.readable(path)
            if entry is None:
                continue
            elf = self._opened(path, entry)
            if elf.machine == MACHINE:
                return path, entry, elf
            if "/" in name:
                raise NotRecorded(path, reason=f"it is a library for {elf.machine}")
        raise CannotLoad(MISSING.format(name))

    def _opened(self, path: str, entry: FileEntry) -> Elf:
        if entry.kind is FileKind.DIRECTORY:
            raise CannotLoad(FOLDER.format(path))
        if entry.size < ELF_HEADER_BYTES:
            raise CannotLoad(SHORT.format(path))
        elf = self.contents.elf(entry.digest)
        if elf is not None and elf.complete:
            return elf
        if elf is None and self.contents.head(entry.digest) is not None:
            raise CannotLoad(NO_ELF.format(path))
        raise NotRecorded(path, reason="its content is not known, and the program needs it as a library")

    def _candidates(self, name: str, asking: _Object) -> Iterator[str]:
        """Where the loader looks for a library, in its order."""
        yield from self._within(_inherited(asking), name)
        yield from self._within(_folders(self.library_path.replace(";", ":"), asking), name)
        yield from self._within(_folders(asking.elf.runpath, asking), name)
        yield from self._in_cache(name)
        yield from self._within(DEFAULT_FOLDERS, name)

    def _within(self, folders: Iterable[str], name: str) -> Iterator[str]:
        for folder in folders:
            for processor in BY_PROCESSOR:
                special = posixpath.join(folder, "glibc-hwcaps", processor, name)
                if self.view.readable(special) is not None:
                    raise NotRecorded(special, reason="whether it is taken depends on the processor")
            yield posixpath.join(folder, name)

    def _in_cache(self, name: str) -> Iterator[str]:
        entry = self.view.readable(CACHE)
        if entry is None:
            return
        whole = self.contents.whole(entry.digest, entry.size)
        if whole is not None:
            yield from libraries_in(whole, name)
            return
        for folder in DEFAULT_FOLDERS:  # What the cache says of them is what a search finds there.
            if self.view.readable(posixpath.join(folder, name)) is not None:
                return
        for other in self.view.files.below(""):
            if other.path.rpartition("/")[2] == name:
                raise NotRecorded(
                    f"/{other.path}",
                    reason=f"whether {CACHE} lists it is not known, and the program needs it",
                )


def _inherited(asking: _Object) -> Iterator[str]:
    """The folders of DT_RPATH: an object's own and those of all who led to it; DT_RUNPATH turns it off."""
    if asking.elf.runpath:
        return
    here: _Object | None = asking
    while here is not None:
        if not here.elf.runpath:
            yield from _folders(here.elf.rpath, here)
        here = here.wanted_by


def _folders(listed: str, owner: _Object) -> Iterator[str]:
    if not listed:
        return
    origin = posixpath.dirname(owner.path)
    for folder in listed.split(":"):
        plain = folder.replace("${ORIGIN}", origin).replace("$ORIGIN", origin)
        if "$" in plain:
            raise NotRecorded(folder, reason="what the loader makes of this folder is not computed")
        yield plain or "."
