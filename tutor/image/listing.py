"""Files of stages, listed by GNU find where they are."""

from __future__ import annotations

from tutor.image.entry import FileEntry, FileKind

FIND_FORMAT = r"%y\t%m\t%s\t%U\t%G\t%T@\t%C@\t%D:%i\t%n\t%P\0%l\0"
"""The ``-printf`` format of one record, to be preceded by the stage's label and a tab.

The fields that may hold any byte come last and end with NUL: the path, and the target of a symlink.
"""

FIELDS = 11


class MalformedListing(ValueError):  # noqa: N818 - reads as what it is
    """A listing does not hold what ``FIND_FORMAT`` writes; the message says which record."""


def parse_listing(data: bytes) -> dict[str, list[FileEntry]]:
    """The entries of each stage by its label, in the order of the listing.

    The root of a stage gives no entry, but a stage that holds nothing else still has its (empty) list. Paths
    whose device and inode are the same are hard links of the first of them. Raises MalformedListing.
    """
    stages: dict[str, list[FileEntry]] = {}
    first_names: dict[tuple[str, str], str] = {}
    parts = data.split(b"\0")
    if parts.pop() != b"" or len(parts) % 2:
        raise MalformedListing(f"the listing of {len(data)} bytes ends in the middle of a record")
    kinds = {kind.value: kind for kind in FileKind}
    for number in range(0, len(parts), 2):
        fields = parts[number].decode("utf-8", "surrogateescape").split("\t", FIELDS - 1)
        try:
            stage, kind_letter, mode, size, uid, gid, mtime, changed, inode, links, path = fields
            entries = stages.setdefault(stage, [])
            if not path:
                continue
            kind = kinds[kind_letter]
            is_file = kind is FileKind.FILE
            same_as = None
            if is_file and links != "1":
                first = first_names.setdefault((stage, inode), path)
                same_as = first if first != path else None
            entries.append(
                FileEntry(
                    path,
                    kind,
                    int(mode, 8) & 0o7777,
                    int(size) if is_file else 0,
                    int(uid),
                    int(gid),
                    float(mtime),
                    float(changed),
                    parts[number + 1].decode("utf-8", "surrogateescape")
                    if kind is FileKind.SYMLINK
                    else None,
                    same_as,
                )
            )
        except (ValueError, KeyError) as problem:
            raise MalformedListing(f"record {number // 2 + 1} of the listing: {problem}") from problem
    return stages
