"""Which run of a step a listing belongs to.

BuildKit keeps what a step made under the text of the steps before it, not under what those made. So a listing
would be told again after a step before it was carried out anew, because somebody wanted no cache or the
engine had thrown its result away. A word in the listing's script, another one for each run, keeps them apart.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from tutor.dockerfile import BaseKind, Dockerfile
from tutor.engine.moby.journal import Journal
from tutor.engine.moby.steps import Place

CARRIED_OUT = ("RUN", "COPY", "ADD")
"""FROM is told apart by its digest; a WORKDIR on an empty stage is made anew every time, and is the same."""

MOST_KEPT = 2_000


def words_of(
    dockerfile: Dockerfile, journal: Journal, whose: str, kept: KeptWords
) -> Mapping[tuple[int, int], str]:
    """A word for (stage, position): another one whenever a step up to there was carried out in this build.

    ``whose`` tells builds apart whose texts are the same and whose steps are not: the engine, the build
    arguments. Where no word is known the step may have run without us, so that it gets a new one too.
    """
    words: dict[tuple[int, int], str] = {}
    ends: dict[int, tuple[str, bool]] = {}
    for stage in dockerfile.stages:
        base = stage.base
        chain, ran = whose, False
        if base.kind is BaseKind.STAGE and base.stage is not None:
            chain, ran = ends[base.stage]
        for position, instruction in enumerate(stage.instructions):
            if position > 0 or base.kind is not BaseKind.STAGE:
                chain = sha256(
                    f"{chain}\n{instruction.source}".encode("utf-8", "surrogateescape")
                ).hexdigest()
            record = journal.records.get(Place(stage.index, position))
            if record is not None and instruction.keyword in CARRIED_OUT:
                ran = ran or not record.cached
            words[stage.index, position] = kept.word(chain, new=ran) if position > 0 else ""
        ends[stage.index] = chain, ran
    return words


@dataclass
class KeptWords:
    """Words by what they stand for, in a file; a file that cannot be read or written costs a listing anew."""

    path: Path

    def __post_init__(self) -> None:
        self._words: dict[str, str] = {}
        with contextlib.suppress(OSError, ValueError, msgspec.MsgspecError):
            self._words = msgspec.json.decode(self.path.read_bytes(), type=dict[str, str])

    def word(self, chain: str, *, new: bool) -> str:
        """The word that is kept for a chain of steps, or a new one."""
        word = None if new else self._words.get(chain)
        self._words.pop(chain, None)
        # The one that was asked for last stands last.
        return self._words.setdefault(chain, word or uuid.uuid4().hex[:12])

    def save(self) -> None:
        """Write all words but the oldest, at once."""
        latest = dict(list(self._words.items())[-MOST_KEPT:])
        with contextlib.suppress(OSError), _replacing(self.path) as draft:
            draft.write_bytes(msgspec.json.encode(latest))


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    os.close(number)
    draft = Path(name)
    try:
        yield draft
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
