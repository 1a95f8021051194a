"""What a word on the command line, or in the app, means."""

from __future__ import annotations

import pytest

from tutor.course import Course, UnknownLesson
from tutor.course.naming import named, named_project
from tutor.insight.errors import OpeningError
from tutor.insight.named import Archived, OnEngine, Project


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("DISTILL_HOME", str(tmp_path / "home"))
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("word", ["3", "a-second-from", "03-a-second-from"])
def test_a_lesson_is_the_learners_own(word):
    found = named(word)
    assert isinstance(found, Project)
    assert found.name == "lesson-03"
    assert found.dockerfile_path is not None
    assert found.stage is None


def test_a_lesson_as_delivered_builds_under_another_name():
    lesson = Course.load().find("3")
    start, solution = named("3:start"), named("a-second-from:solution#build")
    assert isinstance(start, Project)
    assert isinstance(solution, Project)
    assert (start.text, start.name, start.stage) == (lesson.start, "lesson-03-start", None)
    assert (solution.text, solution.stage) == (lesson.solution, "build")


@pytest.mark.parametrize("word", ["nginx", "nginx:1.31-alpine", "ghcr.io/me/app@sha256:00", "3:latest"])
def test_all_else_is_an_image_of_the_engine(word):
    assert named(word) == OnEngine(word)


def test_an_image_that_sounds_like_a_lesson_may_have_been_meant_as_one():
    assert named("a-second-form") == OnEngine("a-second-form", ("a-second-from",))


def test_stdin_is_a_dash_and_an_image_in_it_can_be_picked():
    assert named("-") == Archived("-", None)
    assert named("-#app:1") == Archived("-#app:1", None, "app:1")


def test_a_file_is_an_archive_and_a_dockerfile_is_built_in_its_folder(elsewhere):
    (elsewhere / "image").write_bytes(b"")
    (elsewhere / "Dockerfile.dev").write_text("FROM scratch\n")
    assert named("image") == Archived("image", (elsewhere / "image").relative_to(elsewhere))
    found = named("Dockerfile.dev#0")
    assert isinstance(found, Project)
    assert found.stage == "0"
    assert found.folder.resolve() == elsewhere


def test_a_folder_is_built_when_it_has_a_dockerfile_and_is_an_image_when_it_has_a_layout(elsewhere):
    (elsewhere / "app").mkdir()
    (elsewhere / "app" / "Dockerfile").write_text("FROM scratch\n")
    (elsewhere / "image").mkdir()
    (elsewhere / "image" / "index.json").write_text("{}")
    project, image = named("app#test"), named("image")
    assert isinstance(project, Project)
    assert (project.name, project.stage) == ("project-app", "test")
    assert isinstance(image, Archived)


def test_a_folder_of_a_lessons_name_is_the_folder(elsewhere):
    (elsewhere / "3").mkdir()
    (elsewhere / "3" / "Dockerfile").write_text("FROM scratch\n")
    found = named("3")
    assert isinstance(found, Project)
    assert found.name == "project-3"


def test_a_file_with_a_hash_in_its_name_is_found_whole(elsewhere):
    (elsewhere / "image#2.tar").write_bytes(b"")
    found = named("image#2.tar")
    assert isinstance(found, Archived)
    assert found.image is None


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("./absent", "There is no absent"),
        ("absent.tar", "There is no absent.tar"),
        ("nginx#build", "neither a lesson nor a folder nor an archive"),
        (".", "neither a Dockerfile nor an image layout"),
    ],
)
def test_what_means_nothing_is_told(word, said):
    with pytest.raises(OpeningError) as caught:
        named(word)
    assert said in caught.value.message


def test_only_what_has_a_dockerfile_can_be_explained(elsewhere):
    (elsewhere / "image.tar").write_bytes(b"")
    with pytest.raises(OpeningError):
        named_project("image.tar")
    with pytest.raises(UnknownLesson):
        named_project("nginx")
    assert named_project("3:start").text == Course.load().find("3").start


@pytest.mark.parametrize("word", ["static", "a", "a-second"])
def test_the_beginning_of_a_lessons_name_may_be_an_images(word):
    found = named(word)
    assert isinstance(found, OnEngine)
    assert found.said == word


def test_where_nothing_but_a_lesson_is_meant_its_beginning_will_do():
    assert named_project("a-second:solution").text == Course.load().find("3").solution


@pytest.mark.parametrize("word", ["", "  "])
def test_nothing_is_no_folder(word):
    with pytest.raises(OpeningError, match="Nothing was named"):
        named(word)


def test_a_name_that_no_file_can_have_is_refused_plainly():
    with pytest.raises(OpeningError, match="cannot be looked up"):
        named("a" * 5000)


def test_one_stage_of_what_is_told_as_a_whole_is_refused():
    with pytest.raises(OpeningError, match="told together"):
        named_project("3:solution#build")
