"""How a table shares its room."""

from __future__ import annotations

from tutor.ui.widgets.column_widths import fair_widths


def test_no_column_has_many_more_rows_than_another():
    widths = fair_widths([5, 20, 10], [14, 40, 60], 60)
    assert sum(widths) == 60
    assert max(n / w for n, w in zip([14, 40, 60], widths, strict=True)) <= 2


def test_where_there_is_room_every_text_has_one_line():
    assert fair_widths([5, 20], [14, 40], 80) == [14, 40]


def test_no_word_is_broken_for_another_column():
    assert fair_widths([5, 34, 10], [14, 34, 60], 50) == [5, 34, 11]


async def test_a_lessons_table_keeps_the_words_of_its_first_column_together(open_app, enter):
    app = open_app("5")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        await pilot.press("f7")
        await pilot.pause()
        table = screen.query_one("Table")
        first = table.query_one(".row1")
        assert first.size.width >= len("`ca`: whom")
