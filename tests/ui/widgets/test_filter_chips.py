"""What is said of the filters of a comparison, in the room there is."""

from __future__ import annotations

import pytest

from tutor.ui.comparing.listing import View
from tutor.ui.widgets.filter_chips import FilterChips
from tutor.ui.widgets.merged_row import SIGN_NAMES


def lines(width: int, view: View | None = None) -> list[str]:
    chips = FilterChips()
    chips.set_reactive(FilterChips.view, view or View())
    return [line.plain for line in chips._lines(width)]


@pytest.mark.parametrize(("width", "height"), [(58, 2), (78, 1), (116, 1)])
def test_every_sign_has_its_word_in_the_lines_there_are(width, height):
    told = lines(width)
    assert len(told) == height
    assert all(len(line) <= width for line in told)
    assert all(f"{sign} {name}" in told[0] for sign, name in SIGN_NAMES.items())


def test_the_words_stay_when_every_filter_is_on():
    told = lines(58, View(signs=frozenset(SIGN_NAMES), setuid=True, least=1_000_000))
    assert told[0] == "[+ added] [- removed] [~ changed] [= same] [> moved]"
    assert told[1].startswith("[u setuid]")
    assert all(len(line) <= 58 for line in told)


def test_where_not_even_the_words_of_the_signs_fit_the_signs_stand_alone():
    assert lines(40)[0].startswith("+ - ~ = > u setuid")
