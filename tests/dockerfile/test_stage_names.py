"""Finding the places that name a stage, and renaming it in all of them."""

from __future__ import annotations

import pytest

from tutor.dockerfile.blocks import blocks_of
from tutor.dockerfile.stage_names import RenameError, renamed, spot_at, stage_spots, start_of

TEXT = """\
FROM golang:1 AS build
RUN make build
FROM build AS test
RUN --mount=type=bind,from=build,target=/b --mount=from=build,target=/c build
FROM scratch
COPY --chown=1 --from=BUILD /build /build
COPY --from=0 /a \\
  # --from=build
  /b
ONBUILD COPY --from=build /a /b
"""


def spots(text):
    return stage_spots(blocks_of(text.split("\n")))


def rename(text, stage, name):
    return "\n".join(renamed(text.split("\n"), spots(text), stage, name))


def test_a_stage_is_renamed_wherever_it_is_named_and_nowhere_else():
    assert (
        rename(TEXT, 0, "maker")
        == """\
FROM golang:1 AS maker
RUN make build
FROM maker AS test
RUN --mount=type=bind,from=maker,target=/b --mount=from=maker,target=/c build
FROM scratch
COPY --chown=1 --from=maker /build /build
COPY --from=maker /a \\
  # --from=build
  /b
ONBUILD COPY --from=maker /a /b
"""
    )


def test_a_stage_without_a_name_gets_one():
    assert rename("FROM a\nFROM b\nCOPY --from=0 /x /x", 0, "one") == (
        "FROM a AS one\nFROM b\nCOPY --from=one /x /x"
    )


def test_a_base_that_only_looks_like_a_later_stage_is_an_image():
    assert rename("FROM build AS a\nFROM golang AS build", 1, "maker") == (
        "FROM build AS a\nFROM golang AS maker"
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "empty"),
        ("1st", "begins with a letter"),
        ("a b", "begins with a letter"),
        ("Build2", "small letters: build2"),
        ("scratch", "meaning of its own"),
        ("test", "Another stage, in line 3, is called test already."),
    ],
)
def test_a_name_that_docker_would_refuse_is_refused(name, why):
    with pytest.raises(RenameError, match=why):
        rename(TEXT, 0, name)


def test_the_spot_under_the_cursor_leads_to_its_stage():
    found = spots(TEXT)
    under = spot_at(found, 5, TEXT.split("\n")[5].index("BUILD") + 2)
    assert under.kind == "copy"
    start = start_of(found, under.stage)
    assert (start.row, start.start) == (0, len("FROM golang:1 AS "))
    assert spot_at(found, 1, 0) is None
    assert spot_at(found, 2, 0).stage == 1
