"""Where somebody was, kept between two starts."""

from __future__ import annotations

from tutor.ui.places import Place, keep_nothing_open, keep_place, left_open, place_of


def test_a_place_is_kept_with_the_lesson_that_was_open(tmp_path):
    path = tmp_path / "home" / "places.json"
    place = Place("editor", 3, 4, 1, 0, 1, "layers")
    keep_place(path, "one", place, lesson="one")
    keep_place(path, "two", Place("goals"), lesson="two")
    assert place_of(path, "one") == place
    assert place_of(path, "two") == Place("goals")
    assert place_of(path, "three") is None
    assert left_open(path) == "two"
    keep_nothing_open(path)
    assert left_open(path) is None
    assert place_of(path, "one") == place


def test_a_damaged_file_counts_for_nothing(tmp_path):
    path = tmp_path / "places.json"
    for text in ("{", "[]", '{"places": {"one": {"pane": 3}}}', '{"places": {"one": {"row": 1}}}',
                 '{"places": {"one": {"pane": "a", "row": -1}}}', '{"open": 3, "places": {}}'):  # fmt: skip
        path.write_text(text)
        assert place_of(path, "one") is None
        assert left_open(path) is None
