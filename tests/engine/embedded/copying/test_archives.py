"""What ADD does with archives. Every value was read off Docker 28.5."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile

import pytest
import zstandard

from tests.engine.embedded.copying.stages import CONTENTS, changed, file, folder, link, refused, stored, tree
from tutor.engine.embedded.contents import HEAD_BYTES
from tutor.engine.errors import NotRecorded
from tutor.image import FileEntry, FileKind

FOLDER, SYMLINK, HARD_LINK = tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE


def archive(*members: tuple[str, bytes | None, dict[str, object]]) -> bytes:
    """A tar archive of (name, content or None, other fields)."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, content, fields in members:
            info = tarfile.TarInfo(name)
            info.mode = 0o644
            for field, value in fields.items():
                setattr(info, field, value)
            info.size = len(content or b"")
            tar.addfile(info, io.BytesIO(content or b""))
    return packed.getvalue()


PLAIN = archive(
    ("x/y/f", b"1", {"uid": 7, "gid": 8, "mode": 0o4640}),
    ("x/", None, {"type": FOLDER, "mode": 0o700, "uid": 5}),
    ("x/l", None, {"type": SYMLINK, "linkname": "../z"}),
    ("x/h", None, {"type": HARD_LINK, "linkname": "x/y/f", "uid": 7, "gid": 8, "mode": 0o4640}),
    (".", None, {"type": FOLDER, "mode": 0o711}),
)
UNPACKED = {
    "o": "d 755 0:0",
    "o/x": "d 700 5:0",
    "o/x/h": "f 4640 7:8 1",
    "o/x/l": "l 777 0:0 -> ../z",
    "o/x/y": "d 755 0:0",
    "o/x/y/f": "f 4640 7:8 1 = o/x/h",
}


def added(line: str, name: str, content: bytes, **more) -> dict[str, str]:
    return stored(line, context=tree(file(name, content)), **more)


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_add_unpacks_archives_whatever_their_names(pack):
    assert added("ADD a /o/", "a", pack(PLAIN)) == UNPACKED
    assert added("ADD a /o", "a", pack(PLAIN)) == UNPACKED


def test_copy_and_a_switch_leave_archives_alone():
    for line in ("COPY a /o/", "ADD --unpack=false a /o/"):
        assert list(added(line, "a", PLAIN)) == ["o", "o/a"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(gzip.compress(b"hello"), id="short"),
        pytest.param(gzip.compress(b"z" * 2000), id="long"),
        pytest.param(gzip.compress(PLAIN)[:40], id="broken off"),
        pytest.param(b"no tar", id="text"),
        pytest.param(archive(), id="archive of nothing"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_is_no_archive_is_copied(content):
    assert list(added("ADD a.tar /o/", "a.tar", content)) == ["o", "o/a.tar"]


def test_a_link_to_an_archive_is_unpacked_but_not_an_archive_in_a_folder():
    context = tree(file("a.tar", PLAIN), link("l", "a.tar"), folder("d"), file("d/a.tar", PLAIN))
    assert stored("ADD l /o", context=context) == UNPACKED
    assert list(stored("ADD d /o", context=context)) == ["o", "o/a.tar"]


def test_chown_counts_for_all_that_is_unpacked_and_chmod_and_exclude_for_nothing():
    owned = added("ADD --chown=9:10 --chmod=600 --exclude=x a /o/", "a", PLAIN)
    assert {text.split()[2] for path, text in owned.items() if path != "o/x/y"} == {"9:10"}
    assert owned["o/x/y/f"] == "f 4640 9:10 1 = o/x/h"
    assert owned["o/x/y"] == "d 755 0:0"


def test_a_folder_that_is_there_gets_the_mode_of_the_archive_and_other_things_are_replaced():
    content = archive(
        ("bin", None, {"type": FOLDER, "mode": 0o700}),
        ("etc/passwd/", None, {"type": FOLDER}),
        ("t", b"file", {}),
        ("lnk", None, {"type": FOLDER, "mode": 0o755}),
    )
    stage = tree(folder("bin"), file("bin/sh"), file("etc/passwd"), folder("t/k"), link("lnk", "bin"))
    into = changed("ADD a /", context=tree(file("a", content)), stage=stage)
    assert {entry.path: (entry.kind.value, entry.mode) for entry in into.layer().entries} == {
        "bin": ("d", 0o700),
        "etc/passwd": ("d", 0o644),
        "lnk": ("d", 0o755),
        "t": ("f", 0o644),
    }
    assert into.get("t/k") is None
    assert into.get("bin/sh") is not None


def test_links_in_the_way_are_followed_with_the_folder_that_is_unpacked_into_as_their_root():
    content = archive(("s", None, {"type": SYMLINK, "linkname": "/etc"}), ("s/new", b"1", {}))
    assert added("ADD a /o/", "a", content) == {
        "o": "d 755 0:0",
        "o/etc": "d 755 0:0",
        "o/etc/new": "f 644 0:0 1",
        "o/s": "l 777 0:0 -> /etc",
    }


def test_a_member_may_come_twice():
    content = archive(("a", b"1", {}), ("b", None, {"type": HARD_LINK, "linkname": "a"}), ("a", b"22", {}))
    assert added("ADD a /o/", "a", content) == {
        "o": "d 755 0:0",
        "o/a": "f 644 0:0 22",
        "o/b": "f 644 0:0 1",
    }


def test_members_that_lead_out_are_refused():
    def refusal(*members):
        return refused("ADD a /o/", context=tree(file("a", archive(*members))))

    assert refusal(("../q", b"1", {})) == 'invalid entry name "../q"'
    climbing = ("s", None, {"type": SYMLINK, "linkname": "../../../etc"})
    assert refusal(climbing, ("s/new", b"1", {})) == "statat s: path escapes from parent"
    lost = ("h", None, {"type": HARD_LINK, "linkname": "nope"})
    assert refusal(lost) == "linkat nope h: no such file or directory"
    assert added("ADD a /o/", "a", archive(("/abs", b"1", {}))) == {"o": "d 755 0:0", "o/abs": "f 644 0:0 1"}


def test_a_file_in_the_place_of_the_folder_is_named():
    context = tree(file("a", PLAIN))
    assert refused("ADD a /etc/passwd", context=context) == "mkdir /etc/passwd: not a directory"


def test_a_file_of_unknown_content_may_be_an_archive():
    unknown = FileEntry("a", FileKind.FILE, 0o644, 9, digest="sha256:unknown")
    with pytest.raises(NotRecorded, match="ADD a"):
        changed("ADD a /o/", context=tree(unknown))


def test_a_large_file_that_does_not_begin_like_an_archive_is_none():
    content = b"x" * (HEAD_BYTES + 1)
    CONTENTS.add(content)
    assert list(added("ADD a /o/", "a", content)) == ["o", "o/a"]
