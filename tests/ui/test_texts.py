"""Small pure pieces: prose, keys, differences, settings, the event box."""

from __future__ import annotations

import threading

import pytest

from tutor.ui.diffing import DiffLine, diff_lines
from tutor.ui.event_box import EventBox
from tutor.ui.keys import key_name
from tutor.ui.prose import prose
from tutor.ui.settings import Settings


def test_prose_joins_lines_and_colours_code():
    text = prose("Use `FROM\u00a0x`\nand **name** it.\n\nThen build.")
    assert text.plain == "Use FROM\u00a0x and name it.\n\nThen build."
    assert [text.plain[span.start : span.end] for span in text.spans] == ["FROM\u00a0x", "name"]


def test_prose_never_takes_brackets_for_markup():
    assert prose('CMD ["/calc"] [bold]x[/]').plain == 'CMD ["/calc"] [bold]x[/]'


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("f5", "F5"),
        ("ctrl+r", "Ctrl+R"),
        ("alt+n", "Alt+N"),
        ("s", "s"),
        ("left_square_bracket", "["),
        ("pageup", "PgUp"),
    ],
)
def test_keys_are_told_as_they_are_printed(key, name):
    assert key_name(key) == name


def test_a_difference_shows_what_goes_before_what_comes():
    lines = list(diff_lines("FROM a\nRUN x\n", "FROM a AS b\nRUN x\nCMD y\n"))
    assert lines == [
        DiffLine("-", 1, "FROM a"),
        DiffLine("+", 1, "FROM a AS b"),
        DiffLine("=", 2, "RUN x"),
        DiffLine("+", 3, "CMD y"),
    ]


def test_settings_come_back_and_a_damaged_file_is_no_crash(tmp_path):
    path = tmp_path / "deep" / "settings.json"
    Settings("nord").save(path)
    assert Settings.load(path) == Settings("nord")
    path.write_text('{"theme": 3')
    assert Settings.load(path) == Settings()
    path.write_text("[]")
    assert Settings.load(path) == Settings()


def test_settings_that_cannot_be_written_are_only_forgotten(tmp_path):
    (tmp_path / "file").write_text("")
    Settings("nord").save(tmp_path / "file" / "settings.json")
    assert (tmp_path / "file").read_text() == ""


def test_a_box_tells_once_until_it_is_emptied_and_loses_nothing():
    told = []
    box: EventBox[int] = EventBox(lambda: told.append(1))
    threads = [threading.Thread(target=lambda: [box.put(n) for n in range(1000)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    assert len(box.take()) == 4000
    assert box.take() == []
    box.put(1)
    assert len(told) == 2
