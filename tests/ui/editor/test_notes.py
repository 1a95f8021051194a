from __future__ import annotations

from tutor.dockerfile import Lines, Problem, Severity
from tutor.ui.editor.diagnostics import Analysis, SkippedStage
from tutor.ui.editor.notes import Notes, notes_of


def problem(line: int, severity: Severity) -> Problem:
    return Problem("Rule", "message", Lines(line, line + 2), severity)


def test_a_line_gets_the_sign_of_its_worst_problem():
    found = (problem(3, Severity.ADVICE), problem(3, Severity.ERROR), problem(3, Severity.WARNING))
    assert notes_of(Analysis("", found)).signs == {3: "error"}


def test_all_lines_of_a_skipped_stage_are_dimmed_and_its_from_tells_why():
    notes = notes_of(Analysis("", (), (SkippedStage(Lines(4, 6), "no later stage needs it"),)))
    assert set(notes.skipped) == {4, 5, 6}
    assert notes.reasons == {4: "no later stage needs it"}


def test_notes_below_an_insertion_move_and_those_above_stay():
    notes = Notes({2: "error", 5: "warning"}, {5: "why"}, {5: "why"}).moved(after=3, by=2)
    assert notes.signs == {2: "error", 7: "warning"}
    assert notes.skipped == notes.reasons == {7: "why"}


def test_notes_of_deleted_lines_gather_where_the_lines_were():
    assert Notes({5: "error", 9: "warning"}).moved(after=4, by=-3).signs == {4: "error", 6: "warning"}
