"""What an ELF file needs to be started."""

from __future__ import annotations

import struct
from dataclasses import asdict, dataclass

MACHINES = {3: "386", 21: "ppc64le", 22: "s390x", 40: "arm", 62: "amd64", 183: "arm64", 243: "riscv64"}
"""ELF machine numbers by the name that Docker has for the architecture."""

PT_LOAD, PT_DYNAMIC, PT_INTERP = 1, 2, 3
DT_NEEDED, DT_STRTAB, DT_RPATH, DT_RUNPATH = 1, 5, 15, 29
MOST_PROGRAM_HEADERS = 1024


@dataclass(frozen=True, slots=True)
class Elf:
    """An executable or library.

    ``interpreter`` is the loader that the kernel starts first, None for a static program, ``""`` when there
    is one whose name lies beyond the bytes at hand. ``needed`` are the libraries it links to. ``complete`` is
    false when something lay out of reach, so that an empty ``needed`` says nothing. ``rpath`` and ``runpath``
    are folders to look for libraries in, joined by colons, as the file has them.
    """

    interpreter: str | None
    needed: tuple[str, ...]
    machine: str
    complete: bool = True
    rpath: str = ""
    runpath: str = ""

    @property
    def static(self) -> bool:
        """Needs no loader: runs in an empty image."""
        return self.interpreter is None


@dataclass(frozen=True, slots=True)
class _Segment:
    kind: int
    offset: int
    address: int
    size: int


@dataclass(frozen=True, slots=True)
class _Dynamic:
    needed: tuple[str, ...] = ()
    rpath: str = ""
    runpath: str = ""


def elf_of(head: bytes) -> Elf | None:
    """What the first bytes of a file say about it; None when it is no ELF file, or cut off within its
    headers.

    The loader's name normally lies in the first 4 kB; the libraries may lie anywhere.
    """
    if len(head) < 52 or head[:4] != b"\x7fELF" or head[4] not in (1, 2) or head[5] not in (1, 2):
        return None
    order = "<" if head[5] == 1 else ">"
    wide = head[4] == 2
    try:
        segments = _segments(head, order, wide=wide)
    except struct.error:
        return None
    (machine,) = struct.unpack_from(f"{order}H", head, 18)
    complete = True
    interpreter = None
    found: _Dynamic | None = _Dynamic()
    for segment in segments:
        if segment.kind == PT_INTERP:
            name = head[segment.offset : segment.offset + segment.size]
            whole = len(name) == segment.size
            interpreter = name.split(b"\0", 1)[0].decode("utf-8", "surrogateescape") if whole else ""
            complete = complete and whole
        elif segment.kind == PT_DYNAMIC:
            found = _dynamic(head, segment, segments, order, wide=wide)
            complete = complete and found is not None
    return Elf(
        interpreter,
        machine=MACHINES.get(machine, f"machine {machine}"),
        complete=complete,
        **asdict(found or _Dynamic()),
    )


def _segments(head: bytes, order: str, *, wide: bool) -> list[_Segment]:
    (start,) = struct.unpack_from(f"{order}Q" if wide else f"{order}I", head, 32 if wide else 28)
    size, count = struct.unpack_from(f"{order}HH", head, 54 if wide else 42)
    segments = []
    for number in range(min(count, MOST_PROGRAM_HEADERS)):
        at = start + number * size
        if wide:
            kind, _, offset, address, _, length = struct.unpack_from(f"{order}IIQQQQ", head, at)
        else:
            kind, offset, address, _, length = struct.unpack_from(f"{order}IIIII", head, at)
        segments.append(_Segment(kind, offset, address, length))
    return segments


def _dynamic(
    head: bytes, dynamic: _Segment, segments: list[_Segment], order: str, *, wide: bool
) -> _Dynamic | None:
    """What the dynamic table says; None when it or its strings lie beyond the bytes at hand."""
    pair = struct.Struct(f"{order}qQ" if wide else f"{order}iI")
    table = head[dynamic.offset : dynamic.offset + dynamic.size]
    if len(table) < dynamic.size:
        return None
    entries = list(pair.iter_unpack(table[: len(table) // pair.size * pair.size]))
    wanted = [(tag, value) for tag, value in entries if tag in (DT_NEEDED, DT_RPATH, DT_RUNPATH)]
    if not wanted:
        return _Dynamic()
    strings = next((_file_offset(value, segments) for tag, value in entries if tag == DT_STRTAB), None)
    if strings is None:
        return None
    texts: dict[int, list[str]] = {}
    for tag, offset in wanted:
        end = head.find(b"\0", strings + offset)
        if end < 0:
            return None
        texts.setdefault(tag, []).append(head[strings + offset : end].decode("utf-8", "surrogateescape"))
    return _Dynamic(
        tuple(texts.get(DT_NEEDED, ())),
        "".join(texts.get(DT_RPATH, ())[-1:]),
        "".join(texts.get(DT_RUNPATH, ())[-1:]),
    )


def _file_offset(address: int, segments: list[_Segment]) -> int | None:
    for segment in segments:
        if segment.kind == PT_LOAD and segment.address <= address < segment.address + segment.size:
            return address - segment.address + segment.offset
    return None
