from __future__ import annotations

from collections import defaultdict

import pytest
from rich.style import Style

from tutor.ui.editor.figures import Figures, Mark
from tutor.ui.editor.margin_columns import bar_of, columns_for, draw_margin, in_words

STYLES: defaultdict[str, Style] = defaultdict(Style)
BIG = Figures("RUN", adds=845_000_000, hides=31_000_000, seconds=63.0)


def text_of(figures: Figures | None, width: int, largest: int = 845_000_000) -> str:
    columns = columns_for(width)
    assert columns is not None
    return "".join(segment.text for segment in draw_margin(figures, columns, largest, STYLES))


@pytest.mark.parametrize("width", [24, 30, 49, 50, 63, 64, 87, 88, 200])
@pytest.mark.parametrize(
    "figures",
    [
        None,
        BIG,
        Figures("FROM", skipped="no later stage needs it"),
        Figures("RUN", Mark.RUNNING),
        Figures("COPY", adds=999_999_999_999, hides=99_900_000_000, seconds=360_000.0),
        Figures("ENV", Mark.CACHED, adds=0, cached=True, seconds=0.0),
    ],
)
def test_every_line_and_the_heading_are_as_wide_as_the_columns_say(width: int, figures: Figures | None):
    columns = columns_for(width)
    assert columns is not None
    assert len(text_of(figures, width)) == columns.width == len(columns.heading)


def test_below_fifty_columns_only_the_size_is_left():
    assert text_of(BIG, 49).split() == ["│", "845", "MB"]


def test_with_more_room_come_bar_then_time_then_what_is_hidden():
    assert "▇▇▇" in text_of(BIG, 50)
    assert "1m03s" not in text_of(BIG, 50)
    assert "1m03s" in text_of(BIG, 64)
    assert "-31.0 MB" not in text_of(BIG, 64)
    assert "-31.0 MB" in text_of(BIG, 88)


def test_an_editor_too_narrow_for_a_margin_has_none():
    assert columns_for(23) is None


def test_a_cache_hit_is_a_word_where_there_is_room_and_a_sign_where_not():
    cached = Figures("COPY", Mark.CACHED, adds=1000, cached=True, seconds=0.0)
    assert "cached" in text_of(cached, 64)
    assert "↺" in text_of(cached, 40)


def test_an_instruction_that_cannot_add_files_shows_a_dot_instead_of_zero():
    assert "·" in text_of(Figures("ENV", adds=0, seconds=0.0), 64)
    assert "0 B" in text_of(Figures("COPY", adds=0, seconds=0.0), 64)


def test_a_skipped_stage_says_so_once():
    assert "skipped" in text_of(Figures("FROM", skipped="no later stage needs it"), 40)
    assert "skipped" not in text_of(Figures("RUN", skipped="no later stage needs it"), 40)


@pytest.mark.parametrize(
    ("part", "bar"), [(0, ""), (1, "▁"), (100, "▇▇▇"), (50, "▇▃"), (33, "▇"), (200, "▇▇▇")]
)
def test_a_bar_is_as_long_as_its_part_and_never_vanishes(part: int, bar: str):
    assert bar_of(part, 100, 3) == bar


def test_words_say_all_that_the_columns_show():
    assert in_words(BIG) == "RUN adds 845 MB hides 31.0 MB in 1m03s · stays behind"
    assert (
        in_words(Figures("COPY", Mark.CACHED, adds=5, cached=True, ships=True))
        == "COPY adds 5 B from cache · ships"
    )
    assert in_words(Figures("RUN", Mark.RUNNING)) == "RUN is running"
    assert in_words(Figures("RUN", Mark.STALE, adds=5)) == "RUN adds 5 B · changed since this build"
    assert (
        in_words(Figures("FROM", skipped="no later stage needs it")) == "not built: no later stage needs it"
    )
