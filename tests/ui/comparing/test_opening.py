"""Reading the files of a side."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

from tutor.engine.cancel import Cancel
from tutor.ui.comparing.offers import typed_side
from tutor.ui.comparing.opening import Opener, nobody
from tutor.ui.comparing.reading import beginning_of
from tutor.ui.comparing.side import Side, Subject


def opener() -> Opener:
    return Opener(Subject("test"), lambda: nobody(), None, Cancel())  # noqa: PLW0108  a fresh one each time


def test_a_root_file_system_is_opened_and_a_file_in_it_read(tmp_path: Path):
    path = tmp_path / "root.tar"
    with tarfile.open(path, "w") as tar:
        member = tarfile.TarInfo("etc/motd")
        member.size = 5
        tar.addfile(member, io.BytesIO(b"hello"))
    side = typed_side(str(path))
    assert side is not None
    opened = opener().open(side)
    assert opened.why_not == ""
    assert opened.image is not None
    assert beginning_of(opened, opened.image.files.get("etc/motd")).content == b"hello"


def test_a_missing_archive_says_so(tmp_path: Path):
    opened = opener().open(Side("archive", str(tmp_path / "none.tar"), "none.tar"))
    assert opened.image is None
    assert opened.why_not


def test_an_image_without_an_engine_says_what_to_do():
    assert opener().open(Side("image", "x", "x")).why_not == "There is no engine to ask: F12 chooses one."


def test_what_is_typed_is_an_archive_by_its_look_and_an_image_otherwise():
    kinds = {text: side and side.kind for text in ("./x.tar", "/tmp/x", "~/y", "a.tgz", "nginx:1.27", " ")
             for side in [typed_side(text)]}  # fmt: skip
    assert kinds == {"./x.tar": "archive", "/tmp/x": "archive", "~/y": "archive", "a.tgz": "archive",
                     "nginx:1.27": "image", " ": None}  # fmt: skip
