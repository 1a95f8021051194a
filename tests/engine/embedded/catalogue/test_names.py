from __future__ import annotations

import pytest

from tutor.engine.embedded.catalogue.names import full_name, near, short_name


@pytest.mark.parametrize(
    ("name", "full", "short"),
    [
        ("busybox", "docker.io/library/busybox:latest", "busybox"),
        ("busybox:latest", "docker.io/library/busybox:latest", "busybox"),
        ("library/busybox", "docker.io/library/busybox:latest", "busybox"),
        ("docker.io/busybox", "docker.io/library/busybox:latest", "busybox"),
        ("index.docker.io/library/busybox:1", "docker.io/library/busybox:1", "busybox:1"),
        ("someone/thing:2", "docker.io/someone/thing:2", "someone/thing:2"),
        ("gcr.io/distroless/static", "gcr.io/distroless/static:latest", "gcr.io/distroless/static"),
        ("localhost:5000/a:b", "localhost:5000/a:b", "localhost:5000/a:b"),
        (f"a:1@sha256:{'0' * 64}", f"docker.io/library/a@sha256:{'0' * 64}", f"a@sha256:{'0' * 64}"),
    ],
)
def test_one_image_has_one_full_and_one_short_name(name, full, short):
    assert full_name(name) == full
    assert short_name(name) == short


KNOWN = ("busybox", "debian:trixie", "debian:trixie-slim", "gcr.io/distroless/static-debian13", "golang:1.27")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("debian:trixi", ("debian:trixie", "debian:trixie-slim")),
        ("debian:trixie-slm", ("debian:trixie-slim", "debian:trixie")),
        ("golan:1.27", ("golang:1.27",)),
        ("golang:1.99", ("golang:1.27",)),
        ("go:1.27", ("golang:1.27",)),
        ("gcr.io/distroless/static", ("gcr.io/distroless/static-debian13",)),
        ("static-debian13", ("gcr.io/distroless/static-debian13",)),
        ("gcr.io/distroless/static-debian12", ("gcr.io/distroless/static-debian13",)),
        ("nginx:alpine", ()),
    ],
)
def test_near_names_are_other_tags_first_then_misspellings(wanted, found):
    assert near(wanted, KNOWN) == found
