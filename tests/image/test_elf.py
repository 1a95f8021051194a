from __future__ import annotations

import struct

import pytest

from tutor.image import elf_of

LOADER = "/lib64/ld-linux-x86-64.so.2"


def program(
    *,
    loader: str | None = LOADER,
    needed: tuple[str, ...] = ("libc.so.6",),
    rpath: str = "",
    runpath: str = "",
    wide=True,
    order="<",
    machine=62,
) -> bytes:
    """A minimal ELF file: headers, the loader's name, the dynamic table and its strings, in this order."""
    header_bytes, entry_bytes = (64, 56) if wide else (52, 32)
    count = 2 + (loader is not None)
    name = (loader or "").encode() + b"\0"
    at_name = header_bytes + count * entry_bytes
    at_table = at_name + (len(name) if loader else 0)
    pair = struct.Struct(f"{order}qQ" if wide else f"{order}iI")
    texts = [(1, library) for library in needed]
    texts += [(tag, folders) for tag, folders in ((15, rpath), (29, runpath)) if folders]
    at_strings = at_table + pair.size * (len(texts) + 2)
    strings, offsets = b"\0", []
    for tag, text in texts:
        offsets.append((tag, len(strings)))
        strings += text.encode() + b"\0"
    base = 0x400000
    table = (
        b"".join(pair.pack(tag, offset) for tag, offset in offsets)
        + pair.pack(5, base + at_strings)
        + pair.pack(0, 0)
    )
    whole = at_strings + len(strings)
    segments = [(1, 0, base, whole), (2, at_table, base + at_table, len(table))]
    if loader is not None:
        segments.append((3, at_name, base + at_name, len(name)))
    rows = b"".join(
        struct.pack(f"{order}IIQQQQQQ", kind, 4, offset, address, address, size, size, 1)
        if wide
        else struct.pack(f"{order}IIIIIIII", kind, offset, address, address, size, size, 4, 1)
        for kind, offset, address, size in segments
    )
    ident = b"\x7fELF" + bytes([2 if wide else 1, 1 if order == "<" else 2, 1]) + bytes(9)
    word = "Q" if wide else "I"
    header = ident + struct.pack(
        f"{order}HHI{word}{word}{word}IHHHHHH",
        2,
        machine,
        1,
        0,
        header_bytes,
        0,
        0,
        header_bytes,
        entry_bytes,
        count,
        0,
        0,
        0,
    )
    return header + rows + (name if loader else b"") + table + strings


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize("order", ["<", ">"])
def test_a_dynamic_program_names_its_loader_and_libraries(wide, order):
    elf = elf_of(program(wide=wide, order=order, needed=("libm.so.6", "libc.so.6")))
    assert elf is not None
    assert (elf.interpreter, elf.needed, elf.complete) == (LOADER, ("libm.so.6", "libc.so.6"), True)
    assert not elf.static


@pytest.mark.parametrize(("machine", "name"), [(62, "amd64"), (183, "arm64"), (999, "machine 999")])
def test_the_machine_has_dockers_name(machine, name):
    elf = elf_of(program(machine=machine))
    assert elf is not None
    assert elf.machine == name


def test_folders_for_libraries_are_told_as_they_stand():
    elf = elf_of(program(rpath="/opt/lib:$ORIGIN", runpath="$ORIGIN/../lib"))
    assert elf is not None
    assert (elf.needed, elf.rpath, elf.runpath) == (("libc.so.6",), "/opt/lib:$ORIGIN", "$ORIGIN/../lib")


def test_folders_are_told_without_any_library():
    elf = elf_of(program(loader=None, needed=(), runpath="/opt/lib"))
    assert elf is not None
    assert (elf.needed, elf.runpath, elf.complete) == ((), "/opt/lib", True)


def test_a_program_without_a_loader_is_static():
    elf = elf_of(program(loader=None, needed=()))
    assert elf is not None
    assert elf.static
    assert elf.complete


def test_libraries_out_of_reach_are_said_to_be_unknown():
    whole = program()
    elf = elf_of(whole[: whole.index(LOADER.encode()) + len(LOADER) + 1])
    assert elf is not None
    assert (elf.interpreter, elf.needed, elf.complete) == (LOADER, (), False)


def test_a_loader_out_of_reach_still_means_dynamic():
    whole = program()
    elf = elf_of(whole[: whole.index(LOADER.encode()) + 3])
    assert elf is not None
    assert elf.interpreter == ""
    assert not elf.static
    assert not elf.complete


@pytest.mark.parametrize("head", [b"", b"#!/bin/sh\n", b"\x7fELF", b"\x7fELF" + bytes(100), program()[:80]])
def test_what_is_no_elf_file_or_cut_off_is_none(head):
    assert elf_of(head) is None
