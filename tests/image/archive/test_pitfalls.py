"""What archives in the wild do, though no description of the format leads one to expect it."""

from __future__ import annotations

import io
import tarfile

import pytest

from tests.image.archive.saving import docker_24, folder, member, oci, tar
from tutor.image import FileKind
from tutor.image.archive import open_archive


def image(*layers: bytes):
    return open_archive(io.BytesIO(oci(list(layers)))).image()


def sizes(*layers: bytes) -> dict[str, int]:
    return {entry.path: entry.size for entry in image(*layers).files}


def hard(name: str, target: str):
    return member(name, kind=tarfile.LNKTYPE, target=target)


def raw(
    name: bytes, kind: bytes = b"0", size: bytes = b"00000000000\0", content: bytes = b"", **more: bytes
) -> bytes:
    """A header as no library writes it, with its content."""
    block = bytearray(512)
    fields = {
        "name": (0, name),
        "mode": (100, b"0000644\0"),
        "uid": (108, b"0000000\0"),
        "gid": (116, b"0000000\0"),
    }
    fields |= {"size": (124, size), "mtime": (136, b"00000000000\0"), "kind": (156, kind)}
    places = {"link": 157, "magic": 257, "prefix": 345, "realsize": 483, "extended": 482}
    fields |= {field: (places[field], value) for field, value in more.items()}
    for at, value in fields.values():
        block[at : at + len(value)] = value
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block) + content + bytes(-len(content) % 512)


END = bytes(1024)


def test_hard_links_count_once_also_when_one_leads_to_the_next():
    files = image(tar(member("c", b"12345"), hard("b", "c"), hard("a", "b"), hard("z", "/a"))).files
    assert files.total_bytes == 5
    assert {entry.path: entry.same_as for entry in files} == {"a": None, "b": "a", "c": "a", "z": "a"}


def test_a_hard_link_that_comes_before_its_file_is_bound():
    assert sizes(tar(hard("a", "b"), member("b", b"12345"))) == {"a": 5, "b": 5}


def test_hard_links_that_lead_in_a_circle_hold_nothing():
    assert sizes(tar(hard("a", "b"), hard("b", "a"))) == {"a": 0, "b": 0}


def test_hard_links_bind_within_their_layer():
    files = image(tar(member("a", b"1"), hard("b", "a")), tar(member("a", b"22"))).files
    assert {entry.path: (entry.size, entry.same_as) for entry in files} == {"a": (2, None), "b": (1, None)}


def test_the_last_of_two_entries_for_a_path_counts():
    assert sizes(tar(member("a", b"1"), member("a", b"333"), member("./a", b"22"))) == {"a": 2}


def test_sizes_may_be_base_256():
    layer = raw(b"a", size=b"\x80" + (3).to_bytes(11, "big"), content=b"123") + raw(b"b") + END
    assert sizes(layer) == {"a": 3, "b": 0}


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_long_names_and_targets_are_read(form):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form) as archive:
        for info, content in (member("d/" + "n" * 200, b"1"), member("l", kind=b"2", target="t" * 200)):
            archive.addfile(info, io.BytesIO(content))
    files = image(stream.getvalue()).files
    assert [(entry.path, entry.target) for entry in files] == [
        ("d", None),
        ("d/" + "n" * 200, None),
        ("l", "t" * 200),
    ]


def test_a_pax_header_may_set_path_link_and_size():
    records = (
        b"13 path=real\n"
        + b"11 size=00\n".replace(b"00", b"05")
        + b"16 linkpath=over\n".replace(b"16", b"17")
    )
    layer = raw(b"x", kind=b"x", size=b"%011o\0" % len(records), content=records)
    layer += raw(b"short", size=b"00000000000\0", content=b"12345") + END
    assert sizes(layer) == {"real": 5}


def test_missing_parents_are_plain_folders():
    files = image(tar(member("a/b/c", b"1"))).files
    assert [(entry.path, entry.kind) for entry in files][:2] == [
        ("a", FileKind.DIRECTORY),
        ("a/b", FileKind.DIRECTORY),
    ]


def test_a_leading_dot_or_slash_is_no_part_of_a_path():
    assert sizes(tar(folder("./"), member("./a", b"1"), member("/b", b"2"), member("c//d/./e", b"3"))) == {
        "a": 1,
        "b": 1,
        "c": 0,
        "c/d": 0,
        "c/d/e": 1,
    }


def test_names_in_latin_1_are_kept_as_they_are():
    assert sizes(raw(b"caf\xe9") + END) == {"caf\udce9": 0}


def test_a_checksum_of_signed_bytes_is_accepted():
    block = bytearray(raw(b"caf\xe9"))
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(byte - 256 if byte > 127 else byte for byte in block)
    assert sizes(bytes(block) + END) == {"caf\udce9": 0}


def test_a_folder_of_the_oldest_programs_is_a_file_whose_name_ends_in_a_slash():
    assert [entry.kind for entry in image(raw(b"d/", kind=b"\0") + END).files] == [FileKind.DIRECTORY]


def test_a_sparse_file_has_the_size_that_programs_see():
    layer = raw(b"holes", kind=b"S", size=b"%011o\0" % 3, content=b"123", realsize=b"%011o\0" % 9000)
    assert sizes(layer + raw(b"next") + END) == {"holes": 9000, "next": 0}


def test_whiteouts_hide_what_is_below_and_nothing_of_their_own_layer():
    lower = tar(folder("d"), member("d/a", b"1"), member("d/b", b"1"), member("gone/deep/x", b"1"))
    upper = tar(member("d/.wh.a"), member("d/a", b"22"), member(".wh.gone"), member("d/.wh.never"))
    assert sizes(lower, upper) == {"d": 0, "d/a": 2, "d/b": 1}


def test_an_opaque_folder_shows_only_what_its_own_layer_puts_there():
    lower = tar(folder("d"), member("d/a", b"1"), member("d/deep/b", b"1"), member("e", b"1"))
    upper = tar(folder("d"), member("d/new", b"22"), member("d/.wh..wh..opq"))
    assert sizes(lower, upper) == {"d": 0, "d/new": 2, "e": 1}


def test_a_file_takes_the_place_of_a_folder_and_back():
    lower, upper = tar(member("a/b", b"1"), member("c", b"1")), tar(member("a", b"22"), member("c/d", b"3"))
    assert sizes(lower, upper) == {"a": 2, "c": 0, "c/d": 1}


def test_a_layer_that_comes_twice_is_a_link_and_counts_twice():
    layer = tar(member("a", b"12345"))
    made = open_archive(io.BytesIO(docker_24([layer, tar(), layer]))).image()
    assert made.size == 10
    assert made.files.total_bytes == 5


def test_a_document_is_what_the_topmost_layer_says(tmp_path):
    lower, upper = (
        tar(member("etc/passwd", b"old"), member("lib/apk/db/installed", b"P:a")),
        tar(member("etc/passwd", b"new"), member("lib/apk/.wh.db")),
    )
    assert image(lower, upper).documents == {"etc/passwd": b"new"}
