"""The log as sections, and where its lines stand."""

from __future__ import annotations

from tutor.ui.live.log import MOST_LINES, Place, Section, found, next_hit
from tutor.ui.live.log_layout import LogLayout


def section(title: str, *lines: str, open_: bool = True) -> Section:
    return Section(title, "running", lines=list(lines), open=open_)


def filled(one: Section, line: int, width: int) -> int:
    return max(1, -(-len(one.header if line < 0 else one.lines[line]) // width))


def laid_out(*sections: Section, width: int = 10) -> LogLayout:
    layout = LogLayout()
    layout.measure(sections, width, filled)
    return layout


def test_a_step_that_ended_well_folds_itself_and_a_failed_one_stays_open():
    good, bad = section("good", "out"), section("bad", "out")
    good.end("✔", "1.0 s")
    bad.end("✘", "failed", failed=True)
    assert (good.open, bad.open) == (False, True)


def test_what_the_reader_opened_stays_open():
    one = section("a", "out")
    one.fold(away=False)
    one.end("✔", "1.0 s")
    assert one.open


def test_a_header_tells_whether_there_is_something_to_open():
    folded, empty = section("a", "out", open_=False), section("b")
    assert folded.header.startswith("▸")
    assert empty.header == "  b"


def test_words_are_found_in_any_case_also_where_they_are_folded_away():
    sections = [section("RUN go build", "ok"), section("b", "x", "GO fetch", open_=False)]
    assert found(sections, "go") == (Place(0), Place(1, 1))
    assert found(sections, "") == ()


def test_the_next_place_found_is_reckoned_from_here_and_around_the_end():
    hits = (Place(0), Place(1, 1), Place(2, 0))
    assert next_hit(hits, None, 1) == 0
    assert next_hit(hits, Place(1, 0), 1) == 1
    assert next_hit(hits, Place(2, 0), 1) == 0
    assert next_hit(hits, Place(0), -1) == 2


def test_long_lines_take_more_rows_and_folded_ones_none():
    layout = laid_out(section("a", "x" * 25, "y"), section("b", "z", open_=False))
    assert layout.height == 1 + 3 + 1 + 1
    assert layout.at(2) == (Place(0, 0), 1)
    assert layout.at(4) == (Place(0, 1), 0)
    assert layout.at(5) == (Place(1), 0)
    assert layout.at(6) is None
    assert layout.row_of(Place(0, 1)) == 4
    assert layout.end_of(0) == 5


def test_going_down_and_up_passes_over_what_is_folded_away():
    layout = laid_out(section("a", "1", "2"), section("b", "3", open_=False), section("c"))
    assert layout.beside(Place(0, 1), 1) == Place(1)
    assert layout.beside(Place(1), 1) == Place(2)
    assert layout.beside(Place(2), -2) == Place(0, 1)
    assert layout.beside(Place(0), -5) == Place(0)
    assert layout.beside(Place(0), 99) == Place(2)


def test_rows_are_right_after_lines_were_added_dropped_and_the_width_changed():
    one = section("a", "1")
    layout = laid_out(one)
    one.add(["x" * 20])
    layout.measure([one], 10, filled)
    assert layout.height == 4
    layout.measure([one], 5, filled)
    assert layout.height == 1 + 1 + 4
    one.add(["y"] * MOST_LINES)
    layout.measure([one], 10, filled)
    assert layout.height == 1 + MOST_LINES
