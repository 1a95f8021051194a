"""A field for a path, which knows how the names on this disk go on."""

from __future__ import annotations

import asyncio
import os
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widgets import Input

from tutor.home import expanded

_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))


class PathInput(Input):
    """Shows behind the cursor how a folder's name goes on; Tab or → takes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False, id="path.complete",
                tooltip="Complete the name of the folder, or go to the next field"),
    ]  # fmt: skip

    def __init__(self, value: str, *, id: str | None = None, compact: bool = False) -> None:  # noqa: A002
        super().__init__(value, id=id, compact=compact, suggester=_Paths())

    def action_complete(self) -> None:
        """Take what is shown; where nothing is, do what Tab does elsewhere."""
        if self.cursor_at_end and self._suggestion:
            self.action_cursor_right()
        else:
            self.screen.focus_next()


class _Paths(Suggester):
    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        return await asyncio.to_thread(completed, value)


def completed(path: str) -> str | None:
    """A path with its last name completed to the first folder that begins so; None where there is none."""
    end = max(path.rfind(separator) for separator in _SEPARATORS) + 1
    above, begun = path[:end], path[end:]
    if not begun or begun in (".", "..", "~"):
        return None
    try:
        with os.scandir(expanded(above or ".")) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(begun) and entry.is_dir()]
    except (OSError, ValueError):  # a path may hold a null character
        return None
    return f"{above}{min(names)}{os.sep}" if names else None
