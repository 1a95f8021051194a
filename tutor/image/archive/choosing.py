"""Which of an archive's images somebody means."""

from __future__ import annotations

import platform as machine
from collections.abc import Collection, Sequence

from tutor.image.archive.contents import Described
from tutor.image.archive.malformed import MalformedArchive

MACHINES = {"x86_64": "amd64", "aarch64": "arm64", "armv7l": "arm", "i686": "386"}
FEWEST_DIGITS = 6
DIGITS_TOLD = 12
MOST_NAMES_TOLD = 8


def chosen(images: Sequence[Described], there: Collection[str], name: str | None) -> Described:
    """The image by that name, or the only one; of several platforms the one that can be read.

    ``name`` may lack what docker lets people leave out (``docker.io/library/``, ``:latest``), or be the
    beginning of the config's digest. Raises MalformedArchive.
    """
    found = [image for image in images if name is None or _is_called(image, name)]
    if not found:
        raise MalformedArchive(f"it holds no image {name}", f"It holds {_told(images)}.")
    # Without names, images for platforms are one image, and any others are as many.
    if len({image.names or (image.config if not image.platform else "") for image in found}) > 1:
        raise MalformedArchive(f"it holds {len(found)} images", f"Say which one: {_told(found)}.")
    readable = [image for image in found if not image.lacking(there)]
    if not readable:
        missing = found[0].lacking(there)
        raise MalformedArchive(
            f"it holds {found[0].title} without {missing} of its {len(found[0].layers)} layers",
            "Pull the image for its platform, then save it again.",
        )
    ours = f"linux/{MACHINES.get(machine.machine(), machine.machine())}"
    return next((image for image in readable if f"{image.platform}/".startswith(f"{ours}/")), readable[0])


def others(images: Sequence[Described], one: Described, there: Collection[str]) -> tuple[str, ...]:
    """Sentences about the further platforms of an image."""
    told = []
    for image in images:
        if image == one or image.names != one.names:
            continue
        if image.lacking(there):
            told.append(f"The archive names {image.title}, but does not hold it.")
        else:
            told.append(f"The archive also holds {image.title}.")
    return tuple(told)


def _is_called(image: Described, name: str) -> bool:
    digits = name.removeprefix("sha256:")
    if len(digits) >= FEWEST_DIGITS and image.config and digits in image.config:
        return image.config.rpartition("/")[2].startswith(digits)
    wanted = _full(name)
    return any(own == name or _full(own) == wanted for own in image.names)


def _full(name: str) -> str:
    for beginning in ("docker.io/", "localhost/", "library/"):
        name = name.removeprefix(beginning)
    return name if ":" in name.rpartition("/")[2] or "@" in name else f"{name}:latest"


def _called(image: Described) -> str:
    if image.names:
        return image.names[0]
    return (image.config or "").rpartition("/")[2].removesuffix(".json")[:DIGITS_TOLD]


def _told(images: Sequence[Described]) -> str:
    names = list(dict.fromkeys(_called(image) for image in images))
    more = f" and {len(names) - MOST_NAMES_TOLD} more" if len(names) > MOST_NAMES_TOLD else ""
    return ", ".join(names[:MOST_NAMES_TOLD]) + more
