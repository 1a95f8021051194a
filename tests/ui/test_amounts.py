"""Figures in words."""

from __future__ import annotations

import pytest

from tutor.ui import amounts


@pytest.mark.parametrize(
    ("given", "told"), [(0.04, "0.0 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.4, "59 s"), (65, "1 min 05 s")]
)
def test_seconds_are_as_exact_as_they_are_short(given, told):
    assert amounts.seconds(given) == told


@pytest.mark.parametrize(
    ("part", "told"), [(0, "0 %"), (1, "< 0.1 %"), (270, "2.7 %"), (9_940, "99 %"), (10_000, "100 %")]
)
def test_a_share_is_never_a_false_zero(part, told):
    assert amounts.share(part, 10_000) == told


def test_a_share_of_nothing_is_unknown():
    assert amounts.share(3, 0) == amounts.NOTHING


def test_what_was_not_measured_is_a_dash():
    assert amounts.size(None) == amounts.NOTHING
    assert amounts.size(2_400_000) == "2.4 MB"


def test_the_full_bar_is_as_wide_as_its_room_and_a_sliver_is_seen():
    assert amounts.bar(1.0, 10) == "█" * 10
    assert amounts.bar(0.5, 10) == "█" * 5
    assert amounts.bar(0.00001, 10) == "▏"
    assert amounts.bar(0.0, 10) == ""
    assert amounts.bar(2.0, 4) == "█" * 4


def test_numbers_agree_with_their_nouns():
    assert amounts.count(1, "file") == "1 file"
    assert amounts.count(12_345, "entry", "entries") == "12,345 entries"
