"""Python's garbage collector, kept from pausing somebody who types."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_THRESHOLDS = 2_000, 10, 50
"""Passes over what is new stay short, and one over everything comes rarely; Python's own are 700, 10, 10."""


def wait_until_painted() -> None:
    """Let the collector wait from the first import on: nothing that is made by then is garbage."""
    gc.disable()


def painted() -> bool:
    """The first frame is there: the collector may work, and leaves out what was made for it; if it waited."""
    waited = not gc.isenabled()
    if waited:
        gc.freeze()
        gc.set_threshold(*_THRESHOLDS)
        gc.enable()
    return waited


def spare_what_was_read() -> None:
    """Modules, lessons and stylesheets stay: passes leave them out from now on. Costs nothing."""
    gc.freeze()


def spare_what_is_there() -> None:
    """Collect once, then let later passes leave out all that is alive now.

    It takes up to 0.3 s, so it is for moments in which nobody types. What was left out is looked through
    again at the next call, so nothing leaks for longer than that.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let the collector wait while a worker makes very many objects, and leave these out of later passes.

    A pass over 100,000 new rows holds up every thread for a third of a second; rows are in no cycles, so that
    nothing of them is ever left to it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
