"""A base image is recorded without what belongs to the machine that recorded it."""

from __future__ import annotations

import io

import pytest

from tests.image.archive.saving import config, digest, folder, member, oci, tar
from tutor.engine.embedded.catalogue.format import HistoryLine, Provenance
from tutor.engine.embedded.recording.archive import read_saved
from tutor.engine.embedded.recording.images import Options, made, provenance
from tutor.engine.embedded.recording.keeping import Keeper
from tutor.engine.embedded.recording.substitution import NOTHING, Unfit, substitution_of

ORIGIN = Provenance("2026-08-01", "Docker 28.5.2", "Distill 0.1.0")
PUBLIC = "-----BEGIN CERTIFICATE-----\nPUBLIC\n-----END CERTIFICATE-----\n"
OURS = "-----BEGIN CERTIFICATE-----\nOURS\n-----END CERTIFICATE-----\n"
STATUS = b"Package: base-files\nStatus: install ok installed\n\n" * 2000

BASE = tar(
    folder("etc"),
    member("etc/hostname.conf", b"mirror.example/debian\n"),
    member("etc/large", b"x" * 5000),
    member("etc/bundle.crt", PUBLIC.encode()),
    member("usr/lib/os-release", b"NAME=Tiny\n"),
    member("usr/share/doc/readme", b"not kept\n"),
    member("var/lib/dpkg/status", STATUS),
)
MACHINE = tar(
    folder("etc"),
    member("etc/bundle.crt", (PUBLIC + OURS).encode()),
    member("usr/local/share/ours.crt", OURS.encode()),
)
TOP = tar(member("top", b"top"), member("etc/.wh.large"))
HISTORY = [
    {"created_by": "ADD base"},
    {"created_by": "CMD", "empty_layer": True},
    {"created_by": "# this machine only"},
    {"created_by": "RUN top"},
]

PLAIN = Options()


def record(layers, history, options=PLAIN, **more):
    archive = oci(layers, config(layers, history, **more))
    image = read_saved(io.BytesIO(archive), lambda _: Keeper(substitution=options.substitution))
    return made(image, ("tiny:1",), ORIGIN, options)


def test_an_image_is_recorded_with_config_history_and_sums():
    image = record([BASE, TOP], [HISTORY[0], HISTORY[1], HISTORY[3]]).image
    assert image.names == ("tiny:1",)
    assert image.layers == (digest(BASE), digest(TOP))
    assert image.config == {"Cmd": ["sh"]}
    assert image.history == (HistoryLine("ADD base"), HistoryLine("CMD", empty=True), HistoryLine("RUN top"))
    assert image.paths == 14
    assert image.total_bytes == 22 + len(PUBLIC) + 10 + 9 + len(STATUS) + 3


def test_documents_are_kept_whole_and_of_the_rest_only_small_settings():
    heads = record([BASE], HISTORY[:1]).layers[0].heads
    assert sorted(heads.values(), key=len) == [
        b"NAME=Tiny\n",
        b"mirror.example/debian\n",
        PUBLIC.encode(),
        STATUS,
    ]


def test_a_layer_of_this_machine_is_left_out_with_its_line():
    options = Options(without_layers=("this machine only",))
    recorded = record([BASE, MACHINE, TOP], HISTORY, options)
    assert recorded.image.layers == (digest(BASE), digest(TOP))
    assert [line.created_by for line in recorded.image.history] == ["ADD base", "CMD", "RUN top"]
    assert recorded.forbidden == {"OURS", "usr/local/share/ours.crt"}


def test_what_the_left_out_layer_brought_may_not_come_back_in_another():
    options = Options(without_layers=("this machine only",))
    again = tar(member("opt/copy.pem", OURS.encode()))
    with pytest.raises(Unfit, match=r"/opt/copy\.pem holds a certificate that this machine added"):
        record([BASE, MACHINE, again], HISTORY, options)


def test_texts_are_replaced_in_contents_and_names():
    options = Options(substitution=substitution_of(("mirror.example/debian=deb.example/debian",)))
    named = tar(member("lists/mirror.example_debian_InRelease", b"x"))
    recorded = record([BASE, named], HISTORY[::3], options)
    kept = next(entry for entry in recorded.layers[0].entries if entry.path == "etc/hostname.conf")
    assert recorded.layers[0].heads[kept.digest] == b"deb.example/debian\n"
    assert kept.size == 19
    assert recorded.layers[1].entries[0].path == "lists/deb.example_debian_InRelease"


def test_what_only_looks_like_a_replaced_text_is_refused():
    options = Options(substitution=NOTHING.also_forbidding(frozenset({"mirror.example"})))
    with pytest.raises(Unfit, match=r"/etc/hostname\.conf holds mirror\.example"):
        record([BASE], HISTORY[:1], options)


def test_elf_files_say_what_they_need():
    program = (b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x02\x00\x3e\x00").ljust(64, b"\0")
    recorded = record([tar(member("bin/sh", program))], HISTORY[:1])
    assert recorded.layers[0].elves[digest(program)].machine == "amd64"
    assert digest(program) not in recorded.layers[0].heads


@pytest.mark.parametrize(
    ("inspected", "source"),
    [
        ({}, ""),
        ({"RepoDigests": ["a@sha256:1"]}, "a@sha256:1"),
        (
            {
                "Config": {
                    "Labels": {
                        "org.opencontainers.image.source": "https://example.org/a",
                        "org.opencontainers.image.version": "13",
                    }
                },
                "RepoDigests": ["a@sha256:1"],
            },
            "https://example.org/a, version 13",
        ),
    ],
)
def test_the_source_comes_from_labels_or_the_digest_of_the_pull(inspected, source):
    assert provenance("Docker 28.5.2", inspected).source == source


@pytest.mark.parametrize("word", ["", "=new", "old"])
def test_a_replacement_needs_both_sides(word):
    with pytest.raises(ValueError, match=f"^{word}$"):
        substitution_of((word,))
