"""What looks like a secret and is in a layer or in the config, although the final files do not show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tutor.engine import BuildResult
from tutor.image import Image
from tutor.insight.explanation import Explanation


@dataclass(frozen=True, slots=True)
class HiddenSecret:
    """A file or a variable that by its name holds a secret.

    ``name`` is a path without leading slash, or the variable's name; never its value. ``line`` brought it,
    ``hidden_by`` is the line that deleted or replaced it, None for what still shows. ``ships`` tells whether
    the final image carries it. ``says`` is one sentence for a person.
    """

    what: Literal["file", "ARG", "ENV"]
    name: str
    stage: int | None
    line: int | None
    hidden_by: int | None
    ships: bool
    says: str


def hidden_secrets(result: BuildResult, text: str, explanation: Explanation) -> tuple[HiddenSecret, ...]:
    """The secrets of a build, those that ship first."""
    return ()


def secrets_of_image(image: Image) -> tuple[HiddenSecret, ...]:
    """The secrets of an image of which the layers or the config are known."""
    return ()
