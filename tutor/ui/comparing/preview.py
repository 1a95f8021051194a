"""What is in a file, as far as a person wants to see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tutor.ui import amounts

if TYPE_CHECKING:
    from tutor.image import FileEntry
    from tutor.ui.diffing import DiffLine

LIMIT_BYTES = 65_536
MOST_LINES = 4_000
MOST_CELLS = 1_000
"""What is beyond in one line is cut."""
MOST_DIFFED_LINES = 2_000
"""Longer texts are shown one after the other: finding their differences may take a minute."""
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\b\x1b")


@dataclass(frozen=True, slots=True)
class Read:
    """The beginning of a file on one side, or ``why_not`` in a sentence.

    Neither where there is no such file.
    """

    content: bytes | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line to show; ``sign`` is ``+``, ``-``, ``=``, ``!`` for what we say ourselves."""

    sign: Literal["+", "-", "=", "!", ""]
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What to show of a path; ``title`` says of what."""

    path: str
    title: str
    lines: tuple[Line, ...]


def preview_of(
    path: str, before: FileEntry | None, after: FileEntry | None, left: Read, right: Read,
    names: tuple[str, str],
) -> Preview:  # fmt: skip
    """The text, the differences of two texts, or what can be told of a binary."""
    contents = (left.content, right.content)
    old, new = contents
    if old is not None and new is not None and old != new and is_text(old) and is_text(new):
        return Preview(path, f"{names[0]} against {names[1]}", _differences(old, new))
    lines: list[Line] = []
    for name, entry, read in ((names[0], before, left), (names[1], after, right)):
        if read.why_not:
            lines += [Line("!", f"{name}: {read.why_not}")]
        elif read.content is not None and (name == names[1] or right.content != left.content):
            heading = [Line("!", f"{name}:")] if None not in contents and old != new else []
            lines += heading + _told(read.content, entry)
    held = [name for name, content in zip(names, contents, strict=True) if content is not None]
    title = "the same in both" if len(held) == 2 and contents[0] == contents[1] else " and ".join(held)
    return Preview(path, title, tuple(lines))


def is_text(content: bytes) -> bool:
    """Whether a person can read it: UTF-8 but for a cut last letter, and hardly a control character."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(content) - 3 or len(content) < LIMIT_BYTES:
            return False
    odd = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in content[:4096])
    return b"\0" not in content and odd * 50 <= len(content[:4096])


def harmless(text: str) -> str:
    """A line with what would upset a terminal made visible: ``␛``, ``␍`` and the like."""
    text = text[:MOST_CELLS].expandtabs(8)
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else _picture(letter) for letter in text)


def _picture(letter: str) -> str:
    code = ord(letter)
    return chr(0x2400 + code) if code < 32 else "\N{SYMBOL FOR DELETE}" if code == 127 else "�"


def _told(content: bytes, entry: FileEntry | None) -> list[Line]:
    size = entry.size if entry is not None and entry.size else len(content)
    if not content:
        return [Line("!", "The file is empty.")]
    if not is_text(content):
        return [Line("!", told) for told in _about_binary(content, size)]
    lines = [Line("", harmless(one)) for one in _lines(content)[:MOST_LINES]]
    if size > len(content):
        told = f"Only the first {amounts.size(len(content))} of {amounts.size(size)} are shown."
        lines.append(Line("!", told))
    return lines


def _about_binary(content: bytes, size: int) -> list[str]:
    from tutor.image import elf_of

    elf = elf_of(content)
    if elf is None:
        return [f"Not a text: {_kind_of(content)} of {amounts.size(size)}."]
    told = [f"A program or library (ELF) for {elf.machine} of {amounts.size(size)}."]
    if elf.static:
        told.append("Static: it needs no loader, and starts in an empty image.")
    else:
        told.append(
            f"Dynamic: it needs the loader {harmless(elf.interpreter or '') or '(name out of reach)'}."
        )
    if elf.needed:
        told.append("Libraries: " + ", ".join(map(harmless, elf.needed)))
    elif not elf.static and not elf.complete:
        told.append("Which libraries it needs lies beyond the bytes at hand.")
    return told


_MAGICS = (
    (b"\x1f\x8b", "gzip data"), (b"PK\x03\x04", "a zip archive"), (b"\x89PNG", "a PNG picture"),
    (b"\x28\xb5\x2f\xfd", "zstd data"), (b"\xfd7zXZ", "xz data"), (b"BZh", "bzip2 data"),
    (b"!<arch>\n", "an ar archive"), (b"SQLite format 3", "an SQLite database"),
    (b"\xca\xfe\xba\xbe", "Java bytecode"), (b"\xff\xd8\xff", "a JPEG picture"), (b"%PDF", "a PDF document"),
)  # fmt: skip


def _kind_of(content: bytes) -> str:
    return next((name for magic, name in _MAGICS if content.startswith(magic)), "binary data")


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")


def _differences(before: bytes, after: bytes) -> tuple[Line, ...]:
    from tutor.ui.diffing import diff_lines

    old, new = _lines(before), _lines(after)
    if max(len(old), len(new)) > MOST_DIFFED_LINES:
        old, new = old[:MOST_DIFFED_LINES], new[:MOST_DIFFED_LINES]
        cut = [Line("!", f"Only the first {MOST_DIFFED_LINES:,} lines are set against each other.")]
    else:
        cut = []
    shown = diff_lines("\n".join(map(harmless, old)), "\n".join(map(harmless, new)))
    return (*_folded(list(shown)), *cut)


def _folded(lines: list[DiffLine]) -> list[Line]:
    """With three lines around each change; what lies between is only counted."""
    near = {at + by for at, line in enumerate(lines) if line.sign != "=" for by in range(-3, 4)}
    folded: list[Line] = []
    skipped = 0
    for at, line in enumerate(lines):
        if at not in near:
            skipped += 1
            continue
        if skipped:
            folded.append(Line("!", f"… {amounts.count(skipped, 'line')} that stay"))
            skipped = 0
        folded.append(Line(line.sign, line.text))
    if skipped:
        folded.append(Line("!", f"… {amounts.count(skipped, 'line')} that stay"))
    return folded
