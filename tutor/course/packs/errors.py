"""Why a pack was not taken."""

from __future__ import annotations

from tutor.course.errors import CourseError


class PackError(CourseError):
    """A pack is refused as a whole, or is not there; nothing was changed."""


def refused(path: str, reason: str) -> PackError:
    """The error about one entry of a pack; ``path`` as the pack calls it."""
    from tutor.image.showing import shown

    return PackError(
        f"The pack is refused: {shown(path[:200])} {reason}.",
        advice="A pack holds plain files below lessons/ and sample_apps/.",
    )
