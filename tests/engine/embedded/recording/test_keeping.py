"""What is kept of contents so that runs can be computed."""

from __future__ import annotations

from io import BytesIO

import pytest

from tests.image.test_elf import program
from tutor.engine.embedded.recording.keeping import Keeper
from tutor.image import FileEntry, FileKind


def look(keeper: Keeper, path: str, content: bytes) -> str | None:
    return keeper.look(FileEntry(path, FileKind.FILE, 0o644, len(content)), BytesIO(content)).digest


@pytest.mark.parametrize(("path", "kept"), [("etc/ld.so.cache", True), ("etc/other.cache", False)])
def test_of_binary_settings_only_the_loaders_cache_is_kept(path, kept):
    keeper = Keeper()
    digest = look(keeper, path, b"glibc-ld.so.cache1.1\0\xff" + bytes(6000))
    assert (digest in keeper.heads) is kept


def test_a_program_is_kept_with_the_folders_of_its_libraries():
    keeper = Keeper()
    digest = look(keeper, "app", program(rpath="/a", runpath="$ORIGIN"))
    assert digest is not None
    assert (keeper.elves[digest].rpath, keeper.elves[digest].runpath) == ("/a", "$ORIGIN")
    assert keeper.elves[digest].elf.needed == ("libc.so.6",)
