"""The loader's cache, in glibc's own format."""

from __future__ import annotations

import struct

from tests.engine.embedded.running.making import DYNAMIC, LIBC, LIBRARY, LOADER_PATH, Files
from tutor.engine.embedded.running.library_cache import libraries_in
from tutor.image import FileEntry, FileKind

AMD64, OTHER = 0x0303, 0x0A03


def cache(*entries: tuple[int, int, str, str]) -> bytes:
    """Flags, capabilities, name and path of each library."""
    strings = bytearray()
    start = 48 + 24 * len(entries)
    rows = b""
    for flags, capabilities, name, path in entries:
        key = start + len(strings)
        strings += name.encode() + b"\0"
        value = start + len(strings)
        strings += path.encode() + b"\0"
        rows += struct.pack("<iIIIQ", flags, key, value, 0, capabilities)
    header = b"glibc-ld.so.cache1.1" + struct.pack("<II", len(entries), len(strings)) + bytes(20)
    return header + rows + bytes(strings)


def test_a_library_is_found_by_name_for_this_machine_only():
    whole = cache(
        (OTHER, 0, "libfoo.so", "/lib/aarch64/libfoo.so"),
        (AMD64, 1 << 62, "libfoo.so", "/lib/fast/libfoo.so"),
        (AMD64, 0, "libfoo.so", "/usr/local/lib/libfoo.so"),
        (AMD64, 0, "libbar.so", "/usr/local/lib/libbar.so"),
    )
    assert list(libraries_in(whole, "libfoo.so")) == ["/usr/local/lib/libfoo.so"]
    assert list(libraries_in(whole, "libnone.so")) == []


def test_what_is_no_cache_holds_nothing():
    assert list(libraries_in(b"", "libfoo.so")) == []
    assert list(libraries_in(b"glibc-ld.so.cache1.1", "libfoo.so")) == []
    assert list(libraries_in(cache((AMD64, 0, "libfoo.so", "/x"))[:60], "libfoo.so")) == []


def test_a_program_starts_with_libraries_that_only_the_cache_knows():
    files = Files().elf(LOADER_PATH, LIBRARY).elf("hello", DYNAMIC).elf("opt/libc.so.6", LIBC)
    assert files.run("/hello").exit_code == 127
    content = cache((AMD64, 0, "libc.so.6", "/opt/libc.so.6"))
    digest = files.contents.add(content)
    files.entries.append(FileEntry("etc/ld.so.cache", FileKind.FILE, 0o644, len(content), digest=digest))
    assert _starts(files)


def _starts(files: Files) -> bool:
    from tutor.engine.errors import NotRecorded

    try:
        files.run("/hello")
    except NotRecorded as problem:
        return problem.reason == "what this program prints was not recorded"
    return False
