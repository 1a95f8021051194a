"""What the editor may ask of the world around the text; asked from worker threads only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tutor.dockerfile.completion import Folder, Listing


class Surroundings(Protocol):
    """Names of images, and folders of the build context, of stages and of images."""

    def images(self) -> tuple[str, ...]:
        """The names of images that are at hand, in order."""

    def listing(self, folder: Folder) -> Listing:
        """What lies in a folder, folders with a slash behind them; () when it is not known."""
