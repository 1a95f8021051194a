"""Doing without the front end that a file asks for."""

from __future__ import annotations

from tutor.dockerfile import parse
from tutor.engine.moby.syntax import syntax_taken_out


def test_no_instruction_changes_its_line_and_other_directives_stay():
    text = "# syntax=docker/dockerfile:1\n# escape=`\nFROM a\nRUN b `\n c\n"
    without = syntax_taken_out(text)
    assert without == "# escape=`\n#\nFROM a\nRUN b `\n c\n"
    before, after = parse(text), parse(without)
    assert after.directives.escape == "`"
    assert after.directives.syntax is None
    assert [i.lines for i in after.stages[0].instructions] == [i.lines for i in before.stages[0].instructions]
