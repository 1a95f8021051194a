"""Layers that were read once, kept on disk by the digest of their content."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import zstandard

from tutor.image.archive.layer_reading import ReadLayer
from tutor.image.entry import FileEntry
from tutor.image.layer import Layer

FORMAT = 1
"""Goes up when what is stored changes; what other versions stored is not read."""

MOST_BYTES = 256 * 1024 * 1024
MOST_UNPACKED_BYTES = 1024 * 1024 * 1024
BUSY_SECONDS = 5.0
ZSTD_LEVEL = 3
BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

SCHEMA = """
CREATE TABLE IF NOT EXISTS layers (
    diff_id TEXT PRIMARY KEY,
    format INTEGER NOT NULL,
    body BLOB NOT NULL,
    used INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_use ON layers (used, diff_id, length(body));
"""


class _Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A layer as it is stored; ``escaped`` texts hold the bytes of names that are no UTF-8."""

    entries: tuple[FileEntry, ...]
    whiteouts: tuple[str, ...]
    opaque: tuple[str, ...]
    documents: dict[str, bytes]
    packed_bytes: int
    escaped: bool = False


_ENCODE = msgspec.msgpack.Encoder()
_DECODE = msgspec.msgpack.Decoder(_Kept)


class LayerStore:
    """A file of layers; those that nobody used for long go first when it grows beyond ``most_bytes``.

    For several threads and processes at once. It only ever saves time: a file that is damaged, not writable
    or on a full disk loses layers, and raises nothing. Whoever puts a layer in vouches for its digest.
    """

    def __init__(
        self, path: Path, *, most_bytes: int = MOST_BYTES, now: Callable[[], int] = time.time_ns
    ) -> None:
        self._path = path
        self._most_bytes = most_bytes
        self._now = now
        self._lock = threading.Lock()

    def get(self, diff_id: str) -> ReadLayer | None:
        """The layer whose uncompressed archive has that digest (``sha256:…``), None when it is not known."""
        body = None
        with contextlib.suppress(sqlite3.Error, OSError), self._database() as database:
            row = database.execute(
                "SELECT body FROM layers WHERE diff_id = ? AND format = ?", (diff_id, FORMAT)
            ).fetchone()
            body = row[0] if row is not None else None
            if body is not None:
                with contextlib.suppress(sqlite3.Error):  # a file that is read only can be read all the same
                    database.execute("UPDATE layers SET used = ? WHERE diff_id = ?", (self._now(), diff_id))
        if body is None:
            return None
        try:
            return _unpacked(body)
        except (zstandard.ZstdError, msgspec.DecodeError, UnicodeError, TypeError):
            with contextlib.suppress(sqlite3.Error, OSError), self._database() as database:
                database.execute("DELETE FROM layers WHERE diff_id = ?", (diff_id,))
            return None

    def put(self, diff_id: str, layer: ReadLayer) -> None:
        """Keep a layer, at the cost of those that were not used for the longest time."""
        body = _packed(layer)
        if len(body) > self._most_bytes:
            return
        with contextlib.suppress(sqlite3.Error, OSError), self._database() as database:
            database.execute("BEGIN IMMEDIATE")
            database.execute(
                "INSERT OR REPLACE INTO layers VALUES (?, ?, ?, ?)", (diff_id, FORMAT, body, self._now())
            )
            self._shrink(database)
            database.execute("COMMIT")

    def _shrink(self, database: sqlite3.Connection) -> None:
        kept = 0
        gone = []
        for diff_id, size in database.execute(
            "SELECT diff_id, length(body) FROM layers ORDER BY used DESC"
        ).fetchall():
            kept += size
            if kept > self._most_bytes:
                gone.append((diff_id,))
        database.executemany("DELETE FROM layers WHERE diff_id = ?", gone)

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        """A connection for one piece of work; a file that is no database is set aside first."""
        with self._lock:
            try:
                database = self._opened()
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode & 0xFF not in BROKEN:
                    raise
                self._set_aside()
                database = self._opened()
            try:
                yield database
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode & 0xFF in BROKEN:
                    self._set_aside()
                raise
            finally:
                database.close()

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(
            self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            database.execute("PRAGMA synchronous = OFF")  # what a crash destroys is read anew
            if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'by_use'").fetchone() is None:
                database.executescript("PRAGMA auto_vacuum = FULL;" + SCHEMA)
        except BaseException:
            database.close()
            raise
        return database

    def _set_aside(self) -> None:
        with contextlib.suppress(OSError):
            self._path.replace(self._path.with_name(f"{self._path.name}.damaged"))
        for ending in ("-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                self._path.with_name(f"{self._path.name}{ending}").unlink()


def _packed(read: ReadLayer) -> bytes:
    layer = read.layer
    kept = _Kept(layer.entries, layer.whiteouts, layer.opaque, read.documents, read.packed_bytes)
    try:
        data = _ENCODE.encode(kept)
    except UnicodeEncodeError:
        data = _ENCODE.encode(_with_texts(kept, _escaped, escaped=True))
    return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(data)


def _unpacked(body: bytes) -> ReadLayer:
    data = zstandard.ZstdDecompressor().decompress(body, max_output_size=MOST_UNPACKED_BYTES)
    kept = _DECODE.decode(data)
    if kept.escaped:
        kept = _with_texts(kept, _as_it_was, escaped=False)
    return ReadLayer(Layer(kept.entries, kept.whiteouts, kept.opaque), kept.documents, kept.packed_bytes)


def _escaped(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def _as_it_was(text: str) -> str:
    return text.encode("latin-1").decode("utf-8", "surrogateescape")


def _with_texts(kept: _Kept, change: Callable[[str], str], *, escaped: bool) -> _Kept:
    def maybe(text: str | None) -> str | None:
        return None if text is None else change(text)

    return _Kept(
        tuple(
            msgspec.structs.replace(
                entry, path=change(entry.path), target=maybe(entry.target), same_as=maybe(entry.same_as)
            )
            for entry in kept.entries
        ),
        tuple(map(change, kept.whiteouts)),
        tuple(map(change, kept.opaque)),
        {change(path): content for path, content in kept.documents.items()},
        kept.packed_bytes,
        escaped,
    )
