"""Lessons that come from elsewhere: taken whole or not at all, and never out of their folder."""

from __future__ import annotations

import stat
import zipfile

import pytest

from tests.course.packs.making import add, files, tar_of, whole
from tutor.course import Course, LessonError, UnknownLesson
from tutor.course.packs import installed_packs, remove_pack
from tutor.course.packs.errors import PackError
from tutor.course.packs.installing import name_of


def test_a_folder_is_copied_and_its_lessons_belong_to_the_pack(source, root):
    source.write("../../README.md", "About it.\n")
    source.write("../../Makefile", "all: ; rm -rf /\n")
    added = add(root, source.root)
    assert (added.pack.name, added.renewed) == ("basics", False)
    (lesson,) = added.pack.lessons
    assert (lesson.pack, lesson.slug, lesson.handle) == ("basics", "basics:a-second-from", "basics:3")
    assert (lesson.name, lesson.build_name) == ("basics.03-a-second-from", "basics-lesson-03")
    assert lesson.folder.is_relative_to(root)
    taken = files(root / "basics")
    assert "Makefile" not in taken
    assert taken["README.md"] == b"About it.\n"
    assert added.pack.origin.source == str(source.root)
    assert [path.name for path in root.iterdir()] == ["basics"]


@pytest.mark.parametrize("top", ["", "./", "basics-main/"])
def test_an_archive_is_taken_also_with_a_folder_around_it(source, root, tmp_path, top):
    added = add(root, tar_of(tmp_path / "more.tar.gz", *whole(source, top)))
    assert added.pack.name == "more"
    assert [lesson.handle for lesson in added.pack.lessons] == ["more:3"]


def test_a_zip_is_taken_and_its_programs_stay_programs(source, root, tmp_path):
    with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in whole(source, "top/"):
            archive.writestr(name, data)
        info = zipfile.ZipInfo("top/sample_apps/calculator/run.sh")
        info.external_attr = (stat.S_IFREG | 0o4755) << 16
        archive.writestr(info, "#!/bin/sh\n")
    added = add(root, tmp_path / "z.zip")
    mode = (added.pack.folder / "sample_apps/calculator/run.sh").stat().st_mode
    assert stat.S_IMODE(mode) == 0o755


def test_a_pack_is_found_by_its_name_beside_the_course(source, root, monkeypatch):
    monkeypatch.setenv("DISTILL_HOME", str(root.parent))
    add(root, source.root)
    course = Course.load()
    assert [pack.name for pack in course.packs] == ["basics"]
    for text in ("basics:3", "basics:a-second-from", "Basics:03-a-second-from"):
        assert course.find(text).slug == "basics:a-second-from"
    assert course.find("3").pack is None
    assert "basics:a-second-from" not in [lesson.slug for lesson in course]
    assert course.after(course.find("basics:3")) is None
    with pytest.raises(UnknownLesson, match="There are: basics:3"):
        course.find("basics:4")
    with pytest.raises(UnknownLesson, match="There are the packs basics"):
        course.find("other:3")


def test_a_pack_that_was_spoilt_does_not_keep_anybody_from_the_course(source, root, monkeypatch):
    monkeypatch.setenv("DISTILL_HOME", str(root.parent))
    added = add(root, source.root)
    (added.pack.lessons[0].folder / "lesson.toml").write_text("schema = \n")
    course = Course.load()
    assert course.find("3").pack is None
    assert course.packs[0].fault.line == 1
    with pytest.raises(UnknownLesson, match="cannot be read"):
        course.find("basics:3")


def test_adding_again_replaces_the_pack_whole(source, root):
    add(root, source.root)
    (source.app / "inner" / "calc.go").unlink()
    source.edit("A second FROM", "Another title")
    added = add(root, source.root)
    assert added.renewed
    assert added.pack.lessons[0].title == "Another title"
    assert not (root / "basics/sample_apps/calculator/inner").exists()
    assert [path.name for path in root.iterdir()] == ["basics"]


def test_a_fault_in_a_lesson_is_told_with_its_place_and_the_old_pack_stays(source, root):
    add(root, source.root)
    before = files(root)
    source.edit("at_least = 2", "at_leest = 2")
    with pytest.raises(LessonError) as caught:
        add(root, source.root)
    assert str(caught.value.path) == "lessons/03-a-second-from/lesson.toml"
    assert caught.value.line > 1
    assert "at_leest" in caught.value.message
    assert files(root) == before


def test_a_pack_that_died_while_it_was_replaced_is_back(source, root):
    add(root, source.root)
    (root / ".replaced-x").mkdir()
    (root / "basics").rename(root / ".replaced-x" / "basics")
    assert [pack.name for pack in installed_packs(root)] == ["basics"]


def test_removing_takes_the_pack_and_nothing_else(source, root):
    add(root, source.root)
    add(root, source.root, name="other")
    assert remove_pack("basics", root=root).name == "basics"
    assert [path.name for path in root.iterdir()] == ["other"]
    with pytest.raises(PackError, match=r"no pack 'basics'\. There are: other"):
        remove_pack("basics", root=root)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 broken", b"\x1f\x8b broken"])
def test_what_is_no_archive_is_told(root, tmp_path, content):
    (tmp_path / "no.zip").write_bytes(content)
    with pytest.raises(PackError, match=r"cannot be read|no lessons"):
        add(root, tmp_path / "no.zip")


def test_a_folder_without_lessons_is_told(root, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(PackError, match="no lessons"):
        add(root, tmp_path / "empty")
    with pytest.raises(PackError, match="There is no"):
        add(root, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("/a/My Lessons.tar.gz", "my-lessons"),
        ("https://host.example/me/docker_basics.git", "docker-basics"),
        ("git@host.example:me/Grüße.git", "grue"),
        ("ssh://host.example/x/", "x"),
    ],
)
def test_a_pack_is_called_after_where_it_comes_from(source, name):
    assert name_of(source) == name


@pytest.mark.parametrize("name", ["", "..", "a/b", "A", "3", "a" * 41, "a--b"])
def test_a_name_that_is_none_is_refused(source, root, name):
    with pytest.raises(PackError, match="cannot be called"):
        add(root, source.root, name=name)
