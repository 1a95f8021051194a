"""Whether an image that is not to be had was meant to be a stage."""

from __future__ import annotations

import pytest

from tutor.dockerfile import graph_of, parse
from tutor.engine.moby.pull import meant_a_stage

DENIED = "pull access denied for {}, repository does not exist or may require 'docker login'"
OFFLINE = 'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host'


@pytest.mark.parametrize(
    ("dockerfile", "message", "meant"),
    [
        ("FROM a AS builder\nRUN x\nFROM scratch\nCOPY --from=buidler /x /x\n", OFFLINE, True),
        ("FROM a AS builder\nRUN x\nFROM buidler\n", OFFLINE, True),
        (
            "FROM a AS builder\nRUN x\nFROM scratch\nCOPY --from=compile /x /x\n",
            DENIED.format("compile"),
            True,
        ),
        # A bare word after --from= is a stage's name far more often than an image's.
        ("FROM a AS builder\nRUN x\nFROM scratch\nCOPY --from=nginx /x /x\n", OFFLINE, True),
        ("FROM a AS builder\nRUN x\nFROM scratch\nCOPY --from=nginx:1 /x /x\n", OFFLINE, False),
        ("FROM a AS builder\nRUN x\nFROM scratch\nCOPY --from=builder:1 /x /x\n", OFFLINE, False),
        ("FROM a AS builder\nRUN x\nFROM somewhere/builder\n", DENIED.format("somewhere/builder"), False),
        ("FROM golang AS golang\nRUN x\n", OFFLINE, False),
        ("FROM a AS one\nRUN x\nFROM nonsense\n", DENIED.format("nonsense"), False),
    ],
)
def test_only_a_name_that_could_be_a_stages_counts_as_one(dockerfile, message, meant):
    parsed = parse(dockerfile)
    image = graph_of(parsed).images()[-1]
    assert meant_a_stage(image, message, parsed) is meant
