"""A stage of 100,000 files: building its tree, opening its folders, comparing two of them.

The reference is the plain Python work that no tree can do without: putting the same entries into a dict and
sorting its keys.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from tests.bench.pace import Pace
from tutor.image import FileEntry, FileKind, FileTree, compare, difference

Result = TypeVar("Result")
ENTRIES = 100_000
COMPARE_LIMIT_SECONDS = 0.2


def main() -> bool:
    """Print the processor's seconds and ratios; true when comparing two trees stays within its limit.

    Of it the pace of an idle machine counts: see ``Pace``.
    """
    pace = Pace()
    entries = _entries()
    reference, _ = _timed(lambda: sorted({entry.path: entry for entry in entries}))
    print(f"reference, dict and sort of {ENTRIES} paths: {reference * 1000:.0f} ms")
    building, tree = _timed(lambda: FileTree.of(entries))
    other = FileTree.of(_changed(entries))
    opening, _ = _timed(lambda: tree.children(""))
    weighing, _ = _timed(lambda: tree.bytes_under("usr"))
    slower = pace.now()
    comparing, _ = _timed(lambda: compare(tree, other))
    idle = comparing / ((slower + pace.now()) / 2)
    telling, _ = _timed(lambda: difference(tree, other))
    for what, seconds in (
        ("building a tree", building),
        ("opening its first folder", opening),
        ("weighing a folder", weighing),
        ("comparing two trees", comparing),
        ("the layer between two trees", telling),
    ):
        print(f"{what}: {seconds * 1000:.0f} ms, {seconds / reference:.2f} times the reference")
    print(
        f"comparing at the pace of an idle machine: {idle * 1000:.0f} ms "
        f"(limit {COMPARE_LIMIT_SECONDS * 1000:.0f})"
    )
    return idle <= COMPARE_LIMIT_SECONDS


def _entries() -> list[FileEntry]:
    chance = random.Random(1)
    entries = []
    for number in range(ENTRIES):
        folder = f"usr/lib/part{number % 97}/group{number % 1009}"
        entries.append(
            FileEntry(f"{folder}/file{number}", FileKind.FILE, 0o644, chance.randrange(40_000), mtime=1.0)
        )
    return entries


def _changed(entries: list[FileEntry]) -> list[FileEntry]:
    """Every 50th file is larger, every 77th gone."""
    kept = []
    for number, entry in enumerate(entries):
        if number % 77 == 0:
            continue
        size = entry.size + (number % 50 == 0)
        kept.append(FileEntry(entry.path, entry.kind, entry.mode, size, mtime=1.0))
    return kept


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    began = time.process_time()
    result = work()
    return time.process_time() - began, result
