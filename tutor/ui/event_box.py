"""Events on their way from a worker thread to the screen, in bunches."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class EventBox(Generic[Item]):
    """A thread puts in, the screen takes everything out; ``tell`` is called when a full box is worth a look.

    However fast the thread is, ``tell`` is called once for each time the box is emptied, so the screen's
    queue of messages stays short.
    """

    def __init__(self, tell: Callable[[], object]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._items: deque[Item] = deque()

    def put(self, item: Item) -> None:
        with self._lock:
            first = not self._items
            self._items.append(item)
        if first:
            self._tell()

    def take(self) -> list[Item]:
        """Everything that came since the last time."""
        with self._lock:
            items = list(self._items)
            self._items.clear()
        return items
