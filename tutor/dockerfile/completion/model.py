"""What completion is given and what it gives, as frozen values.

Rows and columns are 0-based, as a cursor has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Kind = Literal["instruction", "flag", "value", "stage", "image", "variable", "file", "folder"]
CONTEXT = ""
"""The build context, where a folder's source is asked for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may stand at the cursor: ``insert`` is put there, ``label`` is shown with ``detail``.

    ``goes_on`` tells that something is typed right behind it: a path in the folder, a flag's value.
    """

    label: str
    kind: Kind
    detail: str = ""
    insert: str = ""
    goes_on: bool = False

    @property
    def text(self) -> str:
        return self.insert or self.label


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the build context (``source`` is CONTEXT), or of a stage or image by its name.

    ``path`` has no slash at either end; "" is the root.
    """

    source: str
    path: str


Listing = tuple[str, ...]
"""What lies in a folder, in order of code points; names of folders end with a slash."""
_NOTHING: Mapping[Folder, Listing] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the text: names of images in order, and the folders that were read so far."""

    images: tuple[str, ...] = ()
    folders: Mapping[Folder, Listing] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Completion:
    """The candidates for the columns ``start`` to ``end`` of a row, best first.

    ``typed`` is what stands there before the cursor. ``wanted`` is the folder that they are read from, if
    any. ``names_images`` tells that images fit here. ``unasked`` tells whether the candidates are worth
    showing to someone who only types.
    """

    start: int
    end: int
    typed: str
    candidates: tuple[Candidate, ...] = ()
    wanted: Folder | None = None
    names_images: bool = False
    unasked: bool = True
