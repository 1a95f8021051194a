"""What authors call: `distill lesson`."""

from __future__ import annotations

import json
import shutil

import msgspec
import pytest

from tutor.course.checking.report import CheckReport
from tutor.course.content import apps_folder, lessons_folder


@pytest.fixture
def pack(tmp_path):
    """A folder with lesson 3 and its application, as a pack has them."""
    shutil.copytree(
        lessons_folder() / "03-a-second-from",
        tmp_path / "pack/lessons/03-a-second-from",
        ignore=shutil.ignore_patterns("also"),
    )
    shutil.copytree(apps_folder() / "go-calculator", tmp_path / "pack/sample_apps/go-calculator")
    answers = tmp_path / "pack/lessons/03-a-second-from/answers"
    answers.mkdir(exist_ok=True)
    shutil.copy(lessons_folder() / "03-a-second-from/also/in-app.Dockerfile", answers)
    return tmp_path / "pack"


def check(distill, *arguments):
    return distill("lesson", "check", *arguments, "--engine", "embedded")


@pytest.mark.parametrize("named", ["", "lessons", "lessons/03-a-second-from"])
def test_a_pack_is_checked_by_any_of_its_folders(distill, pack, named):
    done = check(distill, pack / named)
    assert done.exit_code == 0, done.output
    assert "1 lesson, " in done.stdout
    assert done.stdout.rstrip().partition(": all as declared")[1]
    assert "passes all 5 goals" in done.stdout


def test_what_does_not_hold_is_told_with_its_place_and_ends_with_1(distill, pack):
    toml = pack / "lessons/03-a-second-from/lesson.toml"
    toml.write_text(toml.read_text().replace('"scratch", "one-file"', '"one-file"'))
    done = check(distill, pack)
    assert done.exit_code == 1
    assert "✘ Dockerfile" in done.stdout
    line = toml.read_text().partition("red_at_start")[0].count("\n") + 1
    assert f"{toml}:{line}: Goal scratch is red" in done.stdout
    assert "1 not as declared" in done.stdout


def test_a_lesson_that_cannot_be_read_does_not_keep_the_others_from_being_checked(distill, pack):
    broken = pack / "lessons/05-broken"
    broken.mkdir()
    (broken / "lesson.toml").write_text("schema = 1\nnumber = \n")
    done = check(distill, pack)
    assert done.exit_code == 1
    assert f"{broken / 'lesson.toml'}:2: not TOML" in done.stdout
    assert "passes all 5 goals" in done.stdout
    assert "2 lessons" in done.stdout


def test_the_document_has_an_outcome_for_every_file(distill, pack):
    done = distill("lesson", "check", pack, "--engine", "embedded", "--json")
    report = msgspec.json.decode(done.stdout, type=CheckReport)
    (lesson,) = report.lessons
    assert report.as_declared
    assert (lesson.name, lesson.folder) == ("03-a-second-from", str(pack / "lessons/03-a-second-from"))
    outcomes = {file.file: file.outcome for file in lesson.files}
    assert outcomes["wrong/misspelt-stage.Dockerfile"].causes == ("E1",)
    assert set(outcomes["solution.Dockerfile"].goals.values()) == {"passed"}
    assert report.dockerfiles == len([file for file in lesson.files if file.role != "text"])


@pytest.mark.parametrize("arguments", [[], ["3", "--all"]])
def test_lessons_or_all_of_them_are_named(distill, arguments):
    done = check(distill, *arguments)
    assert done.exit_code == 2
    assert "--all" in done.stderr


@pytest.mark.parametrize(
    ("named", "said"),
    [("a-secnd-from", "`a-second-from`"), ("./nowhere", "There is no folder"), ("99", "There are: 01-")],
)
def test_a_name_that_means_nothing_is_answered_with_what_there_is(distill, named, said):
    done = check(distill, named)
    assert done.exit_code == 2
    assert said in done.stderr


def test_without_its_engine_nothing_is_told(distill):
    done = distill("lesson", "check", "3", "--engine", "unix:///nowhere/docker.sock", "--json")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["stopped"]


def test_a_new_lesson_lacks_only_words_and_is_as_declared_when_they_are_there(distill, tmp_path):
    made = distill("lesson", "new", "two-doors", "--into", tmp_path)
    assert made.exit_code == 0, made.output
    folder = tmp_path / "lessons/01-two-doors"
    assert str(folder) in made.stdout
    before = check(distill, folder)
    assert before.exit_code == 1
    problems = [line for line in before.stdout.splitlines() if line.startswith(str(tmp_path))]
    assert len(problems) >= 15
    assert all("still to be written" in line for line in problems)
    for name in ("lesson.toml", "lesson.md"):
        text = (folder / name).read_text()
        (folder / name).write_text(text.replace("WRITE: ", "").replace("# What is still to be written", "#"))
    done = check(distill, folder)
    assert done.exit_code == 0, done.stdout
    assert distill("lessons", "add", tmp_path, "--name", "doors").exit_code == 0


def test_new_lessons_come_one_after_the_other_and_overwrite_nothing(distill, tmp_path):
    for name in ("one", "two", "09-nine", "ten"):
        assert distill("lesson", "new", name, "--into", tmp_path).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "lessons").iterdir()) == [
        "01-one",
        "02-two",
        "09-nine",
        "10-ten",
    ]
    again = distill("lesson", "new", "01-one", "--into", tmp_path)
    assert again.exit_code == 2
    assert "there already" in again.stderr


@pytest.mark.parametrize("name", ["../evil", "A b", "", "00-x", "a/b"])
def test_a_lesson_is_not_called_just_anything(distill, tmp_path, name):
    assert distill("lesson", "new", name, "--into", tmp_path / "x").exit_code == 2
    assert not (tmp_path / "x").exists()
