from __future__ import annotations

import pytest

from tutor.course.faults import CHECKS
from tutor.course.goals.words import count, percent, some
from tutor.course.why_not import fill, placeholders


def test_facts_fill_a_template():
    assert fill("{final} of {other}", {"final": "2.4 MB", "other": "882 MB"}) == "2.4 MB of 882 MB"


def test_a_fact_with_braces_stays_as_it_is():
    assert fill("wrote {stdout}", {"stdout": "{final}"}) == "wrote {final}"


def test_double_braces_stand_for_braces():
    assert placeholders("{{x}} {stages}") == ("stages",)
    assert fill("{{x}} {stages}", {"stages": "1 stage"}) == "{x} 1 stage"


@pytest.mark.parametrize(
    "template", ["{", "}", "{stages!r}", "{stages:>10}", "{stages.name}", "{0}", "{}", "{stages[0]}"]
)
def test_a_template_holds_nothing_but_names(template):
    with pytest.raises(ValueError, match="a single"):
        placeholders(template)


def test_counts_are_singular_for_one():
    assert [count(number, "file") for number in (0, 1, 2, 1500)] == [
        "0 files",
        "1 file",
        "2 files",
        "1,500 files",
    ]
    assert count(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (1.0, "100 %"),
        (0.88, "88 %"),
        (0.051, "5.1 %"),
        (0.00272, "0.27 %"),
        (0.0, "0 %"),
        (1.234, "120 %"),
        (0.00004, "0.004 %"),
    ],
)
def test_shares_have_two_digits(share, words):
    assert percent(share) == words


def test_a_share_is_told_apart_from_the_one_beside_it():
    assert percent(0.0501, beside=0.05) == "5.01 %"
    assert percent(0.0499, beside=0.05) == "4.99 %"
    assert percent(0.05, beside=0.05) == "5 %"


def test_long_lists_are_cut():
    assert some(["a"]) == "a"
    assert some(["a", "b", "c"]) == "a, b and c"
    assert some(["a", "b", "c", "d"]) == "a, b, c and 1 more"


def test_every_kind_of_check_names_its_facts():
    assert all(kind.facts for kind in CHECKS.values())
