"""RPM's database of today, an SQLite file with a header in each row.

https://rpm-software-management.github.io/rpm/manual/format_header.html
"""

from __future__ import annotations

import struct

from tutor.image.packages.package import Package

FOLDERS = ("var/lib/rpm", "usr/lib/sysimage/rpm")
RPM_SQLITE = tuple(f"{folder}/rpmdb.sqlite" for folder in FOLDERS)
RPM_OTHERS = tuple(f"{folder}/{name}" for folder in FOLDERS for name in ("Packages.db", "Packages"))
"""What earlier releases wrote (ndb, Berkeley DB): not read here."""

NAME, VERSION, RELEASE = 1000, 1001, 1002
TYPE_STRING = 6

PUBLIC_KEY = "gpg-pubkey"
"""Keys are kept like packages and are none."""

SQLITE_MAGIC = b"SQLite format 3\0"
JOURNAL_VERSIONS = slice(18, 20)
ROLLBACK = b"\1\1"
"""In memory there is no write-ahead log, which the file's header asks for."""

MOST_PACKAGES = 100_000
MOST_HEADER_ENTRIES = 4_096
MOST_INSTRUCTIONS = 50_000_000
"""Of SQLite's machine: a hundred times what an honest database takes; a hostile one may never end."""

INSTRUCTIONS_A_LOOK = 100_000


class Unreadable(ValueError):  # noqa: N818 - reads as what it is
    """Bytes that are no RPM database."""


def rpm_packages(database: bytes) -> list[Package]:
    """The installed packages. Raises Unreadable."""
    import sqlite3

    if not database.startswith(SQLITE_MAGIC):
        raise Unreadable("it is no SQLite file")
    content = bytearray(database)
    content[JOURNAL_VERSIONS] = ROLLBACK
    looks = 0

    def too_long() -> bool:
        nonlocal looks
        looks += 1
        return looks * INSTRUCTIONS_A_LOOK > MOST_INSTRUCTIONS

    connection = sqlite3.connect(":memory:")
    try:
        connection.set_progress_handler(too_long, INSTRUCTIONS_A_LOOK)
        connection.deserialize(bytes(content))
        connection.execute("PRAGMA trusted_schema = OFF")
        rows = connection.execute(f"SELECT blob FROM Packages LIMIT {MOST_PACKAGES}")
        found = [package for (header,) in rows if (package := _package(header)) is not None]
    except (sqlite3.Error, OverflowError, MemoryError) as error:
        raise Unreadable(str(error)) from error
    finally:
        connection.close()
    return found


def _package(header: object) -> Package | None:
    if not isinstance(header, bytes) or len(header) < 8:
        return None
    count, size = struct.unpack_from(">II", header)
    start = 8 + 16 * count
    if count > MOST_HEADER_ENTRIES or start + size > len(header):
        return None
    texts: dict[int, str] = {}
    for number in range(count):
        tag, kind, offset, _ = struct.unpack_from(">IIII", header, 8 + 16 * number)
        if tag in (NAME, VERSION, RELEASE) and kind == TYPE_STRING and offset < size:
            end = header.find(b"\0", start + offset)
            texts[tag] = header[start + offset : end].decode("utf-8", "replace") if end > 0 else ""
    name = texts.get(NAME, "")
    if name in ("", PUBLIC_KEY):
        return None
    version = "-".join(text for tag in (VERSION, RELEASE) if (text := texts.get(tag)))
    return Package(name, version, "rpm")
