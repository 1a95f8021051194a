"""Fast enough to run at every key."""

from __future__ import annotations

import time

from tutor.dockerfile import graph_of, lint, parse

BLOCK = """\
RUN --mount=type=cache,target=/root/.cache apt-get update && \\
    apt-get install -y package-{n}
ENV VERSION_{n}=$PATH:/opt/{n}
COPY --from=build /out/{n} /app/{n}
"""
TWO_HUNDRED_LINES = "FROM golang:1.27 AS build\nFROM debian:13\n" + "".join(
    BLOCK.format(n=n) for n in range(50)
)
MOST_SECONDS = 0.05
"""Three times what a quiet machine needs."""


def test_two_hundred_lines_are_read_and_checked_between_two_keys():
    fastest = min(timed() for _ in range(7))
    assert fastest < MOST_SECONDS


def timed():
    start = time.perf_counter()
    dockerfile = parse(TWO_HUNDRED_LINES)
    graph_of(dockerfile)
    lint(dockerfile)
    return time.perf_counter() - start
