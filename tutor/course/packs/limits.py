"""How large a pack may be; generous for lessons and applications, small for a disk."""

from __future__ import annotations

MOST_FILES = 5_000
MOST_FILE_BYTES = 5_000_000
MOST_BYTES = 50_000_000
MOST_ARCHIVE_BYTES = 100_000_000
"""Of an archive, packed or unpacked, with everything in it that is not taken."""
LONGEST_PATH = 200
"""Characters below the pack: with a home folder before it, that is what Windows takes."""
DEEPEST = 16
CLONE_SECONDS = 120.0
