"""Two images with the digests that tell changed and moved files apart, where their listings cannot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from msgspec import structs

from tutor.engine.errors import EngineError
from tutor.image import FileTree, Image
from tutor.image.digesting import wanted

Digests = Callable[[Collection[str]], Mapping[str, str]]
"""``sha256:…`` of files by path; some may be left out. Raises EngineError."""


def digested(
    before: Image, after: Image, digests: tuple[Digests | None, Digests | None], *, one_build: bool
) -> tuple[Image, Image]:
    """Both images with the digests that a comparison needs.

    ``one_build`` says that both are stages of one build, so that times tell files apart. What could not be
    read stays without, and a note says so.
    """
    trusted = _always if one_build else _from_one_layer(before, after)
    needed = wanted(before.files, after.files, trusted=trusted)
    notes: tuple[str, ...] = ()
    if needed.left_out:
        notes = (f"{needed.left_out} files of equal size were not read: they may differ, or have moved.",)
    return (
        _with_digests(before, needed.before, digests[0], notes),
        _with_digests(after, needed.after, digests[1], ()),
    )


def _always(path: str) -> bool:
    return True


def _from_one_layer(before: Image, after: Image) -> Callable[[str], bool]:
    """Whether both images have a path from one and the same layer, by its diffID or by when its file was
    stored on the engine.
    """
    ours, theirs = _diff_ids(before), _diff_ids(after)
    old, new = before.files.by_path, after.files.by_path

    def same_layer(path: str) -> bool:
        if (known := ours.get(path)) is not None and known == theirs.get(path):
            return True
        stored = old[path].changed
        return stored > 0 and stored == new[path].changed

    return same_layer


def _diff_ids(image: Image) -> dict[str, str | None]:
    """The diffID of the topmost layer that stores each path."""
    return {entry.path: one.diff_id for one in image.layers for entry in one.layer.entries}


def _with_digests(
    image: Image, paths: Collection[str], digests: Digests | None, notes: tuple[str, ...]
) -> Image:
    found: Mapping[str, str] = {}
    if paths and digests is not None:
        try:
            found = digests(paths)
        except EngineError as error:
            notes = (*notes, f"The contents of some files could not be compared: {error.message}")
    if not found:
        return replace(image, notes=image.notes + notes) if notes else image
    entries = dict(image.files.by_path)
    for path, entry in image.files.by_path.items():
        digest = found.get(entry.same_as or path)
        if digest is not None:
            entries[path] = structs.replace(entry, digest=digest)
    return replace(image, files=FileTree(entries), notes=image.notes + notes)
