from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace

import pytest

from tutor.course import Attempt, AttemptState, GoalNote, Progress, ProgressError, State
from tutor.course.progress.process import is_alive, this_process

ATTEMPT = Attempt("a-second-from", "calculator", 1000.0, "FROM a\n", "Docker 28.5.2")
GREEN = (GoalNote("two-stages", State.PASSED), GoalNote("runs", State.PASSED))
MIXED = (GoalNote("two-stages", State.PASSED), GoalNote("runs", State.FAILED, "It printed nothing."))
RED = (GoalNote("two-stages", State.FAILED, "One stage."), GoalNote("runs", State.UNKNOWN, "Not run."))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "progress.sqlite3"


@pytest.fixture
def progress(path):
    with Progress.open(path) as progress:
        yield progress


def finished(progress, *, verdicts=GREEN, state=AttemptState.BUILT, **more):
    begun = progress.record(ATTEMPT)
    return progress.record(replace(begun, verdicts=verdicts, state=state, ended_at=1010.0, **more))


def test_an_attempt_comes_back_as_it_was_recorded(progress):
    attempt = finished(
        progress, report={"schema": 1, "stages": []}, final_bytes=2_400_000, seconds=1.5, verdicts=MIXED
    )
    assert attempt.id is not None
    assert progress.attempts("a-second-from") == (attempt,)
    assert progress.last_attempt("a-second-from") == attempt


def test_attempts_are_kept_by_lesson_and_in_order(progress):
    first, second = progress.record(ATTEMPT), progress.record(replace(ATTEMPT, dockerfile="FROM b\n"))
    progress.record(replace(ATTEMPT, lesson="another"))
    assert [attempt.id for attempt in progress.attempts("a-second-from")] == [first.id, second.id]
    assert progress.draft("a-second-from") == "FROM b\n"


def test_what_was_recorded_is_there_for_the_next_process(progress, path):
    finished(progress)
    progress.last_lesson = "a-second-from"
    with Progress.open(path) as other:
        assert other.completed("a-second-from")
        assert other.last_lesson == "a-second-from"


def test_nothing_is_known_at_first(progress):
    assert progress.attempts("a-second-from") == ()
    assert progress.last_attempt("a-second-from") is None
    assert progress.passed("a-second-from") == frozenset()
    assert not progress.completed("a-second-from")
    assert progress.last_lesson is None
    assert progress.baseline("calculator") is None
    assert progress.draft("a-second-from") is None
    assert progress.hints_shown("a-second-from") == 0
    assert progress.notice is None


def test_the_best_attempt_tells_what_was_passed(progress):
    finished(progress, verdicts=RED)
    assert progress.passed("a-second-from") == frozenset()
    finished(progress, verdicts=MIXED)
    finished(progress, verdicts=RED)
    assert progress.passed("a-second-from") == {"two-stages"}
    assert not progress.completed("a-second-from")


def test_a_lesson_once_completed_stays_completed(progress):
    finished(progress)
    finished(progress, verdicts=RED)
    assert progress.completed("a-second-from")


def test_an_attempt_without_verdicts_completes_nothing(progress):
    finished(progress, verdicts=())
    assert not progress.completed("a-second-from")


def test_the_baseline_is_the_largest_image_of_the_application(progress):
    for size in (500, 900, 2):
        finished(progress, final_bytes=size)
    finished(progress, final_bytes=None)
    progress.record(replace(ATTEMPT, app="another", state=AttemptState.BUILT, final_bytes=5000))
    assert progress.baseline("calculator") == 900


def test_hints_are_counted_up_to_three(progress):
    assert [progress.show_hint("a-second-from") for _ in range(5)] == [1, 2, 3, 3, 3]
    assert progress.hints_shown("a-second-from") == 3
    assert progress.hints_shown("another") == 0


def test_the_quiz_keeps_the_last_choice_beside_the_hints(progress):
    progress.show_hint("a-second-from")
    assert progress.quiz_answer("a-second-from") is None
    progress.answer_quiz("a-second-from", 2)
    progress.answer_quiz("a-second-from", 0)
    assert progress.quiz_answer("a-second-from") == 0
    assert progress.hints_shown("a-second-from") == 1


def test_an_attempt_of_a_process_that_is_gone_is_interrupted(progress, path):
    script = (
        "import sys; from pathlib import Path; from tutor.course import Attempt, Progress\n"
        "Progress.open(Path(sys.argv[1])).record(Attempt('x', 'calculator', 1.0, 'FROM lost', 'Docker'))"
    )
    subprocess.run([sys.executable, "-c", script, path], check=True)
    (attempt,) = progress.attempts("x")
    assert attempt.state is AttemptState.INTERRUPTED
    assert attempt.dockerfile == "FROM lost"


def test_an_attempt_of_a_process_that_still_runs_is_running(progress, path):
    progress.record(ATTEMPT)
    with Progress.open(path) as other:
        assert other.attempts("a-second-from")[0].state is AttemptState.RUNNING


def test_a_process_is_known_by_its_number_and_its_start():
    assert is_alive(this_process())
    assert not is_alive(f"{os.getpid()}:1")
    assert not is_alive("999999999:1")
    assert not is_alive("")


def test_a_text_that_no_encoding_can_hold_is_still_recorded(progress):
    progress.record(replace(ATTEMPT, dockerfile="FROM \udcff\n"))
    assert progress.draft("a-second-from") == "FROM ?\n"


def test_many_processes_may_begin_the_file_at_once(path):
    script = (
        "import sys; from pathlib import Path; from tutor.course import Attempt, Progress\n"
        "with Progress.open(Path(sys.argv[1])) as p:\n"
        "    for n in range(20):\n"
        "        p.record(Attempt('x', 'a', 1.0, 'FROM a', 'Docker')); p.show_hint('x'); p.attempts('x')"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, path], stderr=subprocess.PIPE) for _ in range(6)
    ]
    errors = [process.communicate()[1].decode() for process in running]
    assert errors == [""] * 6
    with Progress.open(path) as progress:
        assert len(progress.attempts("x")) == 120
        assert progress.hints_shown("x") == 3


def test_many_threads_may_share_one_progress(progress):
    def work():
        for _ in range(20):
            finished(progress)
            progress.completed("a-second-from")

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(progress.attempts("a-second-from")) == 120


@pytest.mark.parametrize(
    "spoilt", [b"this is no database, but long enough to be one" * 100, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_a_broken_file_is_set_aside_and_told(path, spoilt):
    path.parent.mkdir()
    path.write_bytes(spoilt)
    with Progress.open(path, clock=lambda: 0.0) as progress:
        assert "damaged" in progress.notice
        finished(progress)
    (kept,) = path.parent.glob("progress.sqlite3.broken-*")
    assert str(kept) in progress.notice
    assert kept.read_bytes() == spoilt
    with Progress.open(path) as progress:
        assert progress.notice is None
        assert progress.completed("a-second-from")


def test_a_file_with_spoilt_pages_is_set_aside(path):
    with Progress.open(path) as progress:
        for _ in range(200):
            finished(progress, report={"filling": "x" * 500})
    data = bytearray(path.read_bytes())
    for page in range(3 * 4096, len(data), 2 * 4096):
        data[page : page + 200] = b"\xaa" * 200
    path.write_bytes(data)
    with Progress.open(path) as progress:
        assert progress.notice is not None
        assert progress.attempts("a-second-from") == ()


def test_two_broken_files_are_both_kept(path):
    path.parent.mkdir()
    for number in range(2):
        path.write_bytes(f"rubbish {number}".encode() * 500)
        Progress.open(path, clock=lambda: 0.0).close()
    assert len(list(path.parent.glob("progress.sqlite3.broken-*"))) == 2


def test_a_file_of_a_newer_tutor_is_left_alone(path):
    Progress.open(path).close()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(ProgressError, match="version 99") as caught:
        Progress.open(path)
    assert "Upgrade distill" in caught.value.advice
    assert list(path.parent.glob("*.broken-*")) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "home").write_text("a file")
    with pytest.raises(ProgressError, match="cannot be used") as caught:
        Progress.open(tmp_path / "home" / "progress.sqlite3")
    assert "DISTILL_HOME" in caught.value.advice


def test_a_full_disk_is_told_and_keeps_what_was_recorded(progress):
    attempt = finished(progress)
    pages = progress._database.execute("PRAGMA page_count").fetchone()[0]
    progress._database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ProgressError, match="full") as caught:
        finished(progress, report={"filling": "x" * 500_000})
    assert "free some space" in caught.value.advice
    assert progress.attempts("a-second-from")[0] == attempt


def test_a_second_writer_waits_for_the_first(progress, path):
    blocker = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    blocker.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.5, lambda: blocker.execute("COMMIT"))
    timer.start()
    progress.record(ATTEMPT)
    timer.join()
    assert len(progress.attempts("a-second-from")) == 1
    blocker.close()
