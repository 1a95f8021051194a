"""Python's garbage collector, kept from pausing somebody who types."""

from __future__ import annotations

import gc


def spare_what_is_there() -> None:
    """Collect once, then let later passes leave out all that is alive now.

    A full pass over a whole screen of widgets takes 0.1 s, and typing sets one off every few seconds. What
    was left out is looked through again at the next call, so nothing leaks for longer than that.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
