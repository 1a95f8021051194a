"""How long the screen stands still while somebody looks at everything and a stage of 1 GB is built.

A person's keys go through a terminal: home, a lesson, typing, a build, every pane, the files, comparing, the
palette, help. A watchdog inside the app tells every time that its event loop came late, and where it was.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.pace import Pace
from tests.bench.terminal import Terminal, programs_waiting, python
from tests.bench.watchdog import Delay, read

LIMIT_SECONDS = 0.05
OWN_LIMIT_SECONDS = 0.016
RUNS = 3
"""A run counts when no delay exceeds the limit at the pace of an idle machine, without the time that other
programs had the processors: a compiler is one of them, and runs while a stage is built.
"""
TOLD = 8
BUILD_SECONDS = 40.0
ONE_GIGABYTE = """\
FROM golang:1.27-trixie AS build
RUN head -c 180000000 /dev/urandom > /var/ballast
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/calc .

FROM scratch
COPY --from=build /out/calc /calc
ENTRYPOINT ["/calc"]
"""
ESCAPE, ENTER, TAB, DOWN, UP, RIGHT = b"\x1b", b"\r", b"\t", b"\x1b[B", b"\x1b[A", b"\x1b[C"
F1, F3, F4, F5, F8, F10 = b"\x1bOP", b"\x1bOR", b"\x1bOS", b"\x1b[15~", b"\x1b[19~", b"\x1b[21~"
PALETTE, LESSONS = b"\x10", b"\x0c"


@dataclass(frozen=True, slots=True)
class Step:
    """Keys of one act, and the seconds that are left after each."""

    what: str
    keys: tuple[bytes, ...]
    pause: float = 0.25


def tour() -> Iterator[Step]:
    """What a person does in a minute who wants to see everything."""
    yield Step("home, down and up", (DOWN, DOWN, DOWN, UP))
    yield Step("a lesson opens", (ENTER,), 2.0)
    yield Step("typing", tuple(bytes([one]) for one in b"# a note of mine"), 0.06)
    yield Step("a new line", (ENTER,), 0.8)
    yield Step("the build begins", (F5,), 1.0)
    yield Step("panes while it builds", (F4,) * 8)
    yield Step("the build ends", (DOWN,), BUILD_SECONDS)
    yield Step("panes", (F4,) * 9)
    yield Step("back through the panes", (F3,) * 4)
    yield Step("files", (RIGHT, DOWN, RIGHT, DOWN, RIGHT, DOWN, DOWN))
    yield Step("bars and graph", (F3, b"g", b"g"), 0.5)
    yield Step("a run", (F8,), 3.0)
    yield Step("comparing opens", (F10,), 3.0)
    yield Step("all folders", (b"*", b"f", b"*"), 1.0)
    yield Step("filters", (b"+", b"+", b"-", b"-", b"=", b"="), 0.5)
    yield Step("a search", (b"/", b"g", b"o", b".", b"m", ENTER), 0.4)
    yield Step("comparing closes", (ESCAPE, ESCAPE), 0.8)
    yield Step("the palette", (PALETTE, b"q", b"u", b"i", b"z", ESCAPE), 0.4)
    yield Step("help", (F1, DOWN, DOWN, ESCAPE), 0.4)
    yield Step("home again", (LESSONS,), 1.0)
    yield Step("the lesson again", (ENTER,), 2.0)


def engines() -> Iterator[tuple[str, str, str]]:
    """A name, what ``--engine`` takes, and the Dockerfile, empty for the lesson's own."""
    yield "embedded", "embedded", ""
    socket = os.environ.get("DISTILL_BENCH_DOCKER", "")
    cache = Path(os.environ.get("DISTILL_TEST_CACHE", Path.home() / ".cache" / "distill-tests"))
    provisioned = cache / "engines" / "docker-28.5" / "docker.sock"
    if not socket and provisioned.exists():
        socket = f"unix://{provisioned}"
    if socket:
        yield "Docker, a stage of 1 GB", socket, ONE_GIGABYTE


def main() -> bool:
    """Print the longest delays on each engine; true when a run of each stays within the limit."""
    within = [_within(*engine) for engine in engines()]
    return all(within)


@dataclass(frozen=True, slots=True)
class Held:
    """A delay, the act that it came after, and how many times slower than when idle the machine was then."""

    delay: Delay
    during: str
    slower: float

    @property
    def idle(self) -> float:
        """Seconds that the app would have held up the screen on an idle machine."""
        return self.delay.own / self.slower

    @property
    def told(self) -> str:
        one = self.delay
        return (
            f"{self.idle * 1000:4.0f} ms at the pace of an idle machine "
            f"({one.seconds * 1000:.0f} by the clock, {one.worked * 1000:.0f} at work, "
            f"{one.queued * 1000:.0f} other programs had the processors) "
            f"{self.during}: {', '.join(one.where)}"
        )


def _within(name: str, engine: str, dockerfile: str) -> bool:
    pace = Pace()
    for run in range(1, RUNS + 1):
        with tempfile.TemporaryDirectory(prefix="distill-bench-") as folder:
            held = _toured(Path(folder), engine, dockerfile, pace)
        worst = max((one.delay.seconds for one in held), default=0.0)
        worked = max((one.delay.worked for one in held), default=0.0)
        idle = max((one.idle for one in held), default=0.0)
        over = sum(one.idle > OWN_LIMIT_SECONDS for one in held)
        print(
            f"Event loop on {name}, run {run}, {programs_waiting():.1f} programs wait for each processor: "
            f"longest delay {worst * 1000:.0f} ms by the clock; the screen's thread was at work for at most "
            f"{worked * 1000:.0f} at one go; held up {idle * 1000:.0f} at the pace of an idle machine "
            f"(limit {LIMIT_SECONDS * 1000:.0f}; {over} above {OWN_LIMIT_SECONDS * 1000:.0f})",
            flush=True,
        )
        for one in sorted(held, key=lambda one: -one.idle)[:TOLD]:
            print(f"  {one.told}")
        if min(worst, idle) <= LIMIT_SECONDS:
            return True
    return False


def _toured(folder: Path, engine: str, dockerfile: str, pace: Pace) -> list[Held]:
    """Every delay."""
    kept = folder / "delays.json"
    arguments = [str(kept), engine]
    if dockerfile:
        (folder / "Dockerfile").write_text(dockerfile)
        arguments.append(str(folder / "Dockerfile"))
    times: list[tuple[float, str, float]] = []
    with Terminal.running(python("-m", "tests.bench.toured", *arguments), folder / "home") as terminal:
        terminal.until("The fat image", since=terminal.began)
        times.append((terminal.now, "the start", pace.now()))
        terminal.drain(4.0)
        for step in tour():
            times.append((terminal.now, step.what, pace.now()))
            for key in step.keys:
                terminal.press(key)
                terminal.drain(step.pause)
        terminal.drain(1.5)
    return [_told_when(one, times) for one in read(kept)]


def _told_when(one: Delay, times: list[tuple[float, str, float]]) -> Held:
    ended = one.began + one.seconds
    _, during, slower = next((time for time in reversed(times) if time[0] <= ended), times[0])
    return Held(one, during, slower)


if __name__ == "__main__":
    main()
