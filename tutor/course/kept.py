"""The files of earlier attempts' stages, kept so that any two of them can be compared.

A convenience beside the progress file: bounded, and never the reason why a build fails.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import zstandard

from tutor.engine.result import BuildResult, StageImage
from tutor.home import home_folder
from tutor.image import Image, ImageConfig
from tutor.image.tree_bytes import MalformedPacking, pack_tree, unpack_tree

FILE = "attempts.sqlite3"
MOST_BYTES = 256 * 1024 * 1024
"""What all kept files may weigh; the oldest attempts go first."""

BUSY_SECONDS = 2.0

_TABLES = """
CREATE TABLE IF NOT EXISTS contents (key TEXT PRIMARY KEY, bytes INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS stages (
    attempt INTEGER NOT NULL, number INTEGER NOT NULL, label TEXT NOT NULL, size INTEGER,
    files TEXT NOT NULL, told TEXT NOT NULL, PRIMARY KEY (attempt, number)
);
"""


class _Told(msgspec.Struct):
    """What is kept of a stage besides its files."""

    config: ImageConfig | None
    documents: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class KeptStage:
    """A stage of an earlier attempt; ``size`` is the bytes of its layers, None where not measured."""

    number: int
    label: str
    size: int | None
    image: Image


class KeptImages:
    """What the stages of attempts held, by the attempt's id; safe from several threads and processes."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = home_folder() / FILE if path is None else path

    @classmethod
    def beside(cls, progress: Path) -> KeptImages:
        """What is kept for the attempts of this progress file."""
        return cls(progress.with_name(FILE))

    def keep(self, attempt: int, result: BuildResult) -> None:
        """Keep the listed stages of an attempt; where the disk does not let us, they are not kept."""
        rows = [(stage, *_packed(stage)) for stage in result.stages if stage.files is not None]
        if not rows:
            return
        with contextlib.suppress(sqlite3.Error, OSError), self._database() as database:
            database.execute("BEGIN IMMEDIATE")
            for stage, files, told in rows:
                keys = [_kept(database, data) for data in (files, told)]
                database.execute(
                    "INSERT OR REPLACE INTO stages VALUES (?, ?, ?, ?, ?, ?)",
                    (attempt, stage.index, stage.label, stage.size, *keys),
                )
            _make_room(database, attempt)
            database.execute("COMMIT")

    def attempts(self) -> frozenset[int]:
        """The attempts of which files are kept."""
        with contextlib.suppress(sqlite3.Error, OSError), self._database() as database:
            return frozenset(row[0] for row in database.execute("SELECT DISTINCT attempt FROM stages"))
        return frozenset()

    def stages(self, attempt: int) -> tuple[KeptStage, ...]:
        """The stages of an attempt in file order; () where nothing is kept of it, or it cannot be read."""
        rows: list[tuple[int, str, int | None, bytes, bytes]] = []
        with contextlib.suppress(sqlite3.Error, OSError), self._database() as database:
            rows = database.execute(
                "SELECT number, label, size, f.data, t.data FROM stages "
                "JOIN contents f ON f.key = files JOIN contents t ON t.key = told "
                "WHERE attempt = ? ORDER BY number",
                (attempt,),
            ).fetchall()
        with contextlib.suppress(MalformedPacking, msgspec.DecodeError, zstandard.ZstdError):
            return tuple(_unpacked(*row) for row in rows)
        return ()

    @contextlib.contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            try:
                database.executescript(_TABLES)
            except sqlite3.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF in (
                    sqlite3.SQLITE_CORRUPT,
                    sqlite3.SQLITE_NOTADB,
                ):
                    database.close()
                    self.path.unlink(missing_ok=True)  # nothing in it is the learner's own work
                raise
            yield database
        finally:
            database.close()


def _packed(stage: StageImage) -> tuple[bytes, bytes]:
    assert stage.files is not None
    told = msgspec.msgpack.encode(_Told(stage.config, dict(stage.documents)))
    return pack_tree(stage.files), zstandard.ZstdCompressor().compress(told)


def _unpacked(number: int, label: str, size: int | None, files: bytes, told: bytes) -> KeptStage:
    known = msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(told), type=_Told)
    return KeptStage(number, label, size, Image(label, unpack_tree(files), known.config, known.documents))


def _kept(database: sqlite3.Connection, data: bytes) -> str:
    """The key of a content that is in the database now; base images come again with every attempt."""
    key = hashlib.sha256(data).hexdigest()
    database.execute("INSERT OR IGNORE INTO contents VALUES (?, ?, ?)", (key, len(data), data))
    return key


def _make_room(database: sqlite3.Connection, newest: int) -> None:
    """Let go of the oldest attempts until the rest fits."""
    while True:
        (held,) = database.execute("SELECT total(bytes) FROM contents").fetchone()
        (oldest,) = database.execute("SELECT min(attempt) FROM stages").fetchone()
        if held <= MOST_BYTES or oldest is None or oldest >= newest:
            return
        database.execute("DELETE FROM stages WHERE attempt = ?", (oldest,))
        database.execute(
            "DELETE FROM contents WHERE key NOT IN (SELECT files FROM stages UNION SELECT told FROM stages)"
        )
