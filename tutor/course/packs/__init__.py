"""Lessons that a person added: taken from a folder, an archive or a Git repository, as data only."""

from __future__ import annotations

from tutor.course.packs.installing import Added, add_pack, remove_pack
from tutor.course.packs.pack import Pack, installed_packs, packs_folder

__all__ = ["Added", "Pack", "add_pack", "installed_packs", "packs_folder", "remove_pack"]
