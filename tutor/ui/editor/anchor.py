"""Which instruction of an edited text is which of the text that was built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from tutor.dockerfile.blocks import Block, blocks_of
from tutor.ui.editor.figures import Figures, Mark

_MOST_PAIRED = 8
"""Comparing every changed instruction with every other is for a few; a new text has no old figures anyway."""


@dataclass(frozen=True, slots=True)
class _Built:
    meaning: str
    keyword: str
    figures: Figures | None


class Anchor:
    """Holds a margin's figures to their instructions while the text around them changes.

    ``figures`` are those of ``text``, by the first line (1-based) of their instruction. ``earlier`` is of an
    earlier build: it has the figures of instructions that are as they were in that one.
    """

    def __init__(self, text: str, figures: Mapping[int, Figures], earlier: Anchor | None = None) -> None:
        self._earlier = earlier
        self._built = [
            _Built(block.meaning, block.keyword, figures.get(block.first))
            for block in blocks_of(text.splitlines())
            if block.keyword
        ]

    def place(self, blocks: Sequence[Block]) -> dict[int, Figures]:
        """The figures for the text with these blocks, by the first line (1-based) of each instruction.

        An instruction whose text changed keeps its figures, marked stale, unless it is as it was in the
        earlier build; a new one has none.
        """
        placed = self._place_own(blocks)
        if self._earlier is not None:
            for line, figures in self._earlier.place(blocks).items():
                if figures.mark is Mark.STALE or figures.adds is None:
                    continue
                if line not in placed or placed[line].mark is Mark.STALE:
                    placed[line] = as_of_earlier(figures)
        return placed

    def _place_own(self, blocks: Sequence[Block]) -> dict[int, Figures]:
        now = [block for block in blocks if block.keyword]
        built = self._built
        if not any(one.figures for one in built):
            return {}
        placed: dict[int, Figures] = {}
        head = 0
        while head < min(len(now), len(built)) and now[head].meaning == built[head].meaning:
            self._put(placed, now[head], built[head], stale=False)
            head += 1
        tail = 0
        while (
            tail < min(len(now), len(built)) - head
            and now[len(now) - 1 - tail].meaning == built[len(built) - 1 - tail].meaning
        ):
            tail += 1
            self._put(placed, now[len(now) - tail], built[len(built) - tail], stale=False)
        self._place_between(placed, now[head : len(now) - tail], built[head : len(built) - tail])
        return placed

    def _place_between(self, placed: dict[int, Figures], now: list[Block], built: list[_Built]) -> None:
        if not now or not built:
            return
        matcher = SequenceMatcher(
            None, [one.meaning for one in built], [block.meaning for block in now], autojunk=False
        )
        for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
            if kind == "equal":
                for block, one in zip(now[new_from:new_to], built[old_from:old_to], strict=True):
                    self._put(placed, block, one, stale=False)
            elif kind == "replace":
                self._pair_by_keyword(placed, now[new_from:new_to], built[old_from:old_to])

    def _pair_by_keyword(self, placed: dict[int, Figures], now: list[Block], built: list[_Built]) -> None:
        """Pair changed instructions of the same keyword, the most alike first."""
        pairs = [
            (SequenceMatcher(None, one.meaning, block.meaning, autojunk=False).quick_ratio(), -new, -old)
            for new, block in enumerate(now[:_MOST_PAIRED])
            for old, one in enumerate(built[:_MOST_PAIRED])
            if one.keyword == block.keyword
        ]
        taken_new: set[int] = set()
        taken_old: set[int] = set()
        for _, new, old in sorted(pairs, reverse=True):
            if new not in taken_new and old not in taken_old:
                taken_new.add(new)
                taken_old.add(old)
                self._put(placed, now[-new], built[-old], stale=True)

    @staticmethod
    def _put(placed: dict[int, Figures], block: Block, one: _Built, *, stale: bool) -> None:
        figures = one.figures
        if figures is not None:
            placed[block.first] = replace(figures, mark=Mark.STALE) if stale else figures


def as_of_earlier(figures: Figures) -> Figures:
    """The sizes of the build before; that a step was cached or left out tells of that build only."""
    seconds = None if figures.cached else figures.seconds
    return replace(figures, mark=Mark.NONE, earlier=True, line=0, cached=False, seconds=seconds, skipped=None)
