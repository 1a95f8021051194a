"""Goes about in the app by what is to be seen on the screen, as a person does."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual.pilot import Pilot

_MOST_SECONDS = 30.0


class Eyes:
    """Reads the screen, and points at words on it."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot

    @property
    def rows(self) -> list[str]:
        """What the screen shows, row by row."""
        return [strip.text for strip in self.pilot.app.screen._compositor.render_strips()]

    def where(self, words: str) -> tuple[int, int] | None:
        """The column and the row at which the words begin, None when they are not to be seen."""
        return next(((row.index(words), y) for y, row in enumerate(self.rows) if words in row), None)

    async def see(self, *all_words: str) -> None:
        """Wait until all of it is to be seen at once."""
        await self.wait(lambda: all(self.where(words) for words in all_words), f"{all_words} to be seen")

    async def wait(self, condition: Callable[[], object], what: str) -> None:
        """Wait until something is so."""
        end = monotonic() + _MOST_SECONDS
        while not condition():
            assert monotonic() < end, f"waited for {what}:\n" + "\n".join(self.rows)
            await self.pilot.pause(0.02)
        await self.pilot.pause()

    async def click(self, words: str, *, after: int = 0) -> None:
        """Point at words and click; ``after`` is how many cells further right."""
        await self.see(words)
        place = self.where(words)
        assert place is not None
        await self.pilot.click(offset=(place[0] + after, place[1]))
        await self.pilot.pause()
