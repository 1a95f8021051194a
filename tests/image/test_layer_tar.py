from __future__ import annotations

import io
import tarfile

from tests.image.test_tar import archive, member
from tutor.image import FileKind
from tutor.image.archive.layer_tar import read_layer


def layer(*members):
    return read_layer(io.BytesIO(archive(*members)), max_entries=100)


def test_whiteouts_are_told_apart_from_what_is_stored():
    read = layer(
        member("etc", kind=tarfile.DIRTYPE),
        member("etc/.wh.passwd"),
        member(".wh.top"),
        member("var/.wh..wh..opq"),
        member(".wh..wh..opq"),
        member(".wh..wh.plnk/1.2"),
        member(".wh..wh.aufs"),
        member("etc/group", b"root"),
    )
    assert [entry.path for entry in read.entries] == ["etc", "etc/group"]
    assert read.whiteouts == ("etc/passwd", "top")
    assert read.opaque == ("", "var")


def test_links_bind_and_the_last_entry_of_a_path_counts():
    read = layer(
        member("b", b"old"),
        member("b", b"newer"),
        member("a", kind=tarfile.LNKTYPE, target="b"),
    )
    assert [(entry.path, entry.same_as, entry.size) for entry in read.entries] == [
        ("a", None, 5),
        ("b", "a", 5),
    ]
    assert all(entry.kind is FileKind.FILE for entry in read.entries)
