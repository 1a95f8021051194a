"""A stage of 100,000 files on the screen: shown, and its largest folder opened, beside Textual's own tree."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from textual.app import App
from textual.widget import Widget
from textual.widgets import Tree

from tutor.image import FileEntry, FileKind, FileTree
from tutor.ui.widgets.file_tree import FileTreeView

FILES_IN_ONE_FOLDER = 100_000
LIMIT_SECONDS = 0.25
"""For showing the stage, and for opening the folder that holds everything."""
SIZE = (120, 40)


class Alone(App[None]):
    """One widget and nothing else; ``fill`` gives it what it shows."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self._widget = widget

    def get_css_variables(self) -> dict[str, str]:
        return {**super().get_css_variables(), "muted": "#888888"}

    def on_mount(self) -> None:
        self.mount(self._widget)
        self._widget.focus()


async def _seconds(widget: Widget, acts: list[Callable[[], object]]) -> list[float]:
    """The seconds of each act, until the screen shows what came of it."""
    app = Alone(widget)
    times = []
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for act in acts:
            began = time.perf_counter()
            act()
            await pilot.pause()
            times.append(time.perf_counter() - began)
    return times


def main() -> bool:
    """Print milliseconds; true when both stay within the limit."""
    listed = [
        FileEntry(f"big/file{number}", FileKind.FILE, 0o644, number) for number in range(FILES_IN_ONE_FOLDER)
    ]
    files = FileTree.of(listed)
    ours = FileTreeView()
    showing, opening, going = asyncio.run(
        _seconds(
            ours,
            [
                lambda: setattr(ours, "files", files),
                ours.action_unfold,
                lambda: ours.action_go(-1),
            ],
        )
    )
    theirs: Tree[None] = Tree("/")

    def fill() -> None:
        for entry in listed:
            theirs.root.add_leaf(entry.path)
        theirs.root.expand()

    reference, *_ = asyncio.run(_seconds(theirs, [fill]))
    print(f"Textual's Tree with {len(listed)} leaves: {reference * 1000:.0f} ms")
    for what, seconds in (
        (f"a stage of {len(listed)} files is shown", showing),
        ("the folder that has all of them opens", opening),
        ("the cursor goes to its end", going),
    ):
        print(f"{what}: {seconds * 1000:.0f} ms, {seconds / reference:.3f} times")
    return max(showing, opening, going) <= LIMIT_SECONDS
