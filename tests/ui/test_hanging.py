"""Signs with texts beside them."""

from textual.content import Content

from tutor.ui.widgets.hanging import Hanging


def test_a_folded_text_goes_on_below_itself() -> None:
    rows = Hanging([(Content(" 9. "), Content("one two three")), (Content("10. "), Content("four"))])
    assert rows.folded(12).plain == " 9. one two\n    three\n10. four"


def test_what_a_text_is_coloured_in_stays_on_its_words() -> None:
    rows = Hanging([(Content("- "), Content.assemble("one two ", ("three", "bold")))])
    told = rows.folded(9)
    assert [told.plain[span.start : span.end] for span in told.spans if span.style == "bold"] == ["three"]


def test_another_width_folds_anew() -> None:
    rows = Hanging([(Content("- "), Content("one two"))])
    assert (rows.get_height({}, 20), rows.get_height({}, 6)) == (1, 2)
