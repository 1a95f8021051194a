"""The tree of a comparison, when it is large."""

from __future__ import annotations

from time import thread_time

from textual.app import App, ComposeResult

from tests.ui.comparing.trees import many
from tutor.ui.comparing.listing import View
from tutor.ui.widgets.merged_tree import MergedTreeView

FRAME_SECONDS = 0.016


class Shown(App[None]):
    def get_css_variables(self) -> dict[str, str]:
        return {**super().get_css_variables(), "muted": "#888888"}

    def compose(self) -> ComposeResult:
        yield MergedTreeView()


async def test_no_step_of_a_hundred_thousand_paths_holds_up_the_screen(until):
    tree = many()
    app = Shown()
    async with app.run_test(size=(80, 30)) as pilot:
        view = app.query_one(MergedTreeView)
        view.focus()
        longest: dict[str, float] = {}

        def timed(name, action) -> None:
            began = thread_time()
            action()
            took = thread_time() - began
            longest[name] = min(longest.get(name, took), took)  # of one done several times, the quickest

        def taken(name, message_handler) -> None:
            """The handlers of what workers tell run on the screen's thread too."""
            handler = getattr(view, message_handler)

            def measured(message) -> None:
                began = thread_time()
                handler(message)
                longest[name] = max(longest.get(name, 0), thread_time() - began)

            setattr(view, message_handler, measured)

        taken("listed", "on_listed_tree__listed")
        timed("set", lambda: setattr(view, "files", tree))
        await until(pilot, view.row_count)
        view.goto("one")
        timed("open a folder of 50,000", view.action_unfold)
        await until(pilot, lambda: view.row_count() > 50_000)
        timed("open all", view.action_unfold_all)
        await until(pilot, lambda: view.row_count() > 100_000)
        await pilot.press("end")
        for _ in range(3):
            timed("draw", lambda: [view.render_line(y) for y in range(30)])
        timed("filter", lambda: setattr(view, "view", View(signs=frozenset("~"))))
        await until(pilot, lambda: not view.busy)
        timed("search", lambda: view.search("999"))
        await until(pilot, lambda: view.looked_for is not None)
        assert {name: seconds for name, seconds in longest.items() if seconds > FRAME_SECONDS} == {}
