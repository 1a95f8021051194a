"""The log."""

from __future__ import annotations

from time import thread_time

from rich.text import Text
from textual.app import App, ComposeResult

from tutor.ui.widgets.log_lines import from_terminal
from tutor.ui.widgets.log_view import MOST_LINES, LogView


class Shown(App[None]):
    def get_css_variables(self) -> dict[str, str]:
        return {**super().get_css_variables(), "muted": "#888888"}

    def compose(self) -> ComposeResult:
        yield LogView(placeholder="Nothing yet.")


def lines(app: App[None]) -> list[str]:
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def test_colours_stay_and_cursor_movements_go():
    line = from_terminal("\x1b[32mgreen\x1b[0m \x1b[2K\x1b[1Aplain\x07 \x1b]0;title\x07end")
    assert line.plain == "green plain end"
    assert [line.plain[span.start : span.end] for span in line.spans] == ["green"]


def test_of_a_line_that_was_written_over_the_last_state_counts():
    assert from_terminal("10 %\r50 %\r100 %").plain == "100 %"
    assert from_terminal("done\r").plain == "done"


async def test_long_lines_are_folded_and_folded_anew_when_the_width_changes():
    async with Shown().run_test(size=(20, 10)) as pilot:
        log = pilot.app.query_one(LogView)
        log.write_output("a", "x" * 45 + "\nend\n")
        await pilot.pause()
        assert lines(pilot.app)[:4] == ["x" * 20, "x" * 20, "x" * 5, "end"]
        await pilot.resize_terminal(30, 10)
        await pilot.pause()
        assert lines(pilot.app)[:3] == ["x" * 30, "x" * 15, "end"]


async def test_a_line_is_folded_between_words():
    async with Shown().run_test(size=(20, 10)) as pilot:
        log = pilot.app.query_one(LogView)
        log.write_output("a", "failed to create task for it\n\x1b[31mrunc create failed: no\x1b[0m\nend\n")
        await pilot.pause()
        assert lines(pilot.app)[:5] == ["failed to create", "task for it", "runc create failed:", "no", "end"]


async def test_a_line_in_two_pieces_is_one_line_and_an_unfinished_one_is_shown_at_the_end():
    async with Shown().run_test(size=(20, 5)) as pilot:
        log = pilot.app.query_one(LogView)
        log.write_output("a", "hel")
        log.write_output("b", "other\n")
        log.write_output("a", "lo\nrest")
        assert log.plain == "other\nhello"
        log.flush_output()
        assert log.plain == "other\nhello\nrest"


async def test_it_follows_the_end_until_the_reader_scrolls_up():
    async with Shown().run_test(size=(20, 5)) as pilot:
        log = pilot.app.query_one(LogView)
        log.write_text([Text(str(n)) for n in range(20)])
        await pilot.pause()
        assert lines(pilot.app)[-1].startswith("19")
        log.focus()
        await pilot.press("home")
        log.write_text([Text("more")])
        await pilot.pause()
        assert lines(pilot.app)[0].startswith("0")
        await pilot.press("end")
        await pilot.pause()
        assert lines(pilot.app)[-1].startswith("more")


async def test_the_oldest_lines_make_room_and_a_flood_is_taken_quickly():
    async with Shown().run_test(size=(80, 20)) as pilot:
        log = pilot.app.query_one(LogView)
        flood = "".join(f"line {n}\n" for n in range(MOST_LINES + 500))
        began = thread_time()
        log.write_output("a", flood)
        assert thread_time() - began < 0.3
        assert log.line_count == MOST_LINES
        await pilot.pause()
        assert lines(pilot.app)[-1].startswith(f"line {MOST_LINES + 499}")


async def test_an_empty_log_says_what_will_come():
    async with Shown().run_test(size=(80, 5)) as pilot:
        assert lines(pilot.app)[0] == "Nothing yet."
