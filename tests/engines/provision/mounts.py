"""Mounts that engines leave behind when they are ended, or when their machine stops under them."""

from pathlib import Path

from .shell import run

MOUNTS = Path("/proc/mounts")


def release(folder: Path) -> None:
    """Take down every mount below a folder, innermost first."""
    places = [line.split()[1] for line in MOUNTS.read_text().splitlines()]
    for place in reversed([place for place in places if place.startswith(f"{folder}/")]):
        run("umount", "--lazy", place)
