"""Names that match a shell pattern, over the files of a stage."""

from __future__ import annotations

import re

from tutor.engine.embedded.shell.syntax import NotUnderstood
from tutor.engine.embedded.system.identity import READ
from tutor.engine.embedded.system.places import MOUNTED_FILES, Places, Refused
from tutor.image import FileKind

SPECIAL = "*?["


class Pattern:
    """Characters of which each is either plain or special."""

    def __init__(self, characters: list[tuple[str, bool]]) -> None:
        """``characters`` come with whether they were quoted."""
        self._characters = characters

    @property
    def is_plain(self) -> bool:
        return not any(char in SPECIAL and not quoted for char, quoted in self._characters)

    @property
    def text(self) -> str:
        return "".join(char for char, _ in self._characters)

    def regex(self) -> re.Pattern[str]:
        """What matches all of a text."""
        return re.compile(_regex(self._characters), re.DOTALL)

    def matches(self, places: Places) -> list[str]:
        """The names that are there, in order; [] when there are none."""
        segments: list[list[tuple[str, bool]]] = [[]]
        for char, quoted in self._characters:
            if char == "/":
                segments.append([])
            else:
                segments[-1].append((char, quoted))
        found = [""]
        for number, segment in enumerate(segments):
            last = number == len(segments) - 1
            found = [
                name
                for prefix in found
                for name in _step(prefix, segment, places, first=number == 0, last=last)
            ]
        return sorted(found)


def _step(
    prefix: str, segment: list[tuple[str, bool]], places: Places, *, first: bool, last: bool
) -> list[str]:
    plain = not any(char in SPECIAL and not quoted for char, quoted in segment)
    text = "".join(char for char, _ in segment)
    start = prefix if first else f"{prefix}/"
    if plain:
        there = places.exists(start + text, follow=not last) if last and text else True
        return [start + text] if there else []
    try:
        folder = places.lookup(start or ".")
    except Refused:
        return []
    if folder.kind is not FileKind.DIRECTORY or not places.who.may(READ, folder):
        return []
    names = [entry.path.rpartition("/")[2] for entry in places.files.children(folder.path)]
    if folder.path == "etc":
        names = sorted({*names, *(path.removeprefix("etc/") for path in MOUNTED_FILES)})
    regex = re.compile(_regex(segment), re.DOTALL)
    hidden = text.startswith(".")
    matching = [name for name in names if regex.fullmatch(name) and (hidden or not name.startswith("."))]
    if not last:
        return [start + name for name in matching if _is_folder(places, start + name)]
    return [start + name for name in matching]


def _is_folder(places: Places, name: str) -> bool:
    entry = places.exists(name)
    return entry is not None and entry.kind is FileKind.DIRECTORY


def _regex(characters: list[tuple[str, bool]]) -> str:
    out = []
    at = 0
    while at < len(characters):
        char, quoted = characters[at]
        at += 1
        if quoted or char not in SPECIAL:
            out.append(re.escape(char))
        elif char == "*":
            out.append(".*")
        elif char == "?":
            out.append(".")
        else:
            end = next((i for i in range(at + 1, len(characters)) if characters[i] == ("]", False)), None)
            if end is None:
                out.append(re.escape(char))
                continue
            inside = "".join(char for char, _ in characters[at:end])
            if "[" in inside or "\\" in inside:
                raise NotUnderstood("a class of characters in a pattern")
            negated = inside[:1] in "!^"
            out.append(f"[{'^' if negated else ''}{inside[1:] if negated else inside}]")
            at = end + 1
    return "".join(out)
