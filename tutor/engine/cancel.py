"""Stopping a build or a run from another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Cancel:
    """A switch that is thrown once; whoever waits on a socket hangs a hook on it that closes the socket."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thrown = False
        self._hooks: list[Callable[[], None]] = []

    @property
    def thrown(self) -> bool:
        return self._thrown

    def throw(self) -> None:
        """Cancel; safe from any thread, and more than once."""
        with self._lock:
            if self._thrown:
                return
            self._thrown = True
            hooks = list(self._hooks)
        for hook in hooks:
            hook()

    @contextmanager
    def hook(self, action: Callable[[], None]) -> Iterator[None]:
        """Call ``action`` when cancelled within the block; at once when it already is."""
        with self._lock:
            self._hooks.append(action)
            thrown = self._thrown
        if thrown:
            action()
        try:
            yield
        finally:
            with self._lock:
                self._hooks.remove(action)
