"""Killed at any moment, the tutor loses no text and no attempt that it has acknowledged."""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
from dataclasses import replace

import pytest

from tutor.course import Attempt, AttemptState, GoalNote, Progress, State, Workspace

ROUNDS = 50
LONGEST_SECONDS = 0.12

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def text_of(number: int) -> str:
    return (
        f"FROM scratch\n# {number}\n"
        + "".join(f"COPY {number} {line}\n" for line in range(200))
        + f"# end {number}\n"
    )


def number_of(text: str) -> int:
    """Which text this is; fails for one that is torn or mixed."""
    number = int(text.splitlines()[1].removeprefix("# "))
    assert text == text_of(number)
    return number


def work_until_killed(lesson, root, number: int, say) -> None:
    """Save, begin an attempt, finish it, over and over; say so after each."""
    workspace = Workspace.open(lesson, root)
    progress = Progress.open(root / "progress.sqlite3")
    while True:
        number += 1
        text = text_of(number)
        workspace.save(text)
        say(f"saved {number}")
        attempt = progress.record(Attempt(lesson.slug, lesson.app, float(number), text, "Docker"))
        say(f"begun {number}")
        verdicts = (GoalNote("runs", State.PASSED),)
        progress.record(
            replace(attempt, state=AttemptState.BUILT, verdicts=verdicts, report={"number": number})
        )
        say(f"ended {number}")
        if number % 5 == 0:
            workspace.reset()
            workspace.undo_reset()


def killed_after(seconds: float, work) -> list[str]:
    """Run ``work(say)`` in a process of its own, kill it after so long, and return what it had said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            work(lambda line: os.write(writing, f"{line}\n".encode()))
        except BaseException as error:
            os.write(2, f"child: {error!r}\n".encode())
        finally:
            os._exit(1)
    os.close(writing)
    select.select([reading], [], [], 30)  # the moments before the first word are no work
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    return said.splitlines()


def test_fifty_kills_lose_no_text_and_no_attempt(lesson, tmp_path):
    chance = random.Random(20)
    root = tmp_path / "home"
    path = root / "progress.sqlite3"
    number = 0
    begun, ended = set(), set()
    for _ in range(ROUNDS):
        start = number
        said = killed_after(
            chance.uniform(0, LONGEST_SECONDS),
            lambda say, start=start: work_until_killed(lesson, root, start, say),
        )
        saved = max((int(line.split()[1]) for line in said if line.startswith("saved")), default=start)
        begun |= {int(line.split()[1]) for line in said if line.startswith("begun")}
        ended |= {int(line.split()[1]) for line in said if line.startswith("ended")}

        workspace = Workspace.open(lesson, root)
        text = workspace.text()
        if text == lesson.start:  # killed between a reset and taking it back
            assert workspace.undo_reset()
            text = workspace.text()
        number = number_of(text)
        assert saved <= number <= saved + 1

        with Progress.open(path) as progress:
            assert progress.notice is None
            kept = {int(attempt.started_at): attempt for attempt in progress.attempts(lesson.slug)}
        assert begun <= set(kept)
        for done in begun:
            assert kept[done].dockerfile == text_of(done)
        for done in ended:
            assert kept[done].state is AttemptState.BUILT
            assert kept[done].report == {"number": done}
        assert {attempt.state for attempt in kept.values()} <= {AttemptState.BUILT, AttemptState.INTERRUPTED}
    sys.stderr.write(f"{len(begun)} attempts begun, {len(ended)} ended in {ROUNDS} rounds\n")
    assert len(ended) > ROUNDS
