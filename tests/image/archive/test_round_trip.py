"""Trees that are made up, written by the standard library, and read back the same from every form."""

from __future__ import annotations

import io
import tarfile
import tempfile
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.image.archive.saving import FORMS
from tests.image.trees import layers as some_layers
from tests.image.trees import trees
from tutor.image import FileEntry, FileKind, FileTree, Layer
from tutor.image.archive import open_archive
from tutor.image.hardlink import bound
from tutor.image.merge import stacked

TYPES = {
    FileKind.FILE: tarfile.REGTYPE,
    FileKind.DIRECTORY: tarfile.DIRTYPE,
    FileKind.SYMLINK: tarfile.SYMTYPE,
}
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=40).filter(
    lambda name: name not in (".", "..") and not name.startswith(".wh.")
)
FORMATS = st.sampled_from([tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])


def packed(layer: Layer, form: int = tarfile.PAX_FORMAT) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form) as archive:
        for entry in layer.entries:
            info = tarfile.TarInfo(entry.path)
            info.mode, info.uid, info.gid, info.mtime = entry.mode, entry.uid, entry.gid, int(entry.mtime)
            info.type = tarfile.LNKTYPE if entry.same_as else TYPES[entry.kind]
            info.linkname = entry.same_as or entry.target or ""
            info.size = 0 if entry.same_as else entry.size
            archive.addfile(info, io.BytesIO(bytes(info.size)))
        for path in layer.whiteouts:
            folder, _, name = path.rpartition("/")
            archive.addfile(tarfile.TarInfo(f"{folder}/.wh.{name}" if folder else f".wh.{name}"))
        for path in layer.opaque:
            archive.addfile(tarfile.TarInfo(f"{path}/.wh..wh..opq"))
    return stream.getvalue()


def as_told(tree: FileTree) -> list[FileEntry]:
    """What an archive tells of a tree: no ctimes."""
    return [FileEntry(*entry_fields(entry)) for entry in tree]


def entry_fields(entry: FileEntry) -> tuple:
    return (
        entry.path,
        entry.kind,
        entry.mode,
        entry.size,
        entry.uid,
        entry.gid,
        entry.mtime,
        0.0,
        entry.target,
        entry.same_as,
    )


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=12, deadline=None)
@given(st.lists(some_layers(), min_size=1, max_size=3), FORMATS)
def test_layers_come_back_from_every_form(form, layers, tar_format):
    with tempfile.TemporaryDirectory() as folder:
        image = open_archive(FORMS[form]([packed(one, tar_format) for one in layers], Path(folder))).image()
    read = [one.layer for one in image.layers]
    assert [layer.whiteouts for layer in read] == [tuple(sorted(layer.whiteouts)) for layer in layers]
    assert [layer.opaque for layer in read] == [tuple(sorted(layer.opaque)) for layer in layers]
    assert [
        (entry.path, entry.kind, entry.mode, entry.target) for layer in read for entry in layer.entries
    ] == [(entry.path, entry.kind, entry.mode, entry.target) for layer in layers for entry in layer.entries]
    assert list(image.files) == list(reduce(FileTree.apply, read, FileTree.of([])))


@settings(max_examples=200, deadline=None)
@given(trees(), FORMATS)
def test_a_tree_comes_back_from_a_root_file_system(tree, tar_format):
    data = packed(Layer(tuple(tree)), tar_format)
    assert list(open_archive(io.BytesIO(data)).image().files) == as_told(tree)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.lists(NAMES, min_size=1, max_size=6).map(lambda parts: "/".join(["in", *parts])), st.integers(0, 3)
    ),
    FORMATS,
)
def test_any_names_come_back(files, tar_format):
    entries = [FileEntry(path, FileKind.FILE, 0o644, size) for path, size in files.items()]
    tree = FileTree.of(entries)
    data = packed(Layer(tuple(tree)), tar_format)
    found = open_archive(io.BytesIO(data)).image().files
    assert {entry.path: entry.size for entry in found} == {entry.path: entry.size for entry in tree}


@settings(max_examples=300, deadline=None)
@given(st.lists(some_layers(), max_size=5))
def test_stacking_layers_at_once_is_applying_one_after_the_other(layers):
    read = [layer_of(layer.entries, layer.whiteouts, layer.opaque) for layer in layers]
    assert stacked(read) == reduce(FileTree.apply, read, FileTree.of([]))


def layer_of(entries: tuple[FileEntry, ...], whiteouts: tuple[str, ...], opaque: tuple[str, ...]) -> Layer:
    """A layer as it is read: with its links bound."""
    kept = bound({entry.path: entry for entry in entries})
    return Layer(tuple(kept[path] for path in sorted(kept)), whiteouts, opaque)
