from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from tutor.image import FIND_FORMAT, FileKind, FileTree, MalformedListing, parse_listing


def record(stage, path, kind="f", mode="644", size=1, inode="1:1", links=1, target="") -> bytes:
    fields = [stage, kind, mode, str(size), "0", "0", "1.5000000000", "2.5000000000", inode, str(links), path]
    return os.fsencode("\t".join(fields)) + b"\0" + os.fsencode(target) + b"\0"


def test_records_are_sorted_by_stage_and_the_root_is_left_out():
    data = (
        record("0", "", "d")
        + record("0", "a", size=3)
        + record("1", "", "d")
        + record("1", "b", "l", target="a")
    )
    stages = parse_listing(data)
    assert [entry.path for entry in stages["0"]] == ["a"]
    assert stages["0"][0].size == 3
    assert (stages["0"][0].mtime, stages["0"][0].changed) == (1.5, 2.5)
    assert (stages["1"][0].kind, stages["1"][0].target) == (FileKind.SYMLINK, "a")


def test_a_stage_with_nothing_in_it_is_there():
    assert parse_listing(record("2", "", "d")) == {"2": []}
    assert parse_listing(b"") == {}


def test_one_inode_is_one_file_within_its_stage():
    data = b"".join(record(stage, path, inode="7:9", links=2) for stage in "01" for path in ("x", "y"))
    stages = parse_listing(data)
    assert [entry.same_as for entry in stages["0"]] == [None, "x"]
    assert [entry.same_as for entry in stages["1"]] == [None, "x"]


def test_equal_inodes_on_two_devices_are_two_files():
    data = record("0", "x", inode="7:9", links=2) + record("0", "y", inode="8:9", links=2)
    assert [entry.same_as for entry in parse_listing(data)["0"]] == [None, None]


@pytest.mark.parametrize(
    "data", [b"0\tf", b"0\tf\0\0", record("0", "a") + b"0\tf\0", record("0", "a", kind="?")]
)
def test_a_listing_that_is_cut_off_or_garbled_is_refused(data):
    with pytest.raises(MalformedListing, match="listing"):
        parse_listing(data)


@pytest.mark.skipif(shutil.which("find") is None, reason="there is no find")
def test_what_find_writes_is_read_back(tmp_path):
    names = [
        b"plain",
        b"with space",
        b"tab\there",
        b"line\nbreak",
        b"caf\xe9",
        "grün".encode(),
        b"back\\slash",
        b"50%",
    ]
    for number, name in enumerate(names):
        (tmp_path / os.fsdecode(name)).write_bytes(b"x" * number)
    (tmp_path / "plain").chmod(0o4755)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "again").hardlink_to(tmp_path / "plain")
    (tmp_path / "arrow").symlink_to("line\nbreak\ttab")
    os.mkfifo(tmp_path / "pipe")
    data = subprocess.run(
        ["find", ".", "-xdev", "-printf", "first\\t" + FIND_FORMAT],
        cwd=tmp_path,
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        check=True,
    ).stdout
    made = FileTree.of(parse_listing(data)["first"])
    assert {os.fsencode(entry.path) for entry in made} == {
        *names,
        b"folder",
        b"folder/again",
        b"arrow",
        b"pipe",
    }
    for number, name in enumerate(names):
        entry = made.get(os.fsdecode(name))
        assert entry is not None
        assert entry.size == number
    plain, again = made.get("plain"), made.get("folder/again")
    assert plain is not None
    assert again is not None
    assert plain.mode == 0o4755
    assert plain.mtime == pytest.approx((tmp_path / "plain").stat().st_mtime, abs=1e-3)
    assert plain.changed == pytest.approx((tmp_path / "plain").stat().st_ctime, abs=1e-3)
    assert (again.same_as, plain.same_as) == (None, "folder/again")
    arrow, pipe = made.get("arrow"), made.get("pipe")
    assert arrow is not None
    assert arrow.target == "line\nbreak\ttab"
    assert pipe is not None
    assert pipe.kind is FileKind.FIFO
