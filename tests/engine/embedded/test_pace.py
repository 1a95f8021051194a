"""Recorded output comes in its time, faster, or at once; whoever cancels does not wait."""

from __future__ import annotations

import threading
import time

import pytest

from tutor.engine import Cancel
from tutor.engine.embedded import pace
from tutor.engine.embedded.catalogue.format import Chunk
from tutor.engine.embedded.pace import paced

CHUNKS = (Chunk(0.02, "stdout", b"a"), Chunk(0.04, "stderr", b"b"), Chunk(0.2, "stdout", b"c"))


def timed(chunks, seconds, replay, cancel=None) -> tuple[list[tuple[bytes, float]], float]:
    """Each chunk with the seconds after which it came, and the seconds of all."""
    began = time.monotonic()
    came = [
        (chunk.data, time.monotonic() - began) for chunk in paced(chunks, seconds, replay, cancel or Cancel())
    ]
    return came, time.monotonic() - began


def test_real_is_as_slow_as_it_was():
    came, whole = timed(CHUNKS, 0.3, "real")
    assert [data for data, _ in came] == [b"a", b"b", b"c"]
    assert all(at >= chunk.at for (_, at), chunk in zip(came, CHUNKS, strict=True))
    assert whole >= 0.3


def test_fast_keeps_order_and_proportions(monkeypatch):
    monkeypatch.setattr(pace, "FAST_SECONDS", 0.1)
    came, whole = timed((Chunk(5.0, "stdout", b"half"), Chunk(10.0, "stdout", b"end")), 10.0, "fast")
    assert [data for data, _ in came] == [b"half", b"end"]
    assert came[0][1] >= 0.05
    assert 0.1 <= whole < 2.0


def test_fast_is_never_slower_than_real():
    _, whole = timed((Chunk(0.01, "stdout", b"a"),), 0.02, "fast")
    assert 0.02 <= whole < 1.0


def test_instant_never_sleeps(monkeypatch):
    def wait(*_):
        raise AssertionError("it waited")

    monkeypatch.setattr(threading.Event, "wait", wait)
    came, _ = timed((Chunk(100.0, "stdout", b"a"),), 1000.0, "instant")
    assert [data for data, _ in came] == [b"a"]


@pytest.mark.parametrize("replay", ["real", "instant"])
def test_what_is_cancelled_already_tells_nothing(replay):
    cancel = Cancel()
    cancel.throw()
    came, whole = timed((Chunk(50.0, "stdout", b"a"),), 100.0, replay, cancel)
    assert came == []
    assert whole < 5.0


def test_a_cancel_wakes_up_whoever_waits():
    cancel = Cancel()
    timer = threading.Timer(0.05, cancel.throw)
    timer.start()
    came, whole = timed((Chunk(0.0, "stdout", b"a"), Chunk(50.0, "stdout", b"b")), 100.0, "real", cancel)
    timer.join()
    assert [data for data, _ in came] == [b"a"]
    assert whole < 5.0
