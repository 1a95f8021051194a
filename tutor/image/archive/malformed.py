"""The one error of this package."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

SAVE_AGAIN = "Save the image again, for example with: docker save -o image.tar IMAGE"


class MalformedArchive(ValueError):  # noqa: N818 - reads as what it is
    """An archive cannot be read, or is larger than allowed; the message says where.

    ``advice`` is a sentence about what to do, part of the message where there is any.
    """

    def __init__(self, problem: str, advice: str = "") -> None:
        super().__init__(f"{problem}. {advice}" if advice else problem)
        self.problem = problem
        self.advice = advice


@contextmanager
def telling_of(title: str) -> Iterator[None]:
    """Name the archive in whatever goes wrong in the block, and say what to do."""
    try:
        yield
    except MalformedArchive as error:
        advice = error.advice or SAVE_AGAIN
        raise MalformedArchive(f"{title} cannot be read: {error.problem}", advice) from error
    except OSError as error:
        said = error.strerror or str(error)
        raise MalformedArchive(
            f"{title} cannot be read: {said}", "Look whether it is there, and whether you may read it."
        ) from error
