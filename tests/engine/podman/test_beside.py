"""The Dockerfile that carries our label."""

from __future__ import annotations

import tarfile

from tutor.dockerfile import parse
from tutor.engine.context import pack_context
from tutor.engine.podman.beside import DOCKERFILE, IGNORE_FILE, labelled, put_beside


def test_every_from_that_is_no_stage_gets_the_label():
    text = "FROM golang AS build\nRUN true\nFROM \\\n  scratch AS empty\nFROM build\nRUN false"
    assert labelled(text, parse(text), {"owner": "lesson-03"}).split("\n") == [
        "FROM golang AS build",
        'LABEL owner="lesson-03"',
        "RUN true",
        "FROM \\",
        "  scratch AS empty",
        'LABEL owner="lesson-03"',
        "FROM build",
        "RUN false",
    ]


def test_the_context_keeps_its_dockerfile_and_gains_a_hidden_one(tmp_path):
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    (tmp_path / "main.go").write_text("package main\n")
    context = pack_context(tmp_path, "FROM scratch\nCOPY . .\n", tmp_path / "Dockerfile")
    with context.tar as packed:
        put_beside(packed, "FROM scratch\nLABEL a=b\nCOPY . .\n")
        with tarfile.open(fileobj=packed) as tar:
            files = {member.name: tar.extractfile(member).read() for member in tar}
    assert files["Dockerfile"] == b"FROM scratch\nCOPY . .\n"
    assert files["main.go"] == b"package main\n"
    assert files[DOCKERFILE] == b"FROM scratch\nLABEL a=b\nCOPY . .\n"
    assert files[IGNORE_FILE].split() == [IGNORE_FILE.encode(), DOCKERFILE.encode()]
