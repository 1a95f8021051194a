"""Short ways to write trees down, and strategies that make up many."""

from __future__ import annotations

from hypothesis import strategies as st

from tutor.image import FileEntry, FileKind, FileTree, Layer

FILE, DIRECTORY, SYMLINK = FileKind.FILE, FileKind.DIRECTORY, FileKind.SYMLINK


def file(path, size=1, mode=0o644, **more) -> FileEntry:
    return FileEntry(path, FILE, mode, size, **more)


def folder(path, mode=0o755, **more) -> FileEntry:
    return FileEntry(path, DIRECTORY, mode, **more)


def link(path, target, **more) -> FileEntry:
    return FileEntry(path, SYMLINK, 0o777, target=target, **more)


def tree(*entries: FileEntry) -> FileTree:
    return FileTree.of(entries)


PATHS = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map("/".join)
TIMES = st.sampled_from([1.0, 2.0])


@st.composite
def entries(draw) -> FileEntry:
    path, mode, time = draw(PATHS), draw(st.sampled_from([0o755, 0o600])), draw(TIMES)
    kind = draw(st.sampled_from([FILE, FILE, FILE, DIRECTORY, SYMLINK]))
    if kind is SYMLINK:
        return FileEntry(path, kind, 0o777, mtime=time, target=draw(PATHS))
    size = draw(st.integers(0, 100)) if kind is FILE else 0
    return FileEntry(path, kind, mode, size, mtime=time, changed=draw(TIMES))


@st.composite
def trees(draw) -> FileTree:
    """A tree in which some files have several names."""
    made = FileTree.of(draw(st.lists(entries(), max_size=12)))
    files = [entry.path for entry in made if entry.kind is FILE]
    if not files:
        return made
    links = draw(st.lists(st.tuples(PATHS, st.sampled_from(files)), max_size=4))
    free = [FileEntry(path, FILE, 0o644, same_as=of) for path, of in links if path not in made and path != of]
    return FileTree.of([*made, *free])


@st.composite
def layers(draw) -> Layer:
    """A layer that need not fit what it is put on."""
    stored = [entry for entry in draw(trees()) if draw(st.booleans())]
    return Layer(
        tuple(stored),
        whiteouts=tuple(draw(st.lists(PATHS, max_size=2, unique=True))),
        opaque=tuple(draw(st.lists(PATHS, max_size=2, unique=True))),
    )
