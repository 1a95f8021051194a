"""RPM's SQLite database, made here as RPM makes it."""

from __future__ import annotations

import sqlite3
import struct

import pytest

from tests.image.trees import file, tree
from tutor.image.packages import Package, packages_of
from tutor.image.packages.rpm import Unreadable, rpm_packages

PATH = "usr/lib/sysimage/rpm/rpmdb.sqlite"


def header(name: str, version: str, release: str) -> bytes:
    texts = {1000: name, 1001: version, 1002: release, 1004: "a summary\nof two lines"}
    entries, data = b"", b""
    for tag, text in texts.items():
        entries += struct.pack(">IIII", tag, 6, len(data), 1)
        data += text.encode() + b"\0"
    return struct.pack(">II", len(texts), len(data)) + entries + data


def database(*headers: bytes, statement: str = "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB)"):
    connection = sqlite3.connect(":memory:")
    connection.execute(statement)
    connection.executemany("INSERT INTO Packages (blob) VALUES (?)", [(each,) for each in headers])
    connection.commit()
    made = bytearray(connection.serialize())
    made[18:20] = b"\2\2"  # RPM keeps a write-ahead log
    return bytes(made)


def test_packages_have_version_and_release_and_keys_are_none():
    made = database(header("bash", "5.2", "1.fc43"), header("gpg-pubkey", "abc", "def"))
    packages, notes = packages_of(tree(file(PATH, len(made))), {PATH: made})
    assert packages == (Package("bash", "5.2-1.fc43", "rpm"),)
    assert notes == ()


def test_a_damaged_header_is_passed_over():
    whole = header("bash", "5", "1")
    assert rpm_packages(database(whole[:20], b"", b"\xff" * 40, whole)) == [Package("bash", "5-1", "rpm")]


@pytest.mark.parametrize(
    "content", [b"", b"nothing", b"SQLite format 3\0", b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_what_is_no_database_is_told_and_not_guessed(content):
    with pytest.raises(Unreadable):
        rpm_packages(content)
    packages, notes = packages_of(tree(file(PATH, 9)), {PATH: content})
    assert packages == ()
    assert "cannot be read" in notes[0]


def test_a_cut_database_never_raises_anything_else():
    made = database(*(header(f"package{number}", "1", "1") for number in range(200)))
    for length in range(0, len(made), 997):
        try:
            rpm_packages(made[:length])
        except Unreadable:
            continue


def test_a_view_that_never_ends_is_given_up():
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIEW Packages AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
        "SELECT x AS blob FROM n WHERE x < 0"
    )
    connection.commit()
    with pytest.raises(Unreadable, match="interrupted"):
        rpm_packages(connection.serialize())
