"""Two small trees with one path of every sign."""

from __future__ import annotations

from tutor.image import FileEntry, FileKind, FileTree
from tutor.image.merged_tree import MergedTree


def file(path: str, size: int, mode: int = 0o644, digest: str | None = None) -> FileEntry:
    return FileEntry(path, FileKind.FILE, mode, size, digest=digest and f"sha256:{digest}")


BEFORE = FileTree.of(
    [
        file("usr/bin/gcc", 50_000_000, 0o755, "gcc"),
        file("usr/bin/su", 70_000, 0o4755, "su"),
        file("usr/lib/libc.so", 2_000_000, 0o644, "libc"),
        file("etc/app.conf", 40, 0o644, "old"),
        file("out/tool", 3_000_000, 0o755, "tool"),
    ]
)
AFTER = FileTree.of(
    [
        file("usr/lib/libc.so", 2_000_000, 0o644, "libc"),
        file("etc/app.conf", 60, 0o600, "new"),
        file("bin/tool", 3_000_000, 0o755, "tool"),
        file("etc/added", 5, 0o644, "added"),
    ]
)


def merged() -> MergedTree:
    tree = MergedTree.of(BEFORE, AFTER)
    tree.prepare()
    return tree


def many(count: int = 100_000) -> MergedTree:
    """Two trees of so many files, of which a tenth differ, half of them in one folder."""

    def tree(changed: bool) -> FileTree:
        return FileTree.of(
            file(f"one/{n}" if n % 2 else f"d{n % 97}/e{n % 13}/{n}", n % 5000 + (changed and n % 10 == 0))
            for n in range(count)
        )

    both = MergedTree.of(tree(False), tree(True))
    both.prepare()
    return both
