"""What a lesson says its program depends on."""

from __future__ import annotations

from tutor.engine.embedded.recording.runs import Matters


def test_paths_and_variables_that_a_program_looks_at_are_told_apart():
    matters = Matters(looks_at=("/tmp", "$TMPDIR", "./"))
    assert matters.paths == ("/tmp", "./")
    assert matters.variables == ("TMPDIR",)
