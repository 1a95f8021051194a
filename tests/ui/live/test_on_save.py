"""Whether a text that was saved is built by itself."""

from __future__ import annotations

from tutor.dockerfile import Lines, Problem, Severity
from tutor.ui.live.on_save import what_to_do

TEXT = "FROM scratch\n"


def asked(text: str = TEXT, **changes):
    usual = {"last": "", "checked": text, "problems": (), "building": False, "running": False}
    return what_to_do(text, **{**usual, **changes})


def problem(severity: Severity) -> Problem:
    return Problem("Syntax", "wrong", Lines(1, 1), severity)


def test_a_new_text_that_parses_is_built():
    assert asked() == "build"
    assert asked(problems=(problem(Severity.WARNING), problem(Severity.ADVICE))) == "build"


def test_a_text_that_does_not_parse_is_not():
    assert asked(problems=(problem(Severity.ERROR),)) == "nothing"
    assert asked("\n") == "nothing"


def test_a_text_that_is_not_checked_yet_waits_and_so_does_one_beside_a_run():
    assert asked(checked="FROM scr") == "wait"
    assert asked(running=True) == "wait"


def test_what_was_built_last_is_not_built_again():
    assert asked(last=TEXT) == "nothing"
    assert asked(last=TEXT, building=True) == "nothing"


def test_a_newer_text_supersedes_the_build_of_an_older_one():
    assert asked(building=True, last="FROM old") == "supersede"
