"""An image is saved alone, also when its name has no tag."""

from __future__ import annotations

import pytest

from tutor.engine.moby.saving import with_tag


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("busybox", "busybox:latest"),
        ("gcr.io/distroless/static-debian13", "gcr.io/distroless/static-debian13:latest"),
        ("localhost:5000/a", "localhost:5000/a:latest"),
        ("golang:1.27", "golang:1.27"),
        (f"sha256:{'0' * 64}", f"sha256:{'0' * 64}"),
        (f"a@sha256:{'0' * 64}", f"a@sha256:{'0' * 64}"),
    ],
)
def test_a_name_without_tag_means_latest(name, asked):
    assert with_tag(name) == asked
