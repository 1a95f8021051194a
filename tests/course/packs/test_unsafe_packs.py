"""Packs that mean harm: refused before anything is written."""

from __future__ import annotations

import gzip
import os
import stat
import tarfile
import zipfile

import pytest

from tests.course.packs.making import add, tar_of, whole
from tutor.course import LessonError
from tutor.course.packs.errors import PackError

EVIL_NAMES = {
    "above": "../../evil",
    "above in the middle": "lessons/../../evil",
    "absolute": "/tmp/evil",
    "a drive": "C:/evil",
    "a backslash": "lessons\\..\\..\\evil",
    "a colon": "lessons/a:b",
    "a device": "lessons/NUL",
    "a device with an ending": "sample_apps/app/com1.txt",
    "a newline": "lessons/a\nb",
    "an escape": "lessons/\x1b[2J",
    "turned around": "lessons/\u202etxt.exe",
    "a decomposed name": "lessons/u\u0308",
    "a dot at the end": "lessons/a./b",
    "a space at the end": "lessons/a /b",
    "a Git folder": "sample_apps/app/.git/hooks/post-checkout",
    "a Git folder in capitals": "sample_apps/app/.GIT/config",
    "too long": "lessons/" + "a" * 250,
    "too deep": "lessons/" + "a/" * 20 + "b",
    "a name in another case": "LESSONS/03-a-second-from/lesson.toml",
    "a file as a folder": "lessons/03-a-second-from/lesson.toml/x",
    "a file twice": "lessons/03-a-second-from/lesson.toml",
    "bytes that are no text": "lessons/\udcff",
}


@pytest.mark.parametrize("name", EVIL_NAMES)
def test_a_path_that_means_trouble_is_refused_and_nothing_is_written(source, root, tmp_path, name):
    archive = tar_of(tmp_path / "evil.tar.gz", *whole(source), (EVIL_NAMES[name], b"x"))
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(PackError, match="refused"):
        add(root, archive)
    assert [
        path for path in sorted(tmp_path.rglob("*")) if path not in before and root not in path.parents
    ] == ([root.parent, root])
    assert list(root.iterdir()) == []


@pytest.mark.parametrize("name", ["above", "absolute", "a drive", "a backslash", "a device", "a Git folder"])
def test_a_zip_is_no_way_around(source, root, tmp_path, name):
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        for inner, data in whole(source):
            archive.writestr(inner, data)
        info = zipfile.ZipInfo("x")
        info.filename = EVIL_NAMES[name]
        archive.writestr(info, b"x")
    with pytest.raises(PackError, match="refused"):
        add(root, tmp_path / "evil.zip")
    assert list(root.iterdir()) == []


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
@pytest.mark.parametrize("target", ["/etc/passwd", "lesson.toml"])
def test_links_and_devices_are_refused_wherever_they_lead(source, root, tmp_path, kind, target):
    link = tarfile.TarInfo("lessons/03-a-second-from/link")
    link.type, link.linkname = kind, target
    with pytest.raises(PackError, match="not a plain file"):
        add(root, tar_of(tmp_path / "evil.tar.gz", *whole(source), (link, b"")))


def test_a_link_of_a_zip_is_refused(source, root, tmp_path):
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        info = zipfile.ZipInfo("lessons/link")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(PackError, match="symbolic link"):
        add(root, tmp_path / "evil.zip")


@pytest.mark.parametrize("target", ["/etc", "../other", "inner"])
def test_a_link_of_a_folder_is_refused_also_to_a_folder(source, root, target):
    (source.app / "link").symlink_to(target)
    with pytest.raises(PackError, match="symbolic link"):
        add(root, source.root)


def test_a_pipe_in_a_folder_is_refused_and_not_waited_for(source, root):
    os.mkfifo(source.app / "pipe")
    with pytest.raises(PackError, match="a pipe"):
        add(root, source.root)


def test_a_file_that_unpacks_to_much_is_refused(source, root, tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in whole(source):
            archive.writestr(name, data)
        archive.writestr("lessons/zeros", bytes(6_000_000))
    with pytest.raises(PackError, match="larger than 5,000,000 bytes"):
        add(root, tmp_path / "bomb.zip")


def test_many_files_are_refused(source, root, tmp_path):
    more = [(f"sample_apps/calculator/{number}", b"") for number in range(5_001)]
    with pytest.raises(PackError, match="more than 5,000 files"):
        add(root, tar_of(tmp_path / "many.tar.gz", *whole(source), *more))


def test_a_bomb_is_not_unpacked_to_its_end(root, tmp_path):
    with gzip.open(tmp_path / "bomb.tar.gz", "wb") as file:
        header = tarfile.TarInfo("elsewhere")
        header.size = 300_000_000
        file.write(header.tobuf())
        for _ in range(300):
            file.write(bytes(1_000_000))
    with pytest.raises(PackError, match="unpacks to more than"):
        add(root, tmp_path / "bomb.tar.gz")


def test_a_sparse_file_is_refused(root, tmp_path):
    header = tarfile.TarInfo("lessons/sparse")
    header.type = tarfile.GNUTYPE_SPARSE
    with pytest.raises(PackError, match="sparse"):
        add(root, tar_of(tmp_path / "sparse.tar.gz", (header, b"")))


def test_text_that_would_steer_a_terminal_is_refused_with_its_line(source, root):
    source.write("lesson.md", "A stage.\n\x1b]0;mine\x07\n\n## After\n\nNo.\n")
    with pytest.raises(LessonError) as caught:
        add(root, source.root)
    assert (caught.value.path.name, caught.value.line) == ("lesson.md", 2)
