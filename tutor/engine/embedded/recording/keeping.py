"""What is kept of the contents of a layer's files."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

import msgspec

from tutor.engine.embedded.catalogue.format import RecordedElf
from tutor.engine.embedded.contents import HEAD_BYTES, digest_of
from tutor.engine.embedded.recording.substitution import NOTHING, Substitution
from tutor.image import FileEntry, elf_of
from tutor.image.archive.tar import Content
from tutor.image.surface import is_document

ELF_MAGIC = b"\x7fELF"
SCRIPT = b"#!"
SMALL_TEXT_BYTES = 4096
MANIFEST = "/package.json"
"""Tells what a package of npm needs."""
PROGRAM_TEXTS = (MANIFEST, ".js", ".mjs", ".cjs", ".py")
PROGRAM_TEXT_BYTES = 32 * 1024
"""What is larger is told by the digest of the folder around it."""
MOST_SEARCHED_BYTES = 1024 * 1024
"""A bundle of certificates is smaller."""
PIECE_BYTES = 1024 * 1024

SHORTEST_FOLDER = 3
FOR_NOBODY = re.compile(r"(?:^|/)\.(?:npm|cache)/|^tmp/node-compile-cache/")
"""What package managers keep for themselves: it names folders, and nothing comes of that."""

SETTINGS_FOLDERS = ("etc/",)
SETTINGS = ("usr/lib/os-release",)
LIBRARY_CACHE = "etc/ld.so.cache"
"""Where the loader finds libraries that lie in unusual folders."""

CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----\s+(.+?)\s+-----END CERTIFICATE-----", re.DOTALL)


def is_setting(path: str) -> bool:
    """Whether programs look at that file for how to behave; a small text is kept."""
    return path in SETTINGS or path.startswith(SETTINGS_FOLDERS)


@dataclass
class Sought:
    """A folder's name, and whether it was found in what was looked at; a very short one is anywhere."""

    folder: str
    found: bool = False

    def __post_init__(self) -> None:
        self.found = len(self.folder) < SHORTEST_FOLDER
        name = re.escape(self.folder.encode("utf-8", "surrogateescape"))
        self._pattern = re.compile(rb"(?<![\w.-])" + name + rb"(?![\w-])")

    def look(self, content: bytes) -> None:
        self.found = self.found or self._pattern.search(content) is not None


@dataclass
class Keeper:
    """Looks at every file of a layer: digests for all, heads and ELF facts for some.

    ``sought`` looks at them, too, but for caches and diaries. ``programs`` keeps the heads of ELF files too.
    ``certificates`` are the PEM bodies by path.
    """

    substitution: Substitution = NOTHING
    wanted: Callable[[str], bool] = is_setting
    programs: bool = False
    sought: Sought | None = None
    heads: dict[str, bytes] = field(default_factory=dict)
    elves: dict[str, RecordedElf] = field(default_factory=dict)
    certificates: dict[str, frozenset[str]] = field(default_factory=dict)

    def look(self, entry: FileEntry, content: Content) -> FileEntry:
        """The entry with its digest; see ``tutor.image.read_tar``. Raises Unfit."""
        sought = None if FOR_NOBODY.search(entry.path) else self.sought
        if entry.size <= MOST_SEARCHED_BYTES or is_document(entry.path):
            whole = content.read()
            if sought is not None:
                sought.look(whole)
            return self._small(entry, whole)
        start = content.read(len(ELF_MAGIC))
        if start == ELF_MAGIC:
            whole = start + content.read()
            if sought is not None:
                sought.look(whole)
            return self._elf(entry, whole)
        digest = sha256(start)
        while piece := content.read(PIECE_BYTES):
            digest.update(piece)
            if sought is not None:
                sought.look(piece)
        return msgspec.structs.replace(entry, digest=f"sha256:{digest.hexdigest()}")

    def _small(self, entry: FileEntry, content: bytes) -> FileEntry:
        if content.startswith(ELF_MAGIC):
            return self._elf(entry, content)
        if b"-----BEGIN CERTIFICATE-----" in content:
            bodies = frozenset(body.decode("ascii", "replace") for body in CERTIFICATE.findall(content))
            self.certificates[entry.path] = bodies
            if bodies & self.substitution.forbidden:
                self.substitution.check(content, f"/{entry.path}")
        small = self._is_wanted(entry, content) and _is_text(content)
        if small or is_document(entry.path) or entry.path == LIBRARY_CACHE:
            content = self.substitution.in_bytes(content, f"/{entry.path}")
            self.heads[digest_of(content)] = content
        return msgspec.structs.replace(entry, size=len(content), digest=digest_of(content))

    def _is_wanted(self, entry: FileEntry, content: bytes) -> bool:
        """Small texts as asked for, and always small scripts: their first line names their interpreter."""
        wanted = self.wanted(entry.path)
        if entry.size > SMALL_TEXT_BYTES:
            return wanted and entry.path.endswith(PROGRAM_TEXTS) and entry.size <= PROGRAM_TEXT_BYTES
        return wanted or (content.startswith(SCRIPT) and bool(entry.mode & 0o111))

    def _elf(self, entry: FileEntry, content: bytes) -> FileEntry:
        digest = digest_of(content)
        elf = elf_of(content)
        if elf is not None:
            self.elves[digest] = RecordedElf.of(elf)
            if self.programs:
                self.heads[digest] = content[:HEAD_BYTES]
        return msgspec.structs.replace(entry, digest=digest)


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False
