"""`distill lessons add` and `remove`, and what the other commands make of a pack's lessons."""

from __future__ import annotations

import shutil

import msgspec
import pytest

from tutor.cli.course_documents import Lessons
from tutor.cli.pack_documents import PackAdded, PackRemoved
from tutor.course.content import apps_folder, lessons_folder


@pytest.fixture
def pack(tmp_path):
    """Lesson 3 as somebody else's."""
    shutil.copytree(
        lessons_folder() / "03-a-second-from",
        tmp_path / "Go Basics/lessons/03-a-second-from",
        ignore=shutil.ignore_patterns("also"),
    )
    shutil.copytree(apps_folder() / "go-calculator", tmp_path / "Go Basics/sample_apps/go-calculator")
    return tmp_path / "Go Basics"


def test_a_pack_is_added_listed_and_removed(distill, pack):
    added = distill("lessons", "add", pack)
    assert added.exit_code == 0, added.output
    assert "Added the pack go-basics: 1 lesson" in added.stdout
    assert "go-basics:3  A second FROM" in added.stdout
    assert "Nothing of it was executed" in added.stderr
    listed = distill("lessons").stdout
    assert f"go-basics  from {pack}" in listed
    assert "go-basics:3  A second FROM  0 of 5" in listed
    assert "Renewed" in distill("lessons", "add", pack).stdout
    assert distill("lessons", "remove", "go-basics").stdout == "Removed the pack go-basics.\n"
    assert "go-basics" not in distill("lessons").stdout


def test_the_documents_tell_the_same(distill, pack):
    added = msgspec.json.decode(distill("lessons", "add", pack, "--json").stdout, type=PackAdded)
    assert (added.pack, added.lessons, added.renewed) == ("go-basics", ["go-basics:3"], False)
    (row,) = msgspec.json.decode(distill("lessons", "--json").stdout, type=Lessons).packs
    assert (row.source, row.folder) == (str(pack), added.folder)
    assert [(one.handle, one.passed, one.goals) for one in row.lessons] == [("go-basics:3", 0, 5)]
    removed = msgspec.json.decode(
        distill("lessons", "remove", "go-basics", "--json").stdout, type=PackRemoved
    )
    assert removed.pack == "go-basics"


def test_an_unfinished_pack_says_so_and_where_it_is_told(distill, tmp_path):
    distill("lesson", "new", "two-doors", "--into", tmp_path / "my-pack")
    added = distill("lessons", "add", tmp_path / "my-pack")
    assert added.exit_code == 0
    assert "It is unfinished: " in added.stderr
    told = distill("lesson", "check", "my-pack:", "--engine", "embedded")
    assert "still to be written" in told.output
    assert distill.json("lessons", "add", tmp_path / "my-pack")["unwritten"] > 1


def test_a_lesson_of_a_pack_is_checked_by_its_handle(distill, pack):
    distill("lessons", "add", pack)
    checked = distill("lesson", "check", "go-basics:3", "--engine", "embedded")
    assert "03-a-second-from" in checked.stdout
    assert "There are: go-basics:03-" in distill("lesson", "check", "go-basics:7").stderr
    assert "Packs: go-basics" in distill("lesson", "check", "go-cellar:3").stderr


def test_a_lesson_of_a_pack_is_worked_on_like_any_other(distill, pack, home):
    distill("lessons", "add", pack)
    started = distill.json("start", "go-basics:3")
    assert started["dockerfile"] == str(home / "workspaces/go-basics.03-a-second-from/Dockerfile")
    assert distill("check", "go-basics:3", "--engine", "embedded").exit_code == 1
    solved = distill("check", "go-basics:3", "-f", "solution", "--engine", "embedded")
    assert solved.exit_code == 0, solved.output
    explained = distill("explain", "go-basics:3:solution", "--engine", "embedded")
    assert explained.exit_code == 0, explained.output
    rows = distill.json("lessons")
    assert [row["attempts"] for row in rows["lessons"] if row["number"] == 3] == [0]


def test_a_fault_is_told_with_file_and_line_and_nothing_is_taken(distill, pack):
    toml = pack / "lessons/03-a-second-from/lesson.toml"
    toml.write_text(toml.read_text().replace("minutes = 10", "minuets = 10"))
    done = distill("lessons", "add", pack)
    line = toml.read_text().partition("minuets")[0].count("\n") + 1
    assert done.exit_code == 2
    assert f"lessons/03-a-second-from/lesson.toml:{line}:1: unknown key `minuets`" in done.stderr
    assert distill.json("lessons")["packs"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["add", "nowhere"], "There is no nowhere"), (["remove", "nothing"], "There are no packs")],
)
def test_what_is_not_there_is_told(distill, arguments, said):
    done = distill("lessons", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr
