"""The listing script, run by this machine's own shell, and the reading of what it writes."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from pathlib import Path

from tutor.engine.moby.lister import gather_script, mounted_script, records_of_plain
from tutor.engine.moby.listing import read_output
from tutor.image import FileKind


def sh(script: str) -> None:
    subprocess.run(["/bin/sh", "-c", script], check=True, stderr=subprocess.DEVNULL)


def packed(folder: Path) -> bytes:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        tar.add(folder, arcname="out")
    return archive.getvalue()


def make(root: Path) -> None:
    (root / "etc").mkdir(parents=True)
    (root / "etc/passwd").write_text("root:x:0:0\n")
    (root / "etc/hosts").write_text("shadowed by every container")
    (root / "var/lib/dpkg/status.d").mkdir(parents=True)
    (root / "var/lib/dpkg/status.d/base").write_text("Package: base\n")
    (root / "var/lib/dpkg/status.d/base.md5sums").write_text("0 x\n")
    (root / "odd\nname\twith tab").write_text("odd")
    (root / "link").symlink_to("/absolute//target")
    os.link(root / "etc/passwd", root / "twin")


def test_a_folder_is_listed_with_everything_about_its_entries(tmp_path):
    make(tmp_path / "root")
    sh(mounted_script(str(tmp_path / "root"), str(tmp_path / "out/0")))
    listed = read_output(packed(tmp_path / "out"))[0]
    assert listed.files.get("odd\nname\twith tab").size == 3
    assert listed.files.get("link").target == "/absolute//target"
    assert listed.files.get("twin").same_as == "etc/passwd"
    assert "etc/hosts" not in listed.files
    assert dict(listed.documents) == {
        "etc/passwd": b"root:x:0:0\n",
        "var/lib/dpkg/status.d/base": b"Package: base\n",
    }


def test_neighbours_come_as_differences_and_read_as_wholes(tmp_path):
    root, listers = tmp_path / "root", tmp_path / "listers"
    make(root)
    sh(mounted_script(str(root), f"{listers}/0"))
    (root / "twin").unlink()
    (root / "new").write_text("12345")
    (root / "etc/passwd").chmod(0o600)
    sh(mounted_script(str(root), f"{listers}/1"))
    sh(gather_script([(number, f"{listers}/{number}") for number in (0, 1)], f"{tmp_path}/out"))
    assert not (tmp_path / "out/1/list").exists()
    before, after = read_output(packed(tmp_path / "out")).values()
    assert "twin" in before.files
    assert "twin" not in after.files
    assert after.files.get("new").size == 5
    assert after.files.get("etc/passwd").mode == 0o600
    assert after.files.get("etc/passwd").same_as is None
    assert after.files.get("link") == before.files.get("link")
    assert set(after.documents) == set(before.documents)


def test_busybox_lines_become_the_same_records():
    plain = (
        b"41ed 755 4096 0 0 2023-11-14 22:13:20.000000000 +0000 2023-11-14 22:13:21.5 +0000 5 2 .\n"
        b"81a4 644 3 1 2 2023-11-14 22:13:20.000000000 +0000 2023-11-14 22:13:21.5 +0000 7 1 ./two words\n"
        b"a1ff 777 9 0 0 2023-11-14 23:13:20.000000000 +0100 2023-11-14 22:13:21.5 +0000 8 1 ./link\n"
        b"torn by a newline\n"
        b"l ./link//two words\n"
    )
    records = records_of_plain(plain)
    assert b"f\t644\t3\t1\t2\t1700000000.000000000\t1700000001.5\t7\t1\ttwo words//" in records
    assert b"l\t777\t9\t0\t0\t1700000000.000000000\t1700000001.5\t8\t1\tlink//two words" in records
    assert len(records) == 3


def test_a_document_that_is_not_what_the_tree_says_is_dropped(tmp_path):
    make(tmp_path / "root")
    sh(mounted_script(str(tmp_path / "root"), str(tmp_path / "out/0")))
    (tmp_path / "out/0/docs/etc/passwd").write_text("that of another root, through a link")
    assert "etc/passwd" not in read_output(packed(tmp_path / "out"))[0].documents


def test_kinds_are_told_apart(tmp_path):
    (tmp_path / "root").mkdir()
    os.mkfifo(tmp_path / "root/pipe")
    sh(mounted_script(str(tmp_path / "root"), str(tmp_path / "out/0")))
    assert read_output(packed(tmp_path / "out"))[0].files.get("pipe").kind is FileKind.FIFO
