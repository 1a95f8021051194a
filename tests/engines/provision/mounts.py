"""Mounts that engines leave behind when they are ended, or when their machine stops under them."""

from pathlib import Path

from .shell import run

MOUNTS = Path("/proc/mounts")


def below(folder: Path) -> list[str]:
    """Every mount below a folder, in the order of mounting."""
    places = [line.split()[1] for line in MOUNTS.read_text().splitlines()]
    return [place for place in places if place.startswith(f"{folder}/")]


def release(folder: Path) -> None:
    """Take down every mount below a folder, the last one first."""
    for place in reversed(below(folder)):
        run("umount", "--lazy", place)
