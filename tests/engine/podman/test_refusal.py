"""What Buildah is never asked to build."""

from __future__ import annotations

import pytest

from tutor.dockerfile import parse
from tutor.engine import Capabilities, recognise
from tutor.engine.podman.refusal import first_error, refusal

WITHOUT_HEREDOCS = Capabilities(heredocs=False)


def test_a_stage_number_that_does_not_exist_is_refused_at_its_line():
    told = refusal(parse("FROM busybox\nCOPY --from=3 /a /b\n"), Capabilities())
    assert told == "line 2: invalid stage index 3"
    assert recognise(told, instruction="COPY --from=3 /a /b").key == "E1"


@pytest.mark.parametrize("source", ["0", "build", "biuld", "busybox:latest"])
def test_other_sources_are_left_to_buildah(source):
    text = f"FROM busybox AS build\nRUN true\nFROM scratch\nCOPY --from={source} /a /b\n"
    assert refusal(parse(text), WITHOUT_HEREDOCS) is None


def test_heredocs_are_refused_only_where_they_are_not_known():
    dockerfile = parse("FROM busybox\nRUN <<EOT\necho hi\nEOT\n")
    assert refusal(dockerfile, WITHOUT_HEREDOCS).startswith("line 2: ")
    assert refusal(dockerfile, Capabilities()) is None


def test_the_first_error_is_told_with_its_line():
    assert first_error(parse("FROM busybox\nENV x\n")) == "line 2: ENV must have two arguments"
    assert first_error(parse("FROM busybox\nENV x=1\n")) is None
