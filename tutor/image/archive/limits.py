"""How much an archive may ask of this machine; whoever made it may wish us ill."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.image.archive.malformed import MalformedArchive

MOST_HEADER_BYTES = 1024 * 1024
"""No honest archive has a longer PAX header or name; a hostile one must not fill the memory."""

MOST_PATH_BYTES = 4096
"""Linux takes no longer path (PATH_MAX), so none can have come from a file system."""

MOST_DOCUMENT_BYTES = 4 * 1024 * 1024
"""Engines refuse longer manifests and configs too (containers/image, ``MaxManifestBodySize``)."""

MOST_SYMLINKS = 40


@dataclass
class Allowance:
    """What reading one archive may still use up, all its layers together.

    ``entries`` counts paths, ``name_bytes`` their characters with those of link targets, ``unpacked_bytes``
    what comes out of gzip and zstd, ``document_bytes`` what is kept of contents.
    """

    entries: int = 2_000_000
    name_bytes: int = 256 * 1024 * 1024
    unpacked_bytes: int = 64 * 1024 * 1024 * 1024
    document_bytes: int = 128 * 1024 * 1024

    def unpacked(self, count: int) -> None:
        """Account for bytes that a decompressor made. Raises MalformedArchive."""
        self.unpacked_bytes -= count
        if self.unpacked_bytes < 0:
            raise MalformedArchive("it unpacks to more than any honest image; it may be a decompression bomb")

    def named(self, paths: int, characters: int) -> None:
        """Account for paths that were read. Raises MalformedArchive."""
        self.entries -= paths
        self.name_bytes -= characters
        if self.entries < 0 or self.name_bytes < 0:
            raise MalformedArchive("it names more files than any honest image")

    def keeps(self, count: int) -> bool:
        """Whether so many bytes of content may be kept; they are accounted for when they may."""
        if count > self.document_bytes:
            return False
        self.document_bytes -= count
        return True
