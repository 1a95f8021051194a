"""What holds up the event loop of an app, for how long, and in which lines of code."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

BEAT_SECONDS = 0.005
WORTH_TELLING_SECONDS = 0.016
_SITE = "site-packages"


@dataclass(frozen=True, slots=True)
class Delay:
    """For ``seconds`` from ``began`` (of the system's monotonic clock) the loop came to nothing else.

    ``worked`` is what its thread had of a processor meanwhile, and ``queued`` how long it was ready to go on
    and other programs had the processors (0.0 where the system does not tell); the rest it waited for another
    thread of the app. ``where`` are the innermost frames that were seen, the last one first.
    """

    began: float
    seconds: float
    worked: float
    queued: float
    where: tuple[str, ...]

    @property
    def own(self) -> float:
        """Seconds that the app itself is to blame for: at work, or waiting for a thread of its own."""
        return max(self.worked, self.seconds - self.queued)


class _Schedule:
    """What Linux tells of the thread that makes it."""

    def __init__(self) -> None:
        try:
            self._file: int | None = os.open("/proc/thread-self/schedstat", os.O_RDONLY)
        except OSError:
            self._file = None

    @property
    def queued(self) -> float:
        """Seconds that the thread was ready to run so far and had no processor."""
        return int(os.pread(self._file, 100, 0).split()[1]) / 1e9 if self._file is not None else 0.0


class Watchdog:
    """Notes every delay of the loop that it runs on; a thread looks at what runs while it is late."""

    def __init__(self) -> None:
        self.delays: list[Delay] = []
        self._beat_at = time.monotonic()
        self._worked = self._queued = 0.0
        self._schedule = _Schedule()
        self._where: tuple[str, ...] = ()
        self._loop_thread = threading.get_ident()
        self._over = threading.Event()

    @classmethod
    @contextmanager
    def running(cls, kept: Path) -> Iterator[Watchdog]:
        """Watch the running loop; the delays so far are written to ``kept`` every second."""
        dog = cls()
        watching = threading.Thread(target=dog._look, daemon=True)
        watching.start()
        dog._begin()
        writing = asyncio.get_running_loop().create_task(dog._write(kept))
        try:
            yield dog
        finally:
            dog._over.set()
            dog._beating.cancel()
            writing.cancel()

    def _begin(self) -> None:
        self._beat_at, self._worked, self._where = time.monotonic(), time.thread_time(), ()
        self._queued = self._schedule.queued
        # A timer's own call: a task that sleeps is woken a round later still, when the loop came to others.
        self._beating = asyncio.get_running_loop().call_later(BEAT_SECONDS, self._beat)

    def _beat(self) -> None:
        late = time.monotonic() - self._beat_at - BEAT_SECONDS
        if late > WORTH_TELLING_SECONDS:
            worked = time.thread_time() - self._worked
            queued = self._schedule.queued - self._queued
            self.delays.append(Delay(self._beat_at, late, worked, queued, self._where))
        self._begin()

    async def _write(self, kept: Path) -> None:
        while True:
            await asyncio.sleep(1)
            kept.write_text(json.dumps([asdict(one) for one in self.delays]))

    def _look(self) -> None:
        while not self._over.wait(BEAT_SECONDS):
            if time.monotonic() - self._beat_at > WORTH_TELLING_SECONDS:
                frame = sys._current_frames().get(self._loop_thread)
                if frame is not None:
                    self._where = _told(frame)


def _told(frame: FrameType) -> tuple[str, ...]:
    """The innermost frame, and the innermost ones that are ours."""
    stack = traceback.extract_stack(frame)[::-1]
    own = [one for one in stack if "/tutor/" in one.filename]
    return tuple(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in [stack[0], *own[:3]])


def read(kept: Path) -> list[Delay]:
    """The delays that were written."""
    return [Delay(**{**one, "where": tuple(one["where"])}) for one in json.loads(kept.read_text())]
