"""What each engine made of a lesson's files, kept for the length of a test run, so that engines are compared
without building anything twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from tests.this_run import shared_folder
from tutor.course import Lesson, Proof
from tutor.course.checking import Outcome, outcome_of


@dataclass(frozen=True, slots=True)
class Agreement:
    """Outcomes by lesson and engine in a folder that all workers of one run share."""

    folder: Path

    @classmethod
    def of_this_run(cls, base: Path) -> Agreement:
        """``base`` is pytest's folder."""
        folder = shared_folder(base, "outcomes")
        folder.mkdir(exist_ok=True)
        return cls(folder)

    def differences(self, lesson: Lesson, engine: str, proofs: Iterable[Proof]) -> dict[str, str]:
        """Keep what an engine made of the files; which of them another engine took otherwise, with both."""
        mine = {proof.file: outcome_of(proof) for proof in proofs}
        folder = self.folder / lesson.name
        folder.mkdir(exist_ok=True)
        draft = folder / f".{engine}"
        draft.write_bytes(msgspec.json.encode(mine))
        # Written before the others are read: of two engines at once, one sees the other.
        draft.replace(folder / f"{engine}.json")
        found = {}
        for path in folder.glob("*.json"):
            theirs = msgspec.json.decode(path.read_bytes(), type=dict[str, Outcome])
            for file in mine.keys() & theirs.keys():
                if mine[file] != theirs[file]:
                    found[file] = f"{engine}: {mine[file]}, but {path.stem}: {theirs[file]}"
        return found
