"""Removal of everything that carries our label, and of nothing else."""

from __future__ import annotations

from tutor.engine.moby.containers import remove
from tutor.engine.moby.daemon import Daemon, Refused
from tutor.engine.moby.names import REPOSITORY, owner
from tutor.engine.protocol import LABEL, Cleaned


def clean(daemon: Daemon, *, dry_run: bool, name: str | None) -> Cleaned:
    """Remove containers, then images; of an image that a person gave a name of their own only our names go.

    The build cache stays: it cannot be told whose it is.
    """
    wanted = [LABEL if name is None else f"{LABEL}={owner(name)}"]
    with daemon.api() as api:
        containers = [str(found["Id"]) for found in api.containers(all=True, filters={"label": wanted})]
        images = api.images(all=True, filters={"label": wanted})
    removed: list[str] = []
    freed = 0
    if not dry_run:
        for container in containers:
            remove(daemon, container)
    for image in images:
        tags = [tag for tag in image.get("RepoTags") or () if tag != "<none>:<none>"]
        ours = [tag for tag in tags if tag.removeprefix("localhost/").startswith(REPOSITORY)]
        if not dry_run:
            for tag in ours:
                _remove_image(daemon, tag)
            if len(ours) == len(tags):
                _remove_image(daemon, str(image["Id"]))
        removed += ours or ([short_id(str(image["Id"]))] if not tags else [])
        freed += int(image.get("Size") or 0) if len(ours) == len(tags) else 0
    return Cleaned(tuple(short_id(container) for container in containers), tuple(removed), freed)


def short_id(identity: str) -> str:
    """The twelve characters that engines show."""
    return identity.removeprefix("sha256:")[:12]


def _remove_image(daemon: Daemon, image: str) -> None:
    try:
        with daemon.api() as api:
            api.remove_image(image)
    except Refused:  # Gone with its tag, or a parent of an image that is yet to go.
        return
