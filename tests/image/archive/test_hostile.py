"""Archives that were made to do harm."""

from __future__ import annotations

import gzip
import io
import tarfile
import time

import pytest
import zstandard

from tests.image.archive.saving import descriptor, digest, member, oci, oci_manifest, tar, tarred
from tests.image.archive.test_pitfalls import END, raw
from tutor.image.archive import MalformedArchive, open_archive
from tutor.image.archive.limits import Allowance


def refused(data: bytes, message: str, **limits: int) -> None:
    with pytest.raises(MalformedArchive, match=message):
        open_archive(io.BytesIO(data), allowance=Allowance(**limits)).image()


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_a_decompression_bomb_is_not_unpacked_to_its_end(pack):
    bomb = tar(member("zeros", bytes(30_000_000)))
    refused(oci([bomb], pack=pack), "decompression bomb", unpacked_bytes=2_000_000)
    refused(pack(oci([bomb])), "decompression bomb", unpacked_bytes=2_000_000)


def test_a_layer_of_more_files_than_any_honest_one_is_refused():
    refused(oci([tar(*(member(f"f{number}") for number in range(50)))]), "more than", entries=40)


def test_layers_share_what_an_archive_may_use():
    layers = [tar(*(member(f"f{layer}-{number}") for number in range(30))) for layer in range(3)]
    refused(oci(layers), "more than", entries=80)


def test_a_path_of_many_folders_is_refused():
    info, content = member("x/" * 10_000 + "y")
    refused(oci([tar((info, content))]), "longer than any honest one")


def test_many_deep_paths_make_no_more_folders_than_allowed():
    deep = [member(f"{number}/" + "d/" * 1000 + "y") for number in range(20)]
    refused(oci([tar(*deep)]), "names more files than any honest image", entries=5000)


@pytest.mark.parametrize("letter", [b"x", b"g", b"L", b"K"])
def test_a_header_of_a_gigabyte_is_refused_unread(letter):
    refused(oci([raw(b"x", kind=letter, size=b"10000000000\0") + END]), "longer than any honest one")


@pytest.mark.parametrize(
    "record",
    [b"size=-1", b"size=x", b"size=1" + b"0" * 30, b"mtime=nan", b"mtime=1e400", b"uid=" + b"9" * 5000],
)
def test_impossible_numbers_are_refused(record):
    text = record + b"\n"
    length = len(text) + 3
    while len(b"%d " % length + text) != length:
        length = len(b"%d " % length + text)
    records = b"%d " % length + text
    layer = raw(b"x", kind=b"x", size=b"%011o\0" % len(records), content=records) + raw(b"a") + END
    refused(oci([layer]), "impossible")


@pytest.mark.parametrize("size", [b"\xff" * 12, b"\x80" + b"\xff" * 11, b"77777777777\0"])
def test_a_size_beyond_the_archive_is_refused(size, tmp_path):
    data = raw(b"a", size=size, content=b"123") + END
    where = tmp_path / "image.tar"
    where.write_bytes(data)
    for source in (where, io.BytesIO(data)):
        with pytest.raises(MalformedArchive):
            open_archive(source).image()


def test_links_that_lead_in_a_circle_are_refused():
    members = [
        member("l1", kind=tarfile.SYMTYPE, target="l2"),
        member("l2", kind=tarfile.SYMTYPE, target="l1"),
    ]
    listed = b'[{"Config": "c.json", "Layers": ["l1"]}]'
    config = b'{"rootfs": {"diff_ids": ["sha256:0"]}}'
    refused(tar(*members, member("c.json", config), member("manifest.json", listed)), "circle")


@pytest.mark.parametrize("wrong", ["sha256:../../etc/passwd", "../x", "", "md5:" + "0" * 64])
def test_a_digest_that_is_a_path_is_refused(wrong):
    manifest = oci_manifest(b"{}", []).replace(digest(b"{}").encode(), wrong.encode())
    index = b'{"manifests": [%s]}' % str(descriptor(manifest)).replace("'", '"').encode()
    files = {"oci-layout": b"{}", "index.json": index, f"blobs/sha256/{digest(manifest)[7:]}": manifest}
    refused(tarred(files), "is no digest")


def test_a_zstd_frame_that_asks_for_gigabytes_of_memory_is_refused():
    big = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=30, compression_level=1)
    ).compressobj()
    packed = big.compress(tar(member("a", b"1"))) + big.flush()
    refused(oci([tar()], pack=lambda _: packed), "zstd file is damaged")


def test_reading_can_be_stopped():
    class Enough(Exception):  # noqa: N818
        pass

    def stop() -> None:
        raise Enough

    with pytest.raises(Enough):
        open_archive(io.BytesIO(oci([tar()])), go_on=stop).image()


def test_a_file_that_shrinks_while_it_is_read_is_refused(tmp_path):
    where = tmp_path / "image.tar"
    where.write_bytes(oci([tar(member("a", bytes(100_000)), member("b"))]))
    archive = open_archive(where)
    where.write_bytes(where.read_bytes()[:5000])
    with pytest.raises(MalformedArchive, match="ends in the middle"):
        archive.image()


def test_a_million_brackets_take_no_time():
    began = time.perf_counter()
    refused(tarred({"manifest.json": b"[" * 1_000_000}), "not what it should be")
    assert time.perf_counter() - began < 2
