"""Saved images are read in one pass, whoever wrote them and however layers are packed."""

from __future__ import annotations

import io

import pytest

from tests.image.archive.saving import (
    config,
    docker_24,
    folder,
    gzipped,
    member,
    oci,
    podman,
    tar,
    zstandard_packed,
)
from tests.image.archive.saving import digest as digest_of
from tutor.engine.embedded.recording.archive import read_saved
from tutor.engine.embedded.recording.keeping import Keeper
from tutor.image import MalformedArchive

LOWER = tar(folder("etc"), member("etc/passwd", b"root:x:0:0::/:/bin/sh\n"), member("etc/gone"))
UPPER = tar(folder("etc"), member("etc/.wh.gone"), member("big", b"x" * 3_000_000))
EMPTY = tar()


def read(data: bytes, keeper_of=lambda _: Keeper()):
    return read_saved(io.BytesIO(data), keeper_of)


@pytest.mark.parametrize("form", [oci, gzipped, zstandard_packed, docker_24, podman])
def test_the_layers_of_an_image_are_read_in_its_order(form):
    image = read(form([LOWER, UPPER, EMPTY, UPPER]))
    assert [layer.diff_id for layer in image.layers] == [
        digest_of(tar) for tar in (LOWER, UPPER, EMPTY, UPPER)
    ]
    assert [[entry.path for entry in layer.layer.entries] for layer in image.layers] == [
        ["etc", "etc/gone", "etc/passwd"],
        ["big", "etc"],
        [],
        ["big", "etc"],
    ]
    assert image.layers[1].layer.whiteouts == ("etc/gone",)
    assert image.config["config"] == {"Cmd": ["sh"]}


def test_every_file_has_the_digest_of_its_content():
    lower, upper = read(oci([LOWER, UPPER])).layers
    assert [entry.digest for entry in lower.layer.entries] == [
        None,
        digest_of(b""),
        digest_of(b"root:x:0:0::/:/bin/sh\n"),
    ]
    assert upper.layer.entries[0].digest == digest_of(b"x" * 3_000_000)


def test_a_layer_that_is_not_asked_for_is_passed_over():
    upper = digest_of(UPPER)[7:]
    image = read(oci([LOWER, UPPER]), lambda path: Keeper() if path.endswith(upper) else None)
    assert image.layers[0].layer is None
    assert image.layers[1].layer is not None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (tar(member("something", b"else")), "manifest.json is missing"),
        (tar(member("manifest.json", b"[]")), "holds no image"),
        (tar(member("manifest.json", b"{}")), "holds no image"),
        (tar(member("manifest.json", b'[{"Config": "a"}, {"Config": "b"}]')), "holds 2 images"),
        (oci([LOWER], config([LOWER, UPPER])), "do not fit"),
        (oci([LOWER])[:3000], "ends in the middle"),
        (b"7" * 2000, "no tar header"),
        (oci([LOWER], pack=lambda _: b"\x1f\x8bnot really"), "damaged"),
    ],
)
def test_what_is_no_image_is_refused(data, message):
    with pytest.raises(MalformedArchive, match=message):
        read(data)
