"""When a COPY comes from the cache. Every answer is Docker 28.5's."""

from __future__ import annotations

import msgspec
import pytest

from tests.engine.embedded.copying.stages import file, folder, instruction, link, tree
from tutor.engine.embedded.copying import Copy, Origin, checksum
from tutor.image import FileTree, ImageConfig

BEFORE = {
    entry.path: entry
    for entry in (
        folder("e"),
        file("e/f", b"f"),
        link("e/l", "../t"),
        folder("e/sub"),
        file("e/sub/g", b"g"),
        link("le", "e"),
        file("r", b"r"),
        file("t", b"1"),
        link("top", "t"),
    )
}

CHANGES = {
    "the file behind links": {"t": file("t", b"2")},
    "a file": {"e/f": file("e/f", b"F")},
    "a file's mode": {"e/f": file("e/f", b"f", 0o600)},
    "a file's owner": {"e/f": file("e/f", b"f", uid=1)},
    "a file's time": {"e/f": msgspec.structs.replace(file("e/f", b"f"), mtime=5.0)},
    "a file's name": {"e/f": None, "e/ff": file("e/ff", b"f")},
    "a file's folder": {"e/sub/g": None, "e/g": file("e/g", b"g")},
    "a folder's mode": {"e": folder("e", 0o700)},
    "a link": {"e/l": link("e/l", "f")},
    "a link at the top": {"top": link("top", "r")},
    "a link to the same content": {"r": file("r", b"1"), "top": link("top", "r")},
    "one more file": {"e/new": file("e/new", b"n")},
}


def key(line: str, entries, workdir: str = "/") -> str:
    what = Copy.of(instruction(line), ImageConfig(workdir=workdir))
    return checksum(what, Origin(FileTree.of(entry for entry in entries.values() if entry), is_context=True))


@pytest.mark.parametrize(
    ("line", "misses", "hits"),
    [
        (
            "COPY e /x/",
            ["a file", "a file's mode", "a file's owner", "a folder's mode", "a file's name", "a link"],
            ["the file behind links", "a file's time"],
        ),
        ("COPY e/f /x", ["a file"], ["a file's time", "a folder's mode"]),
        ("COPY top /x", ["the file behind links", "a link at the top"], ["a link to the same content"]),
        ("COPY to* /x", ["the file behind links", "a link at the top"], ["a link to the same content"]),
        ("COPY le /x", ["a file", "a folder's mode"], ["the file behind links"]),
        (
            "COPY e* /x/",
            ["a file", "a folder's mode", "a link", "a file's folder"],
            ["the file behind links"],
        ),
        (
            "COPY e/* /x/",
            ["the file behind links", "a file", "a link", "a file's folder"],
            ["a folder's mode"],
        ),
        (
            "COPY --exclude=f e /x/",
            ["a folder's mode", "a link", "one more file", "a file's folder"],
            ["the file behind links", "a file", "a file's time"],
        ),
        ("COPY --exclude=zz le /x", ["a file"], ["the file behind links"]),
        ("COPY --exclude=zz e/f /x", ["a file"], []),
        ("COPY --exclude=* e/f /x", [], ["a file"]),
        ("COPY . /x", ["the file behind links", "a link at the top", "a folder's mode"], ["a file's time"]),
    ],
)
def test_what_counts_of_the_sources(line, misses, hits):
    before = key(line, BEFORE)
    for change in misses:
        assert key(line, BEFORE | CHANGES[change]) != before, change
    for change in hits:
        assert key(line, BEFORE | CHANGES[change]) == before, change


def test_how_an_instruction_is_written_does_not_count_but_what_it_does():
    def of(line, workdir="/"):
        return key(line, BEFORE, workdir)

    assert of("COPY r x", "/w") == of("COPY ./r /w/x")
    assert of("COPY r /x") != of("COPY r /y")
    assert of("COPY r /x") != of("COPY r /x/")
    assert of("COPY r /x") != of("COPY --chown=0 r /x")
    assert of("COPY r /x") != of("ADD r /x")
    assert of("COPY <<A /x\n1\nA") != of("COPY <<A /x\n2\nA")
    assert key("COPY r /x", tree(file("r", b"r")).by_path) == of("COPY r /x")
