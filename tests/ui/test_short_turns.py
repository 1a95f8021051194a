"""The screen's thread has its turn soon, whatever other threads compute."""

from __future__ import annotations

import sys

import pytest

from tutor.ui.app import DistillApp
from tutor.ui.opening import open_tutor


@pytest.fixture(autouse=True)
def interval():
    """Whatever a test makes of it is taken back."""
    before = sys.getswitchinterval()
    yield before
    sys.setswitchinterval(before)


def test_threads_take_turns_ten_times_as_often_while_the_app_is_open(monkeypatch, interval):
    seen = []
    for other in ("wait_until_painted", "end_with_the_terminal"):  # they are for a process of their own
        monkeypatch.setattr(f"tutor.ui.opening.{other}", lambda: None)
    monkeypatch.setattr(DistillApp, "run", lambda self: seen.append(sys.getswitchinterval()))
    open_tutor("embedded")
    assert seen[0] == pytest.approx(interval / 10)
