from __future__ import annotations

from collections import defaultdict

import pytest
from rich.style import Style

from tutor.ui.editor.figures import Figures, Mark
from tutor.ui.editor.margin_columns import bar_of, columns_for, draw_margin, in_words, split_bar

STYLES: defaultdict[str, Style] = defaultdict(Style)
BIG = Figures("RUN", adds=845_000_000, hides=31_000_000, seconds=63.0)


def text_of(figures: Figures | None, width: int, largest: int = 845_000_000) -> str:
    columns = columns_for(width)
    assert columns is not None
    return "".join(segment.text for segment in draw_margin(figures, columns, largest, STYLES))


@pytest.mark.parametrize("width", [24, 30, 47, 48, 71, 72, 87, 88, 200])
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


def test_below_forty_eight_columns_only_the_size_is_left():
    assert text_of(BIG, 47) == "│ 845MB"


@pytest.mark.parametrize(
    ("adds", "text"),
    [
        (0, "0B"),
        (812, "812B"),
        (2_100, "2.1kB"),
        (31_000_000, "31MB"),
        (9_960_000, "10MB"),
        (845_000_000, "845MB"),
        (1_020_000_000, "1.0GB"),
        (99_900_000_000, "100GB"),
    ],
)
def test_a_slim_size_has_five_cells_and_a_blank_before_them(adds: int, text: str):
    assert text_of(Figures("RUN", adds=adds), 47) == f"│ {text:>5}"


def test_in_a_slim_margin_the_mark_stands_in_the_place_of_the_rule():
    assert text_of(Figures("RUN", Mark.STALE, adds=845_000_000), 60) == "≠ 845MB ░░"
    assert text_of(Figures("RUN", adds=845_000_000, ships=True), 60) == "│ 845MB ▇▇"


def test_with_more_room_come_bar_then_time_then_what_is_hidden():
    assert "░░" in text_of(BIG, 48)
    assert "1m03s" not in text_of(BIG, 71)
    assert "1m03s" in text_of(BIG, 72)
    assert "-31.0 MB" not in text_of(BIG, 72)
    assert "-31.0 MB" in text_of(BIG, 88)


def test_an_editor_too_narrow_for_a_margin_has_none():
    assert columns_for(23) is None


def test_a_cache_hit_has_a_sign_and_where_there_is_room_a_word():
    cached = Figures("COPY", Mark.CACHED, adds=1000, cached=True, seconds=0.0)
    assert "cached" in text_of(cached, 72)
    assert "↺" in text_of(cached, 72)
    assert "↺" in text_of(cached, 40)


def test_what_took_no_time_to_speak_of_shows_none():
    assert "s" not in text_of(Figures("RUN", adds=0, seconds=0.01), 72)
    assert in_words(Figures("RUN", adds=0, seconds=0.01)) == "RUN adds nothing"


def test_an_instruction_that_cannot_add_files_shows_a_dot_instead_of_zero():
    assert "·" in text_of(Figures("ENV", adds=0, seconds=0.0), 72)
    assert "0 B" in text_of(Figures("COPY", adds=0, seconds=0.0), 72)


def test_a_skipped_stage_says_so_once():
    assert "skipped" in text_of(Figures("FROM", skipped="no later stage needs it"), 72)
    assert "skip" in text_of(Figures("FROM", skipped="no later stage needs it"), 40)
    assert "skip" not in text_of(Figures("RUN", skipped="no later stage needs it"), 72)


@pytest.mark.parametrize(
    ("part", "bar"), [(0, ""), (1, "▁"), (100, "▇▇▇"), (50, "▇▃"), (33, "▇"), (200, "▇▇▇")]
)
def test_a_bar_is_as_long_as_its_part_and_never_vanishes(part: int, bar: str):
    assert bar_of(part, 100, 3) == bar


@pytest.mark.parametrize(
    ("adds", "shipped", "bar"),
    [
        (100, 100, ("▇▇▇▇▇▇", "")),
        (100, 0, ("", "░░░░░░")),
        (100, 2, ("▇", "░░░░░")),
        (100, 98, ("▇▇▇▇▇", "░")),
        (100, 50, ("▇▇▇", "░░░")),
        (5, 1, ("▂", "")),
    ],
)
def test_what_ships_of_a_line_is_lit_and_the_rest_is_shaded(adds: int, shipped: int, bar: tuple[str, str]):
    assert split_bar(Figures("RUN", adds=adds, shipped=shipped), 100, 6) == bar


def test_words_tell_the_part_that_ships():
    assert (
        in_words(Figures("RUN", adds=37_000_000, shipped=2_400_000))
        == "RUN adds 37.0 MB · 2.4 MB of it ships"
    )
    assert in_words(Figures("RUN", adds=37_000_000, shipped=37_000_000)) == "RUN adds 37.0 MB · ships"
    assert (
        in_words(Figures("RUN", adds=37_000_000, ships=True, shipped=0)) == "RUN adds 37.0 MB · stays behind"
    )


def test_words_say_all_that_the_columns_show():
    assert in_words(BIG) == "RUN adds 845 MB hides 31.0 MB in 1 min 03 s · stays behind"
    assert (
        in_words(Figures("COPY", Mark.CACHED, adds=5, cached=True, ships=True))
        == "COPY adds 5 B cached · ships"
    )
    assert in_words(Figures("RUN", Mark.RUNNING)) == "RUN is running"
    assert in_words(Figures("RUN", Mark.STALE, adds=5)) == "RUN adds 5 B · changed since this build"
    assert (
        in_words(Figures("FROM", skipped="no later stage needs it")) == "not built: no later stage needs it"
    )
