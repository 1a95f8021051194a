"""The log of a build and of what its goals asked for."""

from __future__ import annotations

from time import thread_time

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input, Static

from tutor.course import GoalRun
from tutor.engine.events import StepFailed, StepFinished, StepOutput, StepStarted
from tutor.ui.widgets.build_log import BuildLog
from tutor.ui.widgets.searched_pane import SearchedPane


class Shown(App[None]):
    def get_css_variables(self) -> dict[str, str]:
        return {**super().get_css_variables(), "muted": "#888888"}

    def compose(self) -> ComposeResult:
        yield SearchedPane(BuildLog())

    @property
    def built(self) -> BuildLog:
        return self.query_one(BuildLog)


def step(name: str, line: int, output: str) -> list:
    return [
        StepStarted(name, f"[build 2/4] RUN {name}", 0, line),
        StepOutput(name, "stdout", output.encode()),
    ]


@pytest.fixture
async def shown():
    async with Shown().run_test(size=(60, 12)) as pilot:
        pilot.app.built.focus()
        yield pilot


async def test_a_build_that_is_made_again_is_one_line_when_it_is_over(shown):
    log = shown.app.built
    log.tell([GoalRun("Gate: built again", None)])
    assert log.line_count == 0
    log.tell([GoalRun("Gate: built again", 2.0)])
    assert "goal: Gate: built again" in log.plain
    assert log.line_count == 1


async def test_steps_that_ended_well_are_one_line_with_sign_name_and_time(shown):
    log = shown.app.built
    log.tell([*step("make", 4, "one\ntwo\n"), StepFinished("make", False, 3.2)])
    assert log.shown == ["▸ ✔ 4 RUN make  3.2 s"]
    log.tell([*step("again", 5, "three\n"), StepFinished("again", True, 0.0)])
    assert log.shown[1] == "▸ ↺ 5 RUN again  cached"


async def test_the_failed_step_stays_open_with_what_the_engine_said(shown):
    log = shown.app.built
    log.tell([*step("make", 4, "no rule\n"), StepFailed("make", "exit code: 2")])
    assert log.shown == ["▾ ✘ 4 RUN make  failed", "no rule", "✘ exit code: 2"]


async def test_output_of_steps_side_by_side_stays_with_its_step(shown):
    log = shown.app.built
    log.tell([*step("a", 2, "a1\n"), *step("b", 5, "b1\n"), StepOutput("a", "stdout", b"a2\n")])
    assert [line.split("  ")[0] for line in log.shown] == ["▾ ● 2 RUN a", "a1", "a2", "▾ ● 5 RUN b", "b1"]


async def test_enter_opens_and_folds_one_step_and_o_and_f_all(shown):
    log = shown.app.built
    log.tell([*step("a", 2, "a1\n"), StepFinished("a", False, 1.0)])
    log.tell([*step("b", 5, "b1\n"), StepFinished("b", False, 1.0)])
    await shown.press("home", "enter")
    assert len(log.shown) == 3
    await shown.press("down", "enter")
    assert len(log.shown) == 2, "a line of its output folds the step too"
    await shown.press("o")
    assert len(log.shown) == 4
    await shown.press("f")
    assert len(log.shown) == 2


async def test_a_step_that_is_read_does_not_fold_itself(shown):
    log = shown.app.built
    log.tell(step("a", 2, "a1\na2\n"))
    await shown.press("up")
    log.tell([StepFinished("a", False, 1.0)])
    assert "a1" in log.shown


async def test_a_search_opens_what_is_folded_and_goes_from_place_to_place(shown):
    log = shown.app.built
    log.tell([*step("a", 2, "fetch one\n"), StepFinished("a", False, 1.0)])
    log.tell([*step("b", 5, "x\nFetch two\n"), StepFinished("b", False, 1.0)])
    await shown.press("slash", *"fetch")
    found = shown.app.query_one(".search--found", Static)
    await shown.pause()
    assert "1 of 2" in str(found.render())
    await shown.press("enter", "n")
    assert log.here is not None
    assert (log.here.section, log.here.line) == (1, 1)
    assert "2 of 2" in str(found.render())
    await shown.press("N")
    assert log.here.section == 0
    assert log.shown[1] == "fetch one"


async def test_a_search_that_finds_nothing_says_so_and_an_empty_one_closes(shown):
    shown.app.built.tell(step("a", 2, "a1\n"))
    await shown.press("slash", *"zebra")
    await shown.pause()
    assert "not here" in str(shown.app.query_one(".search--found", Static).render())
    shown.app.query_one(Input).value = ""
    await shown.press("enter")
    assert not shown.app.query_one(SearchedPane).searching
    assert shown.app.built.has_focus


async def test_it_follows_what_is_written_until_the_reader_goes_up_and_end_follows_again(shown):
    log = shown.app.built
    log.tell(step("a", 2, "".join(f"line {n}\n" for n in range(40))))
    await shown.pause()
    assert log.following
    await shown.press("pageup", "pageup", "pageup")
    top = log.scroll_offset.y
    log.tell([StepOutput("a", "stdout", b"more\n" * 30)])
    await shown.pause()
    assert log.scroll_offset.y == top
    await shown.press("end")
    await shown.pause()
    assert log.scroll_offset.y == log.max_scroll_y


async def test_a_flood_is_taken_quickly_again_and_again(shown):
    log = shown.app.built
    log.tell(step("a", 2, "".join(f"line {n}\n" for n in range(9_000))))
    began = thread_time()
    for number in range(20):
        log.tell([StepOutput("a", "stdout", f"more {number}\n".encode() * 20)])
    assert (thread_time() - began) / 20 < 0.016


async def test_what_was_running_when_the_build_was_stopped_says_so(shown):
    log = shown.app.built
    log.tell(step("a", 2, "half"))
    log.end()
    assert log.shown == ["▾ ! 2 RUN a  stopped", "half"]


async def test_a_build_that_began_while_the_log_was_hidden_is_drawn_as_it_is(shown):
    log = shown.app.built
    log.tell(step("a", 2, "a1\na2\na3\n"))
    log.tell(step("b", 3, "b1\n"))
    await shown.pause()
    log.display = False
    await shown.pause()
    log.begin()
    for number in range(3):
        log.note(f"note {number}", ["said"] if number == 1 else [])
    log.display = True
    shown.app.screen._refresh_layout()
    drawn = [log.render_line(y).text.strip() for y in range(log.size.height)]
    assert not any(drawn), "nothing is drawn before it is laid out"
    await shown.pause()
    drawn = [log.render_line(y).text.strip() for y in range(log.size.height)]
    assert [line for line in drawn if line] == [line.strip() for line in log.shown]


async def test_words_can_be_looked_for_while_the_log_is_hidden(shown):
    log = shown.app.built
    log.display = False
    await shown.pause()
    log.tell(step("a", 2, "a1\n"))
    log.search("a1")
    assert log.here is not None
