"""Doing something when typing pauses."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual.message_pump import MessagePump
from textual.timer import Timer


class Pause:
    """Calls ``action`` when nothing was heard for ``seconds``, or ``latest`` seconds after the first time."""

    def __init__(
        self, owner: MessagePump, action: Callable[[], None], seconds: float, latest: float | None = None
    ) -> None:
        self._owner = owner
        self._action = action
        self._seconds = seconds
        self._latest = latest
        self._timer: Timer | None = None
        self._since = 0.0

    def heard(self) -> None:
        """Something happened: wait from now on."""
        delay = self._seconds
        if self._timer is None:
            self._since = monotonic()
        else:
            self._timer.stop()
        if self._latest is not None:
            delay = min(delay, max(0.0, self._latest - (monotonic() - self._since)))
        self._timer = self._owner.set_timer(delay, self.over)

    @property
    def waits(self) -> bool:
        """Whether something was heard, and ``action`` is still to be called."""
        return self._timer is not None

    def over(self) -> None:
        """Wait no longer."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._action()
