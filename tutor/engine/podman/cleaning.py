"""Removal of everything that carries our label, and of nothing else: Podman takes parents along otherwise."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tutor.engine.moby.cleaning import short_id
from tutor.engine.moby.containers import created, remove
from tutor.engine.moby.daemon import Daemon, Refused
from tutor.engine.moby.names import LABEL_OF_READERS, REPOSITORY, owner
from tutor.engine.podman.holder import LABEL_OF_HOLDERS
from tutor.engine.protocol import LABEL, Cleaned

if TYPE_CHECKING:
    from docker import APIClient

TRIES = 10
PAUSE_SECONDS = 0.2

LONGEST_BUILD_SECONDS = 6 * 3600
"""Nobody waits for a build that has taken longer: what holds it was forgotten."""


def clean(daemon: Daemon, *, dry_run: bool, name: str | None) -> Cleaned:
    """Remove containers, then images, from the youngest to its ancestors; the build cache is among them.

    Images stay that somebody else's image is built on, or that a person gave a name of their own.
    """
    wanted = LABEL if name is None else f"{LABEL}={owner(name)}"
    labelled = _listed(daemon, lambda api: api.containers(all=True, filters={"label": [wanted]}))
    containers = [str(found["Id"]) for found in labelled if not _holds_a_build(found)]
    if not dry_run:
        for container in containers:
            remove(daemon, container)
    store = _Store.of(daemon)
    going = store.removable({key for key, labels in store.labels().items() if _ours(labels, name)})
    if dry_run:
        gone = set(going)
    else:
        with ExitStack() as guards:
            for parent in store.strangers_below(going):
                guards.enter_context(_kept(daemon, parent))
            for image in going:
                _remove(daemon, image, store.tags(image))
        gone = set(going) - set(_Store.of(daemon).images)
    return Cleaned(
        tuple(short_id(container) for container in containers),
        tuple(shown for image in going if image in gone for shown in store.shown(image)),
        sum(store.own_bytes(image) for image in gone),
    )


def _listed(daemon: Daemon, ask: Callable[[APIClient], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """A list; Podman gives none while something that it has begun to list is being removed."""
    for _ in range(TRIES - 1):
        try:
            with daemon.api() as api:
                return ask(api)
        except Refused:
            time.sleep(PAUSE_SECONDS)
    with daemon.api() as api:
        return ask(api)


def _holds_a_build(container: Mapping[str, Any]) -> bool:
    """Whether a build that is under way, somebody's in another terminal perhaps, would fail without it."""
    holds = LABEL_OF_HOLDERS.items() <= dict(container.get("Labels") or {}).items()
    young = time.time() - float(container.get("Created") or 0) < LONGEST_BUILD_SECONDS
    return holds and young and container.get("State") == "running"


def _ours(labels: Mapping[str, str], name: str | None) -> bool:
    return LABEL in labels if name is None else labels.get(LABEL) == owner(name)


def _kept(daemon: Daemon, image: str) -> Any:
    """A container keeps a nameless image from being removed along with its last child."""
    return created(daemon, image, LABEL_OF_READERS)


def _remove(daemon: Daemon, image: str, tags: list[str]) -> None:
    for name in [*tags, image]:
        try:
            with daemon.api() as api:
                api.remove_image(name)
        except Refused:  # Gone with its tag or with its child, or a container of the person's still uses it.
            continue


@dataclass(frozen=True)
class _Store:
    """All images by id, as ``/images/json`` tells them."""

    images: dict[str, dict[str, Any]]

    @classmethod
    def of(cls, daemon: Daemon) -> _Store:
        return cls({str(image["Id"]): image for image in _listed(daemon, lambda api: api.images(all=True))})

    def labels(self) -> dict[str, dict[str, str]]:
        return {key: dict(image.get("Labels") or {}) for key, image in self.images.items()}

    def tags(self, image: str) -> list[str]:
        return [tag for tag in self.images[image].get("RepoTags") or () if tag != "<none>:<none>"]

    def shown(self, image: str) -> list[str]:
        return self.tags(image) or [short_id(image)]

    def parent(self, image: str) -> str:
        """The id of the image that it was made from, empty for none; listed without ``sha256:``."""
        told = str(self.images[image].get("ParentId") or "").removeprefix("sha256:")
        return f"sha256:{told}" if told else ""

    def own_bytes(self, image: str) -> int:
        """What an image adds to its parent's size."""
        size = int(self.images[image].get("Size") or 0)
        below = self.images.get(self.parent(image))
        return max(0, size - int(below.get("Size") or 0)) if below is not None else size

    def removable(self, ours: set[str]) -> list[str]:
        """Ours in an order in which each comes before its parent, without those that others need."""
        children: dict[str, set[str]] = {}
        for image in self.images:
            children.setdefault(self.parent(image), set()).add(image)
        order: dict[str, None] = {}
        while ready := [
            image
            for image in ours
            if image not in order
            and children.get(image, set()) <= order.keys()
            and all(_is_our_name(tag) for tag in self.tags(image))
        ]:
            order.update(dict.fromkeys(ready))
        return list(order)

    def strangers_below(self, going: list[str]) -> set[str]:
        """Nameless images of others that a removal of their last child would take along."""
        parents = {self.parent(image) for image in going} - {""} - set(going)
        return {parent for parent in parents if parent in self.images and not self.tags(parent)}


def _is_our_name(tag: str) -> bool:
    registry, _, rest = tag.partition("/")
    return tag.startswith(REPOSITORY) or (
        registry in ("docker.io", "localhost") and rest.startswith(REPOSITORY)
    )
