"""Python's threads take short turns, so that the one of the screen waits for none of the others for long."""

from __future__ import annotations

import sys

_TURN_SECONDS = 0.0005


def take_short_turns() -> None:
    """Have a thread that computes give way ten times as often as Python asks it to.

    Whenever the screen's thread has waited, for a key say, one of those that build, predict or measure may be
    at work: by Python's own 5 ms, two of them keep it for over 10 ms every time.
    """
    sys.setswitchinterval(_TURN_SECONDS)
