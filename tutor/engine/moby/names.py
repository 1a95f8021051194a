"""Names and labels of what we make on an engine, and the removal of what a newer build replaced."""

from __future__ import annotations

import re
from collections.abc import Collection

from tutor.engine.moby.daemon import Daemon, Refused
from tutor.engine.protocol import LABEL

REPOSITORY = "distill/"

LABEL_OF_READERS = {LABEL: "reader"}
"""Of containers that are made to read from an image, whosever it is."""


def labels_of(name: str) -> dict[str, str]:
    """The label that everything made for the builds called ``name`` carries."""
    return {LABEL: owner(name)}


def owner(name: str) -> str:
    """A name as a part of an image's name: lower case, single separators."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "build"


def tag_of(name: str, stage_label: str) -> str:
    """``distill/lesson-03:build``."""
    return f"{REPOSITORY}{owner(name)}:{re.sub(r'[^a-zA-Z0-9_.-]', '-', stage_label)}"


def remove_replaced(daemon: Daemon, name: str, keep: Collection[str]) -> None:
    """Remove images of earlier builds called ``name`` that lost their tag to a newer one.

    ``keep`` are ids, perhaps short ones, of untagged images that the newest build uses.
    """
    with daemon.api() as api:
        images = api.images(filters={"label": [f"{LABEL}={owner(name)}"], "dangling": True})
    for image in images:
        if image["Id"].removeprefix("sha256:")[:12] in {kept.removeprefix("sha256:")[:12] for kept in keep}:
            continue
        try:
            with daemon.api() as api:
                api.remove_image(image["Id"])
        except Refused:  # A container still uses it, or it has a child: `clean` gets it later.
            continue
