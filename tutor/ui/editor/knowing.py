"""What completion knows beside the text: read in threads, kept for a while."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from tutor.dockerfile.completion.model import Known

if TYPE_CHECKING:
    from tutor.dockerfile.completion import Folder, Listing
    from tutor.ui.editor.surroundings import Surroundings

_IMAGES_KEPT_SECONDS = 30.0
_FOLDER_KEPT_SECONDS = 3.0
"""After so long it is read again when it is needed again; what is known is shown meanwhile."""
_MOST_FOLDERS = 200

Work = Callable[[Callable[[], None]], None]
"""Runs something in a worker thread."""


class Knowledge:
    """Reads what is asked for once, and tells ``owner`` with a message when it is there."""

    class Came(Message):
        """Something was read; put it in with ``take``."""

        def __init__(self, folder: Folder | None, names: Listing) -> None:
            super().__init__()
            self.folder = folder
            self.names = names

    def __init__(self, owner: MessagePump, work: Work) -> None:
        self.known = Known()
        self._surroundings: Surroundings | None = None
        self._owner = owner
        self._work = work
        self._read_at: dict[Folder | None, float] = {}
        self._reading: set[Folder | None] = set()

    @property
    def surroundings(self) -> Surroundings | None:
        return self._surroundings

    @surroundings.setter
    def surroundings(self, surroundings: Surroundings | None) -> None:
        self._surroundings = surroundings
        self.known = Known()
        self._read_at.clear()

    def want_images(self) -> None:
        self._want(None, _IMAGES_KEPT_SECONDS)

    def want(self, folder: Folder) -> None:
        self._want(folder, _FOLDER_KEPT_SECONDS)

    def take(self, came: Came) -> None:
        """Know what was read."""
        self._reading.discard(came.folder)
        self._read_at[came.folder] = monotonic()
        if came.folder is None:
            self.known = Known(came.names, self.known.folders)
        else:
            kept = dict(list(self.known.folders.items())[-_MOST_FOLDERS:])
            kept[came.folder] = came.names
            self.known = Known(self.known.images, MappingProxyType(kept))

    def _want(self, folder: Folder | None, seconds: float) -> None:
        surroundings = self._surroundings
        read_at = self._read_at.get(folder)
        fresh = read_at is not None and monotonic() - read_at < seconds
        if surroundings is None or fresh or folder in self._reading:
            return
        self._reading.add(folder)

        def read() -> None:
            names: Listing = ()
            try:
                names = surroundings.images() if folder is None else surroundings.listing(folder)
            finally:
                self._owner.post_message(self.Came(folder, names))

        self._work(read)
