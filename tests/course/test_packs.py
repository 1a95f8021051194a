"""Lessons that come from elsewhere: taken whole or not at all, and never out of their folder."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import stat
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest
from made import LessonFolder

from tutor.course import Course, LessonError, UnknownLesson
from tutor.course.packs import add_pack, installed_packs, remove_pack
from tutor.course.packs.errors import PackError
from tutor.course.packs.installing import name_of

NOW = 1_800_000_000.0


@pytest.fixture
def source(tmp_path) -> LessonFolder:
    """A folder with one good lesson and its application."""
    return LessonFolder(tmp_path / "basics")


@pytest.fixture
def root(tmp_path) -> Path:
    return tmp_path / "home" / "packs"


def add(root, what, **more):
    return add_pack(str(what), now=NOW, root=root, **more)


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def tar_of(path: Path, *members: tuple[tarfile.TarInfo | str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(data) if info.isreg() else 0
            archive.addfile(info, io.BytesIO(data))
    return path


def whole(source: LessonFolder, top: str = "") -> list[tuple[str, bytes]]:
    return [(f"{top}{name}", data) for name, data in files(source.root).items()]


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


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 broken", b"\x1f\x8b broken"])
def test_what_is_no_archive_is_told(root, tmp_path, content):
    (tmp_path / "no.zip").write_bytes(content)
    with pytest.raises(PackError, match=r"cannot be read|no lessons"):
        add(root, tmp_path / "no.zip")


def test_text_that_would_steer_a_terminal_is_refused_with_its_line(source, root):
    source.write("lesson.md", "A stage.\n\x1b]0;mine\x07\n\n## After\n\nNo.\n")
    with pytest.raises(LessonError) as caught:
        add(root, source.root)
    assert (caught.value.path.name, caught.value.line) == ("lesson.md", 2)


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


# Git


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "protocol.file.allow=always")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="no git here")


@pytest.fixture
def repository(source) -> Path:
    git(source.root, "init", "--quiet")
    git(source.root, "add", ".")
    git(source.root, "commit", "--quiet", "-m", "Lessons")
    return source.root


@needs_git
def test_a_repository_is_fetched_and_nothing_of_it_runs(repository, source, root, tmp_path):
    marker = tmp_path / "ran"
    source.write("../../.gitattributes", "*.go filter=evil\n")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "Filter")
    for hook in ("post-checkout", "post-merge", "pre-auto-gc", "reference-transaction"):
        path = repository / ".git" / "hooks" / hook
        path.write_text(f"#!/bin/sh\ntouch {marker}\n")
        path.chmod(0o755)
    added = add(root, f"file://{repository}", name="fetched")
    assert [lesson.handle for lesson in added.pack.lessons] == ["fetched:3"]
    assert not marker.exists()
    assert not list((root / "fetched").rglob(".git"))


@needs_git
def test_submodules_are_not_fetched(repository, root, tmp_path):
    git(repository, "submodule", "add", "--quiet", f"file://{repository}", "sample_apps/calculator/sub")
    git(repository, "commit", "--quiet", "-m", "Submodule")
    with pytest.raises(PackError, match=r"\.gitmodules belongs to Git"):
        add(root, f"file://{repository}")


@needs_git
def test_a_link_in_a_repository_is_refused(repository, source, root):
    (source.app / "link").symlink_to("/etc/passwd")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "Link")
    with pytest.raises(PackError, match="not a plain file"):
        add(root, f"file://{repository}")


@pytest.mark.parametrize(
    "url",
    [
        "ext::sh -c touch% /tmp/evil",
        "fd::17/x",
        "http://host.example/x.git",
        "git://host.example/x.git",
        "-oProxyCommand=evil@host:x",
        "ssh://-oProxyCommand=evil/x",
        "ssh://me@-oProxyCommand=evil/x",
        "me@host:-evil",
        "https://host.example/x y",
    ],
)
def test_an_address_that_could_run_something_is_not_fetched(root, url, monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("git was started"))
    with pytest.raises(PackError):
        add(root, url, name="evil")


@needs_git
def test_a_repository_that_is_not_there_is_told_without_asking_for_a_password(root, tmp_path):
    with pytest.raises(PackError, match="Git could not fetch it"):
        add(root, f"file://{tmp_path}/nowhere.git")
