"""What is kept of contents so that runs can be computed."""

from __future__ import annotations

from io import BytesIO

import pytest

from tests.image.test_elf import program
from tutor.engine.embedded.recording.keeping import Keeper, Sought
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


@pytest.mark.parametrize(
    ("path", "content", "found"),
    [
        ("app/.meta.json", b'{"root": "/app/src"}', True),
        ("app/x", b"../app /application /tmp/app /app2 my/app", False),
        ("root/.npm/_logs/1.log", b"cwd /app", False),
        ("app/program", b"\x7fELF /app/main.rs", True),
    ],
)
def test_a_folders_name_is_found_in_what_a_command_wrote_but_not_in_caches(path, content, found):
    sought = Sought("/app")
    look(Keeper(sought=sought), path, content)
    assert sought.found is found


def test_of_every_layer_the_small_scripts_are_kept():
    keeper = Keeper()
    script = b'#!/bin/sh\nexec "$@"\n'
    entry = FileEntry("usr/local/bin/docker-entrypoint.sh", FileKind.FILE, 0o755, len(script))
    assert keeper.look(entry, BytesIO(script)).digest in keeper.heads
    assert look(keeper, "usr/share/doc/example.sh", script.replace(b"sh", b"ash")) not in keeper.heads


def test_of_a_commands_files_larger_program_texts_are_kept():
    keeper = Keeper(wanted=lambda _: True)
    assert look(keeper, "app/build/index.js", b"// " + b"x" * 9000) in keeper.heads
    assert look(keeper, "app/build/page.html", b"<p>" + b"x" * 9000) not in keeper.heads
