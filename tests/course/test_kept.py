"""The files of earlier attempts."""

from __future__ import annotations

import pytest

from tutor.course import kept
from tutor.course.kept import KeptImages
from tutor.engine import BuildResult, StageImage
from tutor.image import FileEntry, FileKind, FileTree, ImageConfig


def stage(number, *paths, size=None, **more) -> StageImage:
    files = FileTree.of([FileEntry(path, FileKind.FILE, 0o644, 100) for path in paths])
    return StageImage(number, f"s{number}", "scratch", True, None, (), size=size, files=files, **more)


def result(*stages) -> BuildResult:
    return BuildResult("Docker", "BuildKit", stages, len(stages) - 1, 1.0)


@pytest.fixture
def images(tmp_path) -> KeptImages:
    return KeptImages(tmp_path / "kept.sqlite3")


def test_the_stages_of_an_attempt_come_back(images):
    config = ImageConfig(env=("A=b",), user="65532", labels={"x": "y"})
    first = stage(
        0, "usr/bin/go", "src/main.go", size=900, documents={"etc/passwd": b"root\xff"}, config=config
    )
    images.keep(7, result(first, stage(1, "calc")))
    build, final = images.stages(7)
    assert (build.number, build.label, build.size) == (0, "s0", 900)
    assert build.image.files == first.files
    assert build.image.config == config
    assert build.image.documents == {"etc/passwd": b"root\xff"}
    assert [entry.path for entry in final.image.files] == ["calc"]
    assert images.attempts() == {7}


def test_an_attempt_of_which_nothing_is_kept_has_no_stages(images):
    assert images.stages(3) == ()


def test_a_stage_that_was_not_listed_is_not_kept(images):
    images.keep(1, result(StageImage(0, "a", "scratch", True, None, ())))
    assert images.attempts() == frozenset()


def test_the_same_files_are_kept_once(images):
    for attempt in range(1, 21):
        images.keep(attempt, result(stage(0, *(f"usr/{number}" for number in range(500)))))
    assert images.path.stat().st_size < 60_000
    assert len(images.stages(20)[0].image.files) == len(images.stages(1)[0].image.files) == 501


def test_the_oldest_attempts_go_when_there_is_no_room(images, monkeypatch):
    monkeypatch.setattr(kept, "MOST_BYTES", 2_000)
    for attempt in range(1, 31):
        images.keep(attempt, result(stage(0, *(f"{attempt}/{number}" for number in range(20)))))
    left = images.attempts()
    assert 30 in left
    assert 1 not in left
    assert len(images.stages(30)[0].image.files) == 21


def test_a_damaged_file_is_begun_anew(images):
    images.path.write_bytes(b"no database " * 100)
    assert images.stages(1) == ()
    images.keep(1, result(stage(0, "a")))
    assert images.attempts() == {1}


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path):
    (tmp_path / "file").write_text("")
    images = KeptImages(tmp_path / "file" / "kept.sqlite3")
    images.keep(1, result(stage(0, "a")))
    assert images.attempts() == frozenset()
