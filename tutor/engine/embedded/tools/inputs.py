"""Digests of what a command reads."""

from __future__ import annotations

import posixpath
import re
from hashlib import sha256

from tutor.engine.embedded.filesystem import Filesystem
from tutor.engine.embedded.system.places import Refused
from tutor.engine.embedded.system.programs import NotExecutable, NotFound, program_of
from tutor.engine.embedded.tools.situation import Situation
from tutor.image import FileKind

ABSENT = ""

OF_THE_BUILD = re.compile(r"(.*/)?(Dockerfile|\.dockerignore|\.dockerfile\.[0-9a-f]{12,})")
"""Files that `COPY . .` brings along and that no tool reads: whoever edits one has changed no input.

A Dockerfile that lies elsewhere is in the context by a hidden name.
"""


def digest_at(files: Filesystem, path: str) -> str:
    """The digest of a file by its absolute path, symlinks followed; ``ABSENT`` where there is none."""
    entry = files.resolve(path)
    return ABSENT if entry is None else entry.digest or f"{entry.kind.value}:{entry.mode:o}"


def digest_below(
    files: Filesystem, folder: str, *, contents: bool = True, without: re.Pattern[str] | None = None
) -> str:
    """One digest of what lies below an absolute folder: names, kinds, modes, and contents where asked for.

    Dockerfiles do not count, nor what ``without`` matches by its path in the folder. ``ABSENT`` where there
    is no such folder, or nothing in it.
    """
    whole = sha256()
    real = files.real(folder)
    empty = True
    for entry in files.below(real):
        if OF_THE_BUILD.fullmatch(entry.path):
            continue
        name = posixpath.relpath("/" + entry.path, "/" + real)
        if without is not None and without.fullmatch(name):
            continue
        empty = False
        held = (entry.digest or entry.target or "") if contents else ""
        line = f"{name}\0{entry.kind.value}\0{entry.mode:o}\0{held}\n"
        whole.update(line.encode("utf-8", "surrogateescape"))
    return ABSENT if empty else f"sha256:{whole.hexdigest()}"


def below_if_there(files: Filesystem, *folders: str, contents: bool = True) -> dict[str, str]:
    """Inputs for those of these absolute folders that hold anything."""
    found = {f"{folder}/": digest_below(files, folder, contents=contents) for folder in folders}
    return {folder: digest for folder, digest in found.items() if digest != ABSENT}


def digest_of_program(situation: Situation, name: str) -> str:
    """The digest of the program that a name starts, ``ABSENT`` when it starts none."""
    try:
        program = program_of(name, situation.places, situation.env.get("PATH"))
    except (NotFound, NotExecutable):
        return ABSENT
    return program.digest or ABSENT


def named(situation: Situation, words: tuple[str, ...]) -> dict[str, str]:
    """Inputs for the words that are names of something that is there."""
    files = situation.places.files
    found: dict[str, str] = {}
    for word in words:
        try:
            entry = situation.places.lookup(word) if word.strip("./") else None
        except Refused:
            continue
        if entry is not None and entry.kind is FileKind.DIRECTORY:
            found[f"{word.rstrip('/')}/"] = digest_below(files, "/" + entry.path)
        elif entry is not None:
            found[word] = entry.digest or ABSENT
    return found
