"""The line that leads to the tasks of a lesson."""

from __future__ import annotations

from textual.content import Content

from tutor.ui.widgets.task_line import TaskLine, as_much_as_fits, first_task

TEXT = "Read this.\n\n**Your turn**\n\n1. Give it a name: `FROM … AS build`.\n   Then build.\n2. Go on.\n"


def test_the_first_task_is_found_with_all_its_lines():
    assert first_task(TEXT).split() == [
        "Give",
        "it",
        "a",
        "name:",
        "`FROM",
        "…",
        "AS",
        "build`.",
        "Then",
        "build.",
    ]
    assert first_task("No tasks at all.") == ""


def test_no_more_is_told_than_whole_sentences():
    told = Content("Give it a name: FROM a AS build. Then build.")
    assert as_much_as_fits(told, 60).plain == told.plain
    assert as_much_as_fits(told, 40).plain == "Give it a name: FROM a AS build."
    assert as_much_as_fits(told, 20).plain == "Give it a name:"
    assert as_much_as_fits(told, 9).plain == "Give it …"


async def test_the_task_is_told_while_it_is_below_and_a_click_leads_there(open_app, enter, until):
    app = open_app("3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(pilot, app)
        line, pane = screen.query_one(TaskLine), screen.query_one("#lesson-pane")
        await until(pilot, lambda: line.region)
        assert "Your turn: Give the stage that you have a name: FROM … AS build." in str(line.render())
        assert pane.region.bottom == line.region.y, "it hides nothing of the text"
        await pilot.click(line, offset=(4, 0))
        await until(pilot, lambda: not line.region)
        tasks = screen.query("Numbered").first()
        assert pane.region.y <= tasks.region.y < pane.region.bottom
        await pilot.press("home")
        await until(pilot, lambda: line.region)
        screen.action_pane("goals")
        await until(pilot, lambda: not line.region and screen.query_one("#goals-pane").region)
        screen.action_pane("lesson")
        await until(pilot, lambda: line.region)
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: not line.region)
