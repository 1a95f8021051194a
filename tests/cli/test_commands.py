"""Commands that need no engine, and those that do without one."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from tutor import engine as engines
from tutor.cli import COMMANDS
from tutor.cli.course_documents import Lessons
from tutor.cli.documents import (
    Diagnosis,
    Hinted,
    Recorded,
    Reset,
    Solved,
    Started,
    Stopped,
)
from tutor.cli.schemas import DOCUMENTS
from tutor.course import Course
from tutor.engine import BuildRequest, Connection, NotRecorded
from tutor.engine.protocol import EngineInfo

NOWHERE = "unix:///nowhere/docker.sock"


class Unknowing:
    """An embedded engine that has nothing recorded; keeps what it was asked for."""

    info = EngineInfo("embedded", "Embedded engine", "1.0", "embedded", "built in")

    def __init__(self):
        self.requests: list[BuildRequest] = []

    def build(self, request, cancel):
        self.requests.append(request)
        raise NotRecorded("go vet ./...", reason="it was never run", near=("go build ./...",), line=4)

    def close(self):
        pass


@pytest.fixture
def unknowing(monkeypatch):
    engine = Unknowing()
    monkeypatch.setattr(engines, "connect", lambda choice: Connection(engine, ()))
    return engine


def read(document, text):
    return msgspec.json.decode(text, type=document)


def test_lessons_lists_every_lesson_of_the_course(distill, monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")
    rows = read(Lessons, distill("lessons", "--json").stdout).lessons
    assert [row.slug for row in rows] == [lesson.slug for lesson in Course.load().lessons]
    assert all(row.passed == 0 and not row.completed for row in rows)
    text = distill("lessons").stdout
    assert all(row.title in text for row in rows)


def test_start_makes_a_real_folder_and_keeps_what_is_written_there(distill, home):
    started = read(Started, distill("start", "3", "--json").stdout)
    dockerfile = Path(started.dockerfile)
    assert dockerfile.is_relative_to(home)
    assert dockerfile.read_text() == Course.load().find("3").start
    assert (Path(started.folder) / "go.mod").is_file()
    dockerfile.write_text("FROM scratch\n")
    distill("start", "3")
    assert dockerfile.read_text() == "FROM scratch\n"


def test_reset_can_be_taken_back(distill):
    dockerfile = Path(read(Started, distill("start", "3", "--json").stdout).dockerfile)
    dockerfile.write_text("FROM scratch\n")
    assert not read(Reset, distill("reset", "3", "--json").stdout).undone
    assert dockerfile.read_text() == Course.load().find("3").start
    assert distill("reset", "3", "--undo").exit_code == 0
    assert dockerfile.read_text() == "FROM scratch\n"


def test_an_app_that_was_changed_is_told_and_comes_back_without_the_dockerfile(distill):
    started = read(Started, distill("start", "3", "--json").stdout)
    source, dockerfile = Path(started.folder, "main.go"), Path(started.dockerfile)
    came = source.read_text()
    source.write_text("package broken\n")
    dockerfile.write_text("FROM scratch\n")
    told = distill("start", "3").stdout
    assert "Not as they came: main.go. `distill start 3 --fresh-app`" in told
    fresh = read(Started, distill("start", "3", "--fresh-app", "--json").stdout)
    assert (fresh.put_back, fresh.changed) == (["main.go"], [])
    assert (source.read_text(), dockerfile.read_text()) == (came, "FROM scratch\n")
    assert distill("reset", "3", "--undo").exit_code == 0
    assert source.read_text() == "package broken\n"
    assert dockerfile.read_text() == "FROM scratch\n"


def test_a_reset_tells_which_files_it_put_back(distill):
    started = read(Started, distill("start", "3", "--json").stdout)
    Path(started.folder, "main.go").write_text("package broken\n")
    assert read(Reset, distill("reset", "3", "--json").stdout).put_back == ["main.go"]
    assert read(Reset, distill("reset", "3", "--json").stdout).put_back == []


def test_nothing_to_undo_is_said_with_exit_code_1(distill):
    result = distill("reset", "3", "--undo")
    assert result.exit_code == 1
    assert "no reset" in result.stderr


def test_the_solution_is_printed_and_the_diff_leads_to_it(distill):
    lesson = Course.load().find("3")
    assert distill("solution", "3").stdout == lesson.solution
    diff = read(Solved, distill("solution", "3", "--diff", "--json").stdout).diff
    assert diff is not None
    assert "+FROM scratch" in diff


def test_hints_come_one_by_one_and_the_last_shows_the_way(distill):
    hints = [read(Hinted, distill("hint", "3", "--json").stdout) for _ in range(3)]
    assert [hint.hint for hint in hints] == [1, 2, 3]
    assert [bool(hint.diff) for hint in hints] == [False, False, True]


def test_beyond_the_last_hint_the_command_says_so(distill):
    last = [distill("hint", "3") for _ in range(4)][-1]
    assert last.stdout.startswith("There is no further hint; this is the last one again.")
    assert "`distill solution 3`" in last.stdout


def test_an_exam_holds_its_solution_back_as_long_as_its_hints(distill):
    refused = distill("solution", "16")
    assert refused.exit_code == 2
    assert "this is an exam" in refused.stderr
    assert "--anyway" in refused.stderr
    assert refused.stdout == ""
    assert distill("solution", "16", "--anyway").stdout == Course.load().find("16").solution


def test_goals_are_told_as_not_judged_where_the_base_is_gone(distill):
    checked = distill("check", "10", "--engine", "embedded")
    assert checked.exit_code == 2
    assert checked.stdout.count("(unknown)") == len(Course.load().find("10").goals)
    assert "There is no image to judge." in checked.stdout
    assert "its registry does not have it any more" in checked.stderr


def test_a_build_that_fails_says_how_goals_stood_before_and_passes_none(distill):
    lesson = Course.load().find("3")
    file = Path(distill.json("start", "3")["dockerfile"])
    distill("check", "3", "--engine", "embedded")
    file.write_text(lesson.solution.replace("--from=build", "--from=biuld"))
    checked = distill("check", "3", "--engine", "embedded")
    assert checked.exit_code == 1
    assert checked.stdout.count("(not judged, ") == len(lesson.goals)
    assert "(not judged, passed before)" in checked.stdout
    assert "(not judged, failed before)" in checked.stdout
    assert "✔" not in checked.stdout
    assert "The build failed at line" in checked.stdout
    goals = distill.json("check", "3", "--engine", "embedded")["goals"]
    assert {goal["state"] for goal in goals} == {"failed"}
    assert {goal["before"] for goal in goals} == {"passed", "failed"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [("a-second-form", "a-second-from"), ("second", "a-second-from"), ("17", "3 (a-second-from)")],
)
def test_an_unknown_lesson_is_answered_with_what_there_is(distill, words, expected):
    result = distill("check", words)
    assert result.exit_code == 2
    assert expected in result.stderr


def test_a_misspelt_command_is_answered_with_the_right_one(distill):
    result = distill("bulid", "3")
    assert result.exit_code == 2
    assert "'build'" in result.stderr


@pytest.mark.parametrize("command", ["build", "check", "run"])
def test_without_an_engine_it_could_not_tell_and_says_what_to_do(distill, command):
    result = distill(command, "3", "--engine", NOWHERE)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "/nowhere/docker.sock" in result.stderr
    assert "Traceback" not in result.stderr


def test_doctor_tells_what_was_tried(distill):
    result = distill("doctor", "--engine", NOWHERE, "--json")
    diagnosis = read(Diagnosis, result.stdout)
    assert result.exit_code == 2
    assert diagnosis.engine is None
    assert any("/nowhere/docker.sock" in tried.where for tried in diagnosis.tried)
    assert diagnosis.advice


def test_a_file_that_is_not_there_is_named(distill, tmp_path):
    result = distill("build", "3", "-f", tmp_path / "absent")
    assert result.exit_code == 2
    assert str(tmp_path / "absent") in result.stderr


def test_every_command_that_tells_something_has_a_documented_schema(distill):
    for command in COMMANDS:
        if command in ("app", "web", "schema"):
            continue
        assert command in DOCUMENTS
        assert '"schema"' in distill("schema", command).stdout


@pytest.mark.parametrize(
    "arguments",
    [["build", "3", "--engine", NOWHERE], ["check", "nope"], ["build", "nope"], ["reset", "3", "--undo"]],
)
def test_with_json_a_command_that_cannot_says_so_in_json(distill, arguments):
    stopped = read(Stopped, distill(*arguments, "--json").stdout)
    assert stopped.stopped


def test_a_folder_where_a_lesson_is_wanted_is_told_apart(distill, tmp_path):
    result = distill("check", tmp_path)
    assert result.exit_code == 2
    assert "distill build" in result.stderr


def test_the_engine_that_the_environment_names_is_mentioned_when_it_does_not_answer(distill, monkeypatch):
    monkeypatch.setenv("DISTILL_ENGINE", NOWHERE)
    result = distill("build", "3")
    assert result.exit_code == 2
    assert "DISTILL_ENGINE" in result.stderr


def test_doctor_finds_the_embedded_engine_where_nothing_else_is_and_says_what_it_holds(
    distill, monkeypatch, tmp_path
):
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/docker.sock")
    monkeypatch.setenv("CONTAINER_HOST", f"unix://{tmp_path}/podman.sock")
    result = distill("doctor", "--json")
    diagnosis = read(Diagnosis, result.stdout)
    assert result.exit_code == 0
    assert diagnosis.engine is not None
    assert diagnosis.engine.kind == "embedded"
    assert diagnosis.embedded is not None
    image = next(row for row in diagnosis.embedded.images if any("golang:" in name for name in row.names))
    assert image.recorded
    assert image.engine
    assert image.bytes > 500_000_000
    told = distill("doctor").stdout
    assert told.count(image.recorded) == told.count(image.source) == 1
    assert "golang:" not in told
    assert "golang:" in (every := distill("doctor", "--verbose").stdout)
    assert every.count(image.source) == 1


@pytest.mark.parametrize("choice", ["docker", "podman"])
def test_doctor_ends_with_2_when_the_engine_that_was_named_is_not_there(
    distill, monkeypatch, tmp_path, choice
):
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/docker.sock")
    monkeypatch.setenv("CONTAINER_HOST", f"unix://{tmp_path}/podman.sock")
    assert distill("doctor", "--engine", choice).exit_code == 2


@pytest.mark.parametrize("command", ["build", "check"])
def test_what_is_not_recorded_is_told_with_its_line_and_what_is(distill, unknowing, command):
    result = distill(command, "3")
    assert result.exit_code == 2
    assert ("(unknown)" in result.stdout) == (command == "check")
    assert "line 4: go vet ./... is not recorded: it was never run" in result.stderr
    assert "go build ./..." in result.stderr
    assert "Start Docker or Podman" in result.stderr


def test_what_is_not_recorded_is_a_document_too(distill, unknowing):
    stopped = read(Stopped, distill("build", "3", "--json").stdout)
    assert (stopped.not_recorded, stopped.reason, stopped.near, stopped.line) == (
        "go vet ./...",
        "it was never run",
        ["go build ./..."],
        4,
    )
    assert "--engine docker" in stopped.advice


def test_that_the_embedded_engine_builds_is_said_when_nobody_chose_it(distill, unknowing):
    assert "Neither Docker nor Podman answers" in distill("build", "3").stderr
    assert "Neither Docker nor Podman answers" not in distill("build", "3", "--engine", "embedded").stderr


@pytest.mark.parametrize("command", ["build", "check"])
def test_the_pace_of_recorded_output_is_handed_on(distill, unknowing, command):
    distill(command, "3")
    distill(command, "3", "--replay", "real")
    assert [request.replay for request in unknowing.requests] == ["instant", "real"]
    assert distill(command, "3", "--replay", "slow").exit_code == 2


def test_record_list_tells_what_comes_with_distill(distill):
    recorded = read(Recorded, distill("record", "list", "--json").stdout)
    assert any("debian:trixie" in image.names for image in recorded.images)
    assert any(command.command.startswith("go build") for command in recorded.commands)
    assert recorded.new == recorded.refused == []
    text = distill("record", "list").stdout
    assert "image    golang:1.27-trixie, golang:1.27" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lesson"], "name lessons, or all of them with --all"),
        (["lesson", "3", "--all"], "name lessons, or all of them with --all"),
        (["image", "busybox", "--replace", "nothing"], "--replace nothing is not OLD=NEW"),
        (["image", "busybox", "--engine", "embedded"], "has nothing to record from"),
        (["list", "--into", "nowhere"], "cannot be read"),
    ],
)
def test_record_says_what_it_cannot(distill, arguments, said):
    result = distill("record", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_folder_of_ones_own_is_run_as_it_is_built(distill, tmp_path):
    lesson = Course.load().find("3")
    folder = tmp_path / "mine"
    shutil.copytree(lesson.app_folder, folder)
    (folder / "Dockerfile").write_text(lesson.solution)
    result = distill("run", folder, "--engine", "embedded", stdin="1 + 2\n")
    assert (result.exit_code, result.stdout) == (0, "Result: 3\n")
    other = distill("run", folder, "--engine", "embedded", "--stage", "nowhere")
    assert other.exit_code == 2
    assert "The stages are: build, stage-1." in other.stderr
