"""Resetting a lesson's folder, and taking that back."""

from __future__ import annotations

from made import SOLUTION, START

from tutor.course import Workspace


def test_a_reset_can_be_undone_also_after_a_restart(workspace, lesson, root):
    workspace.save(SOLUTION)
    workspace.reset()
    assert workspace.text() == START
    again = Workspace.open(lesson, root)
    assert again.can_undo_reset
    assert again.undo_reset()
    assert again.text() == SOLUTION
    assert not again.can_undo_reset
    assert not again.undo_reset()


def test_undoing_a_reset_keeps_what_was_written_since(workspace):
    workspace.save("FROM before\n")
    workspace.reset()
    workspace.save("FROM since\n")
    assert workspace.undo_reset()
    assert workspace.text() == "FROM before\n"
    assert workspace.undo_reset()
    assert workspace.text() == "FROM since\n"


def test_a_second_reset_does_not_forget_the_text_before_the_first(workspace):
    workspace.save("FROM before\n")
    workspace.reset()
    workspace.reset()
    assert workspace.undo_reset()
    assert workspace.text() == "FROM before\n"


def test_a_blank_line_typed_after_a_reset_does_not_take_the_place_of_the_text_before_it(workspace, lesson):
    workspace.save("FROM before\n")
    workspace.reset()
    workspace.save("\n" + lesson.start)
    workspace.reset()
    assert workspace.undo_reset()
    assert workspace.text() == "FROM before\n"


def test_a_reset_brings_back_the_other_files_and_can_be_undone(workspace, lesson_folder):
    (workspace.folder / "main.go").write_text("my edit")
    (workspace.folder / "inner" / "calc.go").unlink()
    workspace.save(SOLUTION)
    workspace.reset()
    assert (workspace.folder / "main.go").read_text() == "package main\n"
    assert (workspace.folder / "inner" / "calc.go").read_text() == "package inner\n"
    assert workspace.undo_reset()
    assert (workspace.folder / "main.go").read_text() == "my edit"


def test_undoing_a_reset_keeps_what_was_written_into_other_files_since(workspace):
    main = workspace.folder / "main.go"
    for text in ("before", "since"):
        main.write_text(text)
        workspace.save(f"FROM {text}\n")
        if text == "before":
            workspace.reset()
    workspace.undo_reset()
    assert main.read_text() == "before"
    workspace.undo_reset()
    assert main.read_text() == "since"


def test_files_that_were_reset_without_the_dockerfile_come_back_too(workspace):
    (workspace.folder / "main.go").write_text("my edit")
    workspace.reset()
    assert workspace.can_undo_reset
    assert workspace.undo_reset()
    assert (workspace.folder / "main.go").read_text() == "my edit"
    assert workspace.text() == START


def test_there_is_nothing_to_undo_at_first(workspace):
    assert not workspace.undo_reset()
    assert workspace.text() == START
