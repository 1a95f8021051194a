"""What a container wrote, though it came late or never stops."""

from __future__ import annotations

import time

import pytest

from tutor.engine.moby.output import Output
from tutor.engine.request import Limits, RunRequest


class Pieces:
    """An attached container that gives these pieces, each after some seconds, whatever the deadline."""

    def __init__(self, *pieces, after=0.0):
        self.pieces = list(pieces)
        self.after = after

    def frame(self, deadline):
        time.sleep(self.after)
        return self.pieces.pop(0) if self.pieces else None


@pytest.fixture
def output():
    def made(*pieces, after=0.0, most=1000):
        return Output(
            Pieces(*pieces, after=after), RunRequest("image", limits=Limits(output_bytes=most)), None
        )

    return made


def test_what_came_when_the_deadline_passed_is_kept(output):
    late = output(("stderr", b"Error: Cannot find module\n"), ("stderr", b"Node.js\n"), after=0.02)
    assert late.drain(time.monotonic() + 0.01) is False
    assert late.drain(time.monotonic() + 0.01) is False
    assert late.stderr == b"Error: Cannot find module\nNode.js\n"


def test_who_never_stops_writing_does_not_keep_the_reader(output):
    endless = output(*[("stdout", b"y\n")] * 1000, after=0.01)
    assert endless.drain(time.monotonic() + 0.03) is False
    assert len(endless.attached.pieces) > 900


def test_the_end_closes_it(output):
    ended = output(("stdout", b"done\n"), ("stdout", b""))
    assert not ended.closed
    assert ended.drain(time.monotonic() + 1) is True
    assert ended.closed
    assert ended.missing == ("stderr",)


def test_what_is_over_the_limit_is_told(output):
    long = output(("stdout", b"12345"), ("stderr", b"678"), ("stdout", b""), most=6)
    assert long.drain(time.monotonic() + 1) is True
    assert (bytes(long.stdout), bytes(long.stderr), long.truncated) == (b"12345", b"6", True)
    assert long.missing == ()
