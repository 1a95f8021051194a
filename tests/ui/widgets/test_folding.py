"""Long lines in narrow panes."""

from __future__ import annotations

from tutor.ui.widgets.folding import folded_part, folded_rows


def rows(text: str, width: int, cells: int | None = None) -> list[str]:
    return [
        text[slice(*folded_part(text, width, row, cells))] for row in range(folded_rows(text, width, cells))
    ]


def test_a_line_is_folded_between_words():
    assert [row.rstrip() for row in rows("the build of nothing at all", 12)] == [
        "the build of",
        "nothing at",
        "all",
    ]


def test_a_word_longer_than_a_row_is_cut():
    assert rows("/usr/local/go/pkg/tool", 10) == ["/usr/local", "/go/pkg/to", "ol"]


def test_no_letter_is_lost_or_shown_twice():
    text = "COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo and more of it"
    for width in range(5, 80):
        assert "".join(rows(text, width)) == text
        assert all(len(row.rstrip()) <= width for row in rows(text, width))


def test_wide_letters_fill_their_rows():
    text = "\u6f22\u5b57 \u6f22\u5b57"
    assert folded_rows(text, 4, 9) == 3
    assert folded_part(text, 4, 2, 9) == (8, 9)
