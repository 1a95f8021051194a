"""A screen that is to be seen before all of it is there."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.ui.collector import undisturbed
from tutor.ui.screens.fitted import Fitted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

_LONGEST_WAIT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A widget, and the selectors of what it goes into and of what it stands before, if it is not last."""

    widget: Widget
    into: str
    before: str | None = None


class Furnished(Fitted):
    """Mounts what its first frame does not show right after it, piece by piece.

    Until that is done no key or click reaches it: they wait, and none is lost. So nobody has to ask whether a
    pane is there.
    """

    _furnishing = False

    def __init__(self, *, ahead: bool = False) -> None:
        """``ahead`` is for one that is made before anybody asks for it."""
        super().__init__()
        self._furnished = asyncio.Event()
        self._to_come: Iterator[Piece] | None = None
        self._mounting = asyncio.Lock()
        self._undisturbed = ExitStack()
        self._ahead = ahead
        if not ahead:
            self._undisturbed.enter_context(undisturbed())

    @property
    def furnished(self) -> bool:
        """Whether all of it is there."""
        return self._furnished.is_set()

    async def until_furnished(self) -> None:
        """Wait until all of it is there; not for ever, as somebody may want to leave.

        Where the terminal is too small for a frame of it, nobody waits for that.
        """
        if self.has_class("-tiny") and self.is_mounted and not self._furnishing:
            await self.furnish()
        elif not self.furnished:
            await self._until_done()

    async def before_drawn(self) -> None:
        await super().before_drawn()
        if self._ahead:
            self._undisturbed.enter_context(undisturbed())

    async def _until_done(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._furnished.wait(), _LONGEST_WAIT_SECONDS)

    def pieces(self) -> Iterator[Piece]:
        """What is to come, in order."""
        yield from ()

    async def furnish(self) -> None:
        """Mount all that is to come, with time for other things between the pieces.

        Until then no garbage is looked for: a pass would hold up the first frame.
        """
        if self._furnishing:  # somebody else began: whoever asks now counts on all of it too
            await self._until_done()
            return
        self._furnishing = True
        await self.mount_pieces()
        self._undisturbed.close()
        if self.is_attached:
            self.when_furnished()
        self._furnished.set()

    async def mount_pieces(self) -> None:
        """Mount those that are not mounted yet."""
        async with self._mounting:
            self._to_come = self._to_come or self.pieces()
            for piece in self._to_come:
                if not self.is_attached:
                    break
                await self.query_one(piece.into).mount(piece.widget, before=piece.before)
                await asyncio.sleep(0)

    def on_unmount(self) -> None:
        self._undisturbed.close()

    def when_furnished(self) -> None:
        """All of it is there: what needs that may begin."""
