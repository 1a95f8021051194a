from __future__ import annotations

import io
import random
import tarfile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.image import DOCKER_INJECTED, FileKind, FileTree, MalformedArchive, read_tar

PLENTY = 10_000


def archive(*members: tuple[tarfile.TarInfo, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form) as tar:
        for info, content in members:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def member(name, content=b"", kind=tarfile.REGTYPE, target="", **more) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = target
    for field, value in more.items():
        setattr(info, field, value)
    return info, content


def read(data: bytes, **more):
    return read_tar(io.BytesIO(data), max_entries=PLENTY, **more)


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_every_kind_of_entry_is_read(form):
    data = archive(
        member("./usr/", kind=tarfile.DIRTYPE, mode=0o755),
        member("/usr/app", b"x" * 700, mode=0o4755, uid=65532, gid=3, mtime=1234),
        member("usr/sh", kind=tarfile.SYMTYPE, target="/usr/app"),
        member("usr/again", kind=tarfile.LNKTYPE, target="./usr/app"),
        member("usr/pipe", kind=tarfile.FIFOTYPE),
        member("usr/last", b"y"),
        form=form,
    )
    folder, app, shell, again, pipe, last = read(data)
    assert (folder.path, folder.kind, folder.mode) == ("usr", FileKind.DIRECTORY, 0o755)
    assert (app.path, app.size, app.mode, app.uid, app.gid, app.mtime) == (
        "usr/app",
        700,
        0o4755,
        65532,
        3,
        1234.0,
    )
    assert (shell.kind, shell.target) == (FileKind.SYMLINK, "/usr/app")
    assert (again.kind, again.size, again.same_as) == (FileKind.FILE, 0, "usr/app")
    assert pipe.kind is FileKind.FIFO
    assert (last.path, last.size) == ("usr/last", 1)


def test_a_hard_link_gets_its_files_size_in_a_tree():
    made = FileTree.of(read(archive(member("b", b"12345"), member("a", kind=tarfile.LNKTYPE, target="b"))))
    assert made.total_bytes == 5
    assert [entry.size for entry in made] == [5, 5]


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_long_and_foreign_names_are_read(form):
    name, target = "n" * 150 + "/ü☃", "t" * 300
    entries = read(archive(member(name, b"1"), member("l", kind=tarfile.SYMTYPE, target=target), form=form))
    assert (entries[0].path, entries[1].target) == (name, target)


def test_a_split_ustar_name_is_joined():
    name = "a" * 90 + "/" + "b" * 80
    assert read(archive(member(name), form=tarfile.USTAR_FORMAT))[0].path == name


def test_names_that_are_no_utf_8_survive():
    data = archive(member("caf\udce9", b"1"), form=tarfile.GNU_FORMAT)
    assert read(data)[0].path == "caf\udce9"


def test_a_pax_header_sets_times_numbers_and_sizes():
    info, content = member("a", b"123")
    info.pax_headers = {"mtime": "12.75", "uid": "3000000"}
    entry = read(archive((info, content)))[0]
    assert (entry.mtime, entry.uid, entry.size) == (12.75, 3_000_000, 3)


def test_base_256_numbers_are_read():
    entry = read(archive(member("a", uid=2_100_000_000, mtime=-5), form=tarfile.GNU_FORMAT))[0]
    assert (entry.uid, entry.mtime) == (2_100_000_000, -5.0)


def test_a_path_never_leaves_the_root():
    assert [e.path for e in read(archive(member("../../etc/x"), member("a/../../b"), member(".")))] == [
        "etc/x",
        "b",
    ]


def test_what_docker_puts_into_a_container_is_left_out_only_while_it_is_empty():
    data = archive(
        member(".dockerenv"),
        member("dev/", kind=tarfile.DIRTYPE),
        member("dev/console"),
        member("dev/pts/", kind=tarfile.DIRTYPE),
        member("etc/", kind=tarfile.DIRTYPE),
        member("etc/hosts", b"127.0.0.1 localhost\n"),
        member("etc/mtab", kind=tarfile.SYMTYPE, target="/proc/mounts"),
        member("proc/", kind=tarfile.DIRTYPE),
        member("sys/", kind=tarfile.DIRTYPE),
        member("sys/mine", b"1"),
        member("app", b"1"),
    )
    left = [entry.path for entry in read(data, skip=DOCKER_INJECTED)]
    assert left == ["etc", "etc/hosts", "sys", "sys/mine", "app"]


def test_a_scratch_image_is_left_with_its_one_file():
    data = archive(
        member(".dockerenv"),
        member("app", b"1"),
        member("dev/", kind=tarfile.DIRTYPE),
        member("dev/console"),
        member("dev/shm/", kind=tarfile.DIRTYPE),
        member("etc/", kind=tarfile.DIRTYPE),
        member("etc/hostname"),
        member("etc/resolv.conf"),
        member("proc/", kind=tarfile.DIRTYPE),
    )
    assert [entry.path for entry in read(data, skip=DOCKER_INJECTED)] == ["app"]


def test_more_entries_than_allowed_are_refused():
    data = archive(*(member(f"f{number}") for number in range(6)))
    with pytest.raises(MalformedArchive, match="more than 5 entries"):
        read_tar(io.BytesIO(data), max_entries=5)


@pytest.mark.parametrize(
    "data",
    [
        b"this is no archive" * 100,
        archive(member("a", b"x" * 2000))[:1000],
        archive(member("a", b"x"))[:300],
    ],
)
def test_what_is_no_whole_archive_is_refused(data):
    with pytest.raises(MalformedArchive):
        read(data)


def test_a_header_of_a_gigabyte_is_refused_without_reading_it():
    info = tarfile.TarInfo("@LongLink")
    info.type = tarfile.GNUTYPE_LONGNAME
    info.size = 1 << 30
    with pytest.raises(MalformedArchive, match="honest"):
        read(info.tobuf(tarfile.GNU_FORMAT))


class Trickle(io.RawIOBase):
    """A stream that gives a few bytes at a time, as sockets do."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)
        self._dice = random.Random(1)

    def read(self, size: int = -1) -> bytes:
        return self._data.read(min(size, self._dice.randint(1, 300)))


def test_a_stream_may_come_in_small_pieces():
    data = archive(member("n" * 200, b"x" * 3000), member("b", b"y"))
    assert read_tar(Trickle(data), max_entries=9) == read(data)


@given(
    st.dictionaries(
        st.text("ab.é", min_size=1, max_size=120).filter(lambda name: name.strip(".")), st.binary()
    )
)
def test_the_standard_library_agrees(files):
    data = archive(*(member(f"in/{name}", content) for name, content in files.items()))
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        expected = [(info.name, info.size) for info in tar]
    assert [(entry.path, entry.size) for entry in read(data)] == expected


def test_contents_are_shown_and_what_is_not_read_is_passed_over():
    data = archive(
        member("first", b"1" * 700),
        member("link", kind=tarfile.LNKTYPE, target="first"),
        member("second", b"2" * 512),
        member("empty", b""),
        member("last", b"end"),
    )
    seen = {}

    def look(entry, content):
        seen[entry.path] = (content.read(3), content.left)
        return msgspec.structs.replace(entry, digest=entry.path)

    entries = read(data, look=look)
    assert seen == {"first": (b"111", 697), "second": (b"222", 509), "empty": (b"", 0), "last": (b"end", 0)}
    assert [entry.digest for entry in entries] == ["first", None, "second", "empty", "last"]
    assert [entry.path for entry in read(data)] == ["first", "link", "second", "empty", "last"]


def test_contents_that_are_cut_off_are_an_error():
    data = archive(member("file", b"x" * 2000))[:1500]
    with pytest.raises(MalformedArchive, match="ends in the middle"):
        read(data, look=lambda entry, content: content.read() and entry)
