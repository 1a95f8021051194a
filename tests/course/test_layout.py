"""Which files lie beside a Dockerfile of a lesson, by what the Dockerfile is there for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import SOLUTION, Image, PreparedEngine, built

from tutor.course import Workspace
from tutor.course.layout import Role, folder_of, laid_out
from tutor.course.proof import judge_variant
from tutor.course.variants import answers_of, variants_of
from tutor.engine.cancel import Cancel
from tutor.engine.events import Built


@pytest.fixture
def layered(lesson_folder):
    """A lesson that lays files over its application."""
    lesson_folder.write("files/.env", "TOKEN=1\n")
    lesson_folder.write("files/main.go", "broken\n")
    lesson_folder.write("solution/.dockerignore", ".env\n")
    lesson_folder.write("solution/main.go", "mended\n")
    lesson_folder.write("answers/other.Dockerfile", SOLUTION)
    lesson_folder.write("wrong/misspelt/.dockerignore", "*.go\n")
    return lesson_folder


def texts(files):
    return {name: path.read_text() for name, path in files.items() if name != "inner/calc.go"}


def test_the_start_has_what_the_lesson_lays_over_the_application(layered):
    files = laid_out(layered.load(), Role.START)
    assert texts(files) == {".env": "TOKEN=1\n", "main.go": "broken\n"}
    assert "inner/calc.go" in files


@pytest.mark.parametrize(("role", "file"), [(Role.SOLUTION, ""), (Role.ANSWER, "answers/other.Dockerfile")])
def test_a_right_answer_has_the_files_of_the_solution_too(layered, role, file):
    files = texts(laid_out(layered.load(), role, file))
    assert files == {".env": "TOKEN=1\n", ".dockerignore": ".env\n", "main.go": "mended\n"}


def test_a_wrong_turn_has_the_files_that_are_laid_over_for_it_alone(layered):
    lesson = layered.load()
    assert texts(laid_out(lesson, Role.WRONG_TURN, "wrong/misspelt.Dockerfile")) == {
        ".env": "TOKEN=1\n",
        ".dockerignore": "*.go\n",
        "main.go": "broken\n",
    }
    assert ".dockerignore" not in laid_out(lesson, Role.WRONG_TURN, "wrong/one-stage.Dockerfile")


def test_a_wrong_turn_may_have_the_files_of_the_solution(layered):
    layered.edit('title = "Still one stage"', 'title = "Still one stage"\nwith_solution_files = true')
    files = texts(laid_out(layered.load(), Role.WRONG_TURN, "wrong/one-stage.Dockerfile"))
    assert files[".dockerignore"] == ".env\n"


def test_the_workspace_is_laid_out_like_the_start(layered, tmp_path):
    workspace = Workspace.open(layered.load(), tmp_path)
    assert (workspace.folder / ".env").read_text() == "TOKEN=1\n"
    assert not (workspace.folder / ".dockerignore").exists()


def test_the_other_answers_are_among_the_variants(layered):
    lesson = layered.load()
    assert [answer.title for answer in answers_of(lesson)] == ["answers/other.Dockerfile"]
    assert [variant.role for variant in variants_of(lesson)].count(Role.ANSWER) == 1


def test_a_variant_is_judged_among_its_own_files(layered):
    seen = []

    class Looking(PreparedEngine):
        def build(self, request, cancel):
            seen.append((request.context / "main.go").read_text())
            yield Built(built(request.dockerfile, *[Image()] * request.dockerfile.count("FROM")))

    lesson = layered.load()
    for variant in variants_of(lesson):
        if variant.role in (Role.START, Role.ANSWER):
            judge_variant(lesson, variant, Looking(), Cancel())
    assert seen == ["broken\n", "mended\n"]


def test_a_lesson_as_delivered_has_a_folder_of_its_own_only_where_it_differs(
    lesson, layered, tmp_path, monkeypatch
):
    monkeypatch.setenv("DISTILL_HOME", str(tmp_path / "home"))
    plain = replace(lesson, folder=tmp_path / "nothing-laid-over")
    assert folder_of(plain, Role.SOLUTION) == lesson.app_folder
    folder = folder_of(layered.load(), Role.SOLUTION)
    assert (folder / "main.go").read_text() == "mended\n"
    assert (folder / "inner" / "calc.go").is_file()


def test_a_link_that_leads_out_of_a_lesson_brings_nothing(layered, tmp_path):
    (tmp_path / "private").write_text("mine\n")
    (layered.folder / "files" / "stolen").symlink_to(tmp_path / "private")
    (layered.folder / "files" / "same.go").symlink_to("main.go")
    files = laid_out(layered.load(), Role.START)
    assert "stolen" not in files
    assert files["same.go"].read_text() == "broken\n"
