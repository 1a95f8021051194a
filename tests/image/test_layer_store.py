"""A layer that was read once is not read again, and nothing that happens to the file does harm."""

from __future__ import annotations

import gzip
import io
import itertools
import os
import sqlite3
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.image.archive.saving import FORMS, config, digest, member, oci, podman, tar
from tests.image.trees import file, folder
from tutor.image import Layer
from tutor.image.archive import open_archive, passing
from tutor.image.archive.layer_reading import ReadLayer
from tutor.image.archive.members import FileMembers
from tutor.image.layer_store import LayerStore

READ = ReadLayer(
    Layer((folder("d"), file("d/a", 3), file("d/b", 3, same_as="d/a")), ("gone",), ("d",)),
    {"d/a": b"abc"},
    77,
)


def large(number: int) -> ReadLayer:
    return ReadLayer(Layer(()), {"etc/passwd": os.urandom(10_000) + bytes([number])}, 0)


def test_a_layer_comes_back_as_it_was(tmp_path):
    store = LayerStore(tmp_path / "deep" / "layers.sqlite3")
    assert store.get("sha256:1") is None
    store.put("sha256:1", READ)
    assert store.get("sha256:1") == READ
    assert LayerStore(tmp_path / "deep" / "layers.sqlite3").get("sha256:1") == READ


def test_names_that_are_no_utf_8_come_back(tmp_path):
    store = LayerStore(tmp_path / "layers")
    read = ReadLayer(Layer((file("caf\udce9 ü"),), ("\udcff",)), {"\udce9": b"1"}, 0)
    store.put("sha256:1", read)
    assert store.get("sha256:1") == read


def test_what_was_not_used_for_the_longest_time_goes_first(tmp_path):
    clock = itertools.count()
    store = LayerStore(tmp_path / "layers", most_bytes=35_000, now=lambda: next(clock))
    for number in range(3):
        store.put(f"sha256:{number}", large(number))
    store.get("sha256:0")
    store.put("sha256:3", large(3))
    assert [store.get(f"sha256:{number}") is not None for number in range(4)] == [True, False, True, True]
    assert (tmp_path / "layers").stat().st_size < 80_000


def test_a_layer_larger_than_everything_is_not_kept(tmp_path):
    store = LayerStore(tmp_path / "layers", most_bytes=5_000)
    store.put("sha256:1", large(1))
    assert store.get("sha256:1") is None


@pytest.mark.parametrize("damage", [b"this is no database at all", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_file_is_set_aside(tmp_path, damage):
    where = tmp_path / "layers"
    where.write_bytes(damage)
    store = LayerStore(where)
    assert store.get("sha256:1") is None
    store.put("sha256:1", READ)
    assert store.get("sha256:1") == READ
    assert (tmp_path / "layers.damaged").read_bytes() == damage


def test_a_damaged_layer_is_forgotten(tmp_path):
    where = tmp_path / "layers"
    store = LayerStore(where)
    store.put("sha256:1", READ)
    with sqlite3.connect(where) as database:
        database.execute("UPDATE layers SET body = ?", (b"\x28\xb5\x2f\xfdnothing",))
    database.close()
    assert store.get("sha256:1") is None
    store.put("sha256:1", READ)
    assert store.get("sha256:1") == READ


def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_breaks(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for where in (tmp_path / "file" / "layers", tmp_path):
        store = LayerStore(where)
        store.put("sha256:1", READ)
        assert store.get("sha256:1") is None


def test_a_full_disk_breaks_nothing():
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    store = LayerStore(Path("/dev/full"))
    store.put("sha256:1", READ)
    assert store.get("sha256:1") is None


def put_and_get(where, number: int) -> bool:
    store = LayerStore(where)
    for again in range(10):
        store.put(f"sha256:{number}-{again}", READ)
    return all(store.get(f"sha256:{number}-{again}") == READ for again in range(10))


def test_threads_and_processes_may_share_it(tmp_path):
    where = tmp_path / "layers"
    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(lambda number: put_and_get(where, number), range(4)))
    with ProcessPoolExecutor(2) as processes:
        assert all(processes.map(put_and_get, [where] * 2, [10, 11]))
    store, wrong = LayerStore(where), []

    def use() -> None:
        wrong.extend(store.get("sha256:0-0") != READ for _ in range(20))

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not any(wrong)


LAYERS = [tar(member("etc/passwd", b"root:x:0:0")), tar(member("a", b"1"), member("b", b"2"))]


def test_an_archive_whose_layers_are_known_is_not_scanned_again(tmp_path, monkeypatch):
    store = LayerStore(tmp_path / "layers")
    (tmp_path / "image").mkdir()
    where = FORMS["docker 25, gzip"](LAYERS, tmp_path / "image")
    first = open_archive(where, store=store).image()

    def scanned(*_args, **_options):
        raise AssertionError("a known layer was read")

    monkeypatch.setattr(FileMembers, "layer", scanned)
    again = open_archive(where, store=store).image()
    assert again.files == first.files
    assert again.documents == first.documents == {"etc/passwd": b"root:x:0:0"}
    assert again.layers == first.layers


def test_layers_of_a_stream_are_known_when_they_come_in_a_file(tmp_path):
    store = LayerStore(tmp_path / "layers")
    open_archive(io.BytesIO(oci(LAYERS)), store=store).image()
    assert all(store.get(digest(layer)) is not None for layer in LAYERS)


def test_a_known_layer_in_a_stream_is_passed_over(tmp_path, monkeypatch):
    store = LayerStore(tmp_path / "layers")
    first = open_archive(io.BytesIO(oci(LAYERS)), store=store).image()

    def scanned(*_args, **_options):
        raise AssertionError("a known layer was read")

    monkeypatch.setattr(passing, "read_stream", scanned)
    for saved in (oci, podman):
        again = open_archive(io.BytesIO(saved(LAYERS)), store=store).image()
        assert again.files == first.files
        assert again.layers == first.layers


def test_a_known_layer_weighs_what_it_weighs_in_this_archive(tmp_path):
    store = LayerStore(tmp_path / "layers")
    open_archive(io.BytesIO(oci(LAYERS)), store=store).image()
    where = FORMS["docker 25, gzip"](LAYERS, tmp_path)
    packed = [one.packed_bytes for one in open_archive(where, store=store).image().layers]
    assert packed == [len(gzip.compress(layer)) for layer in LAYERS]


def test_a_layer_that_is_not_what_its_config_says_is_told_and_not_kept(tmp_path):
    store = LayerStore(tmp_path / "layers")
    lie = oci([LAYERS[1]], config([LAYERS[0]]), pack=gzip.compress)
    image = open_archive(io.BytesIO(lie), store=store).image()
    assert "a" in image.files
    assert any("not what the image's config says" in note for note in image.notes)
    assert store.get(digest(LAYERS[0])) is None
