"""From the probe's output to a file tree and documents for every boundary."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from tutor.engine.moby.lister import records_of_plain
from tutor.image import FileEntry, FileTree, parse_listing

MEMBER = re.compile(r"[^/]+/(?:(?P<number>\d+)/)?(?P<what>list|plain|diff|docs/(?P<path>.+))")

BASES_KEPT = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """The files of one boundary, and the content of those documents that its stage holds."""

    files: FileTree
    documents: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class _Output:
    """What the probe wrote for one boundary: all records, or the difference to the boundary before."""

    records: frozenset[bytes] | None = None
    diff: list[bytes] | None = None
    documents: dict[str, bytes] = field(default_factory=dict)


def read_output(archive: bytes) -> dict[int, Listed]:
    """Read the tar archive of the probe's output folder; the output of a single lister counts as number 0.

    Raises MalformedListing, TarError."""
    outputs = _outputs(archive)
    listed: dict[int, Listed] = {}
    previous: tuple[frozenset[bytes], Mapping[str, FileEntry]] | None = None
    for number in sorted(outputs):
        output = outputs[number]
        if output.diff is not None and previous is not None:
            records, entries = _changed(*previous, output.diff)
        elif output.records is not None:
            records, entries = output.records, _entries(output.records)
        else:
            continue
        previous = (records, entries) if output.records is None or output.diff is None else None
        tree = FileTree.of(entries.values())
        listed[number] = Listed(tree, _true_documents(tree, output.documents))
    return listed


def _outputs(archive: bytes) -> dict[int, _Output]:
    outputs: dict[int, _Output] = {}
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        for member in tar:
            found = MEMBER.fullmatch(member.name)
            file = tar.extractfile(member) if found and member.isfile() else None
            if found is None or file is None:
                continue
            output = outputs.setdefault(int(found["number"] or 0), _Output())
            content = file.read()
            if found["path"]:
                output.documents[found["path"]] = content
            elif found["what"] == "list":
                output.records = _records(content)
            elif found["what"] == "plain":
                output.records = frozenset(records_of_plain(content))
            else:
                output.diff = list(_strings(content))
    return outputs


@lru_cache(maxsize=BASES_KEPT)
def _records(content: bytes) -> frozenset[bytes]:
    return frozenset(_strings(content))


@lru_cache(maxsize=BASES_KEPT)
def _entries(records: frozenset[bytes]) -> Mapping[str, FileEntry]:
    """Kept, since the whole listings are those of base images, which come again with every build."""
    return {entry.path: entry for entry in _parse(records)}


def _strings(content: bytes) -> Iterator[bytes]:
    yield from content.split(b"\0")[:-1]


def _changed(
    records: frozenset[bytes], entries: Mapping[str, FileEntry], diff: list[bytes]
) -> tuple[frozenset[bytes], Mapping[str, FileEntry]]:
    """Apply a difference as ``comm -3`` writes it: what came anew is indented by a tab, what went is not.

    Names of one file are parsed together every time: which of them counts may change with any of them.
    """
    gone = {record for record in diff if not record.startswith(b"\t")}
    came = {record[1:] for record in diff if record.startswith(b"\t")}
    records = (records - gone) | came
    linked = {record for record in records if _is_linked(record)}
    changed = dict(entries)
    for record in gone:
        changed.pop(_path(record), None)
    changed.update((entry.path, entry) for entry in _parse(came | linked))
    return records, changed


def _parse(records: Iterable[bytes]) -> list[FileEntry]:
    """The entries, those of files with several names in the order of their paths: the first name counts."""
    linked: list[bytes] = []
    others: list[bytes] = []
    for record in records:
        (linked if _is_linked(record) else others).append(record)
    linked.sort(key=_path)
    listing = b"".join([b"s\t" + record.replace(b"//", b"\0", 1) + b"\0" for record in (*linked, *others)])
    return parse_listing(listing).get("s", [])


def _path(record: bytes) -> str:
    return record.split(b"\t", 9)[9].partition(b"//")[0].decode("utf-8", "surrogateescape")


def _is_linked(record: bytes) -> bool:
    return record.startswith(b"f") and record.split(b"\t", 9)[8] != b"1"


def _true_documents(tree: FileTree, documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Only those that the tree confirms: a link to a folder of the listing container leads astray."""
    return {
        path: content
        for path, content in documents.items()
        if (entry := tree.resolve(path)) is not None and entry.size == len(content)
    }
