"""The log of a build and of what its goals asked for."""

from __future__ import annotations

from textual.app import App, ComposeResult

from tutor.course import GoalRun
from tutor.ui.widgets.build_log import BuildLog


class Shown(App[None]):
    def get_css_variables(self) -> dict[str, str]:
        return {**super().get_css_variables(), "muted": "#888888"}

    def compose(self) -> ComposeResult:
        yield BuildLog()


async def test_a_build_that_is_made_again_is_one_line_when_it_is_over():
    async with Shown().run_test() as pilot:
        log = pilot.app.query_one(BuildLog)
        log.tell([GoalRun("Gate: built again", None)])
        assert log.line_count == 0
        log.tell([GoalRun("Gate: built again", 2.0)])
        assert "goal: Gate: built again" in log.plain
        assert log.line_count == 1
