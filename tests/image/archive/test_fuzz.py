"""Whatever is done to an archive, it is read or refused: soon, in little memory, with one kind of error.

``DISTILL_FUZZ=200000`` tries as many mutations; ``DISTILL_FUZZ_FROM`` begins elsewhere.
"""

from __future__ import annotations

import gzip
import io
import os
import random
import sys
import time
from pathlib import Path

import zstandard

from tests.image.archive.saving import (
    docker_24,
    folder,
    layout,
    member,
    oci,
    podman,
    tar,
    tarred,
)
from tutor.image.archive import ContentGone, MalformedArchive, open_archive

MUTATIONS = int(os.environ.get("DISTILL_FUZZ", "3000"))
FIRST = int(os.environ.get("DISTILL_FUZZ_FROM", "0"))
MOST_SECONDS = 2.0
MOST_BYTES_MORE = 400_000_000
"""A damaged zstd frame may ask for a window of 128 MiB, which is what the zstd program allows too."""

BLOCK = 512
LONG = "n" * 120
LAYER = tar(
    folder("etc"),
    member("etc/passwd", b"root:x:0:0::/:/bin/sh\n"),
    member("var/lib/dpkg/status", b"Package: a\nStatus: install ok installed\nVersion: 1\n\n"),
    member(f"usr/{LONG}/{LONG}", b"long"),
    member("usr/again", kind=b"1", target="etc/passwd"),
    member("bin", kind=b"2", target="usr/bin"),
    member("caf\udce9", b"latin"),
)
ABOVE = tar(
    member("etc/.wh.passwd"), member("var/.wh..wh..opq"), member("usr/again", b"file"), member("bin/x")
)
LAYERS = [LAYER, ABOVE, tar(), ABOVE]
FORMS = (
    oci,
    docker_24,
    podman,
    lambda layers: oci(layers, pack=gzip.compress),
    lambda layers: oci(layers, pack=zstandard.compress),
    lambda layers: tarred(layout(layers)),
    lambda layers: layers[0],
)
SEEDS = [form(LAYERS) for form in FORMS]
WHOLE = (lambda data: data, lambda data: data, lambda data: data, gzip.compress, zstandard.compress)
INTERESTING = (
    b"\0",
    b"\xff",
    b"\x80",
    b"/",
    b"..",
    b"777777777777",
    b"\x80" + b"\xff" * 11,
    b"9",
    b"-1",
    b"{",
    b"]",
)


def test_mutated_archives_are_read_or_refused(tmp_path):
    before = _peak_bytes()
    slowest, refused = 0.0, 0
    for number in range(FIRST, FIRST + MUTATIONS):
        began = time.perf_counter()
        refused += not _try(random.Random(number), tmp_path / "image.tar", number)
        slowest = max(slowest, time.perf_counter() - began)
        assert slowest <= MOST_SECONDS, f"mutation {number} took {slowest:.1f} s"
    more = _peak_bytes() - before
    print(
        f"{MUTATIONS} mutations from {FIRST}: {refused} refused, {MUTATIONS - refused} read; "
        f"slowest {slowest:.3f} s; peak memory {more / 1e6:.0f} MB above the start"
    )
    assert more <= MOST_BYTES_MORE
    assert 0 < refused < MUTATIONS


def _try(dice: random.Random, where: Path, number: int) -> bool:
    """Whether the mutation could be read."""
    data = _mutation(dice)
    as_stream = dice.random() < 0.4
    try:
        if not as_stream:
            where.write_bytes(data)
        archive = open_archive(io.BytesIO(data) if as_stream else where)
        for name in archive.images[:3] or (None,):
            image = archive.image(name)
            assert image.size >= 0
            assert image.surface.packages is not None
            paths = [entry.path for entry in image.files][:4]
            for path in paths:
                try:
                    archive.read(path, 100, name)
                except ContentGone:
                    continue
            archive.digests(paths, name)
    except MalformedArchive as error:
        return _told_well(str(error))
    except BaseException as error:
        raise AssertionError(f"mutation {number} raised {error!r}") from error
    return True


def _told_well(message: str) -> bool:
    """False: it was refused; a message that names no archive is a failure."""
    assert message.startswith(("image.tar cannot be read", "the archive cannot be read")), message
    return False


def _mutation(dice: random.Random) -> bytes:
    if dice.random() < 0.3:  # inside a layer, whose digest nobody checks
        layers = [bytes(_changed(dice, bytearray(layer))) for layer in LAYERS]
        data = dice.choice(FORMS)(layers)
    else:
        data = bytes(_changed(dice, bytearray(dice.choice(SEEDS))))
    data = dice.choice(WHOLE)(data)
    return bytes(_changed(dice, bytearray(data))) if dice.random() < 0.2 else data


def _changed(dice: random.Random, data: bytearray) -> bytearray:
    for _ in range(dice.choice((0, 1, 1, 2, 4, 16))):
        at = dice.randrange(len(data)) if data else 0
        match dice.randrange(8):
            case 0:
                data[at : at + 1] = bytes((dice.randrange(256),))
            case 1:
                what = dice.choice(INTERESTING)
                data[at : at + len(what)] = what
            case 2:
                del data[at:]
            case 3:
                del data[at : at + dice.choice((1, 100, BLOCK))]
            case 4:
                start = dice.randrange(len(data)) // BLOCK * BLOCK if data else 0
                data[at // BLOCK * BLOCK : at // BLOCK * BLOCK] = data[
                    start : start + BLOCK * dice.randrange(1, 4)
                ]
            case 5:
                other = dice.choice(SEEDS)
                data[at // BLOCK * BLOCK :] = other[dice.randrange(len(other)) // BLOCK * BLOCK :]
            case _:
                _in_a_header(dice, data)
    return data


def _in_a_header(dice: random.Random, data: bytearray) -> None:
    """Change a field and make the checksum fit again: what a hostile writer would do."""
    starts = [at - 257 for at in _places(data, b"ustar") if (at - 257) % BLOCK == 0]
    if not starts:
        return
    start = dice.choice(starts)
    place, length = dice.choice(
        (
            (0, 100),
            (100, 8),
            (108, 8),
            (124, 12),
            (124, 12),
            (136, 12),
            (156, 1),
            (156, 1),
            (157, 100),
            (345, 155),
        )
    )
    what = dice.choice((*INTERESTING, b"1", b"2", b"5", b"x", b"g", b"L", b"K", b"S", dice.randbytes(length)))
    data[start + place : start + place + length] = what[:length].ljust(length, b"\0")
    data[start + 148 : start + 156] = b" " * 8
    data[start + 148 : start + 156] = b"%06o\0 " % sum(data[start : start + BLOCK])


def _places(data: bytearray, what: bytes) -> list[int]:
    found, at = [], data.find(what)
    while at >= 0:
        found.append(at)
        at = data.find(what, at + 1)
    return found


def _peak_bytes() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
