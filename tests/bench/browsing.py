"""A stage of 100,000 files on the screen: shown, and its largest folder opened, beside Textual's own tree."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from textual.app import App
from textual.widget import Widget
from textual.widgets import Tree

from tests.bench.terminal import programs_waiting
from tutor.image import FileEntry, FileKind, FileTree
from tutor.ui.widgets.file_tree import FileTreeView

FILES_IN_ONE_FOLDER = 100_000
LIMIT_SECONDS = 0.25
"""For showing the stage, and for opening the folder that holds everything."""
HELD_SECONDS = 0.05
"""The most that the screen's thread may be at work without answering a key."""
SIZE = (120, 40)
_LOOK_SECONDS = 0.002


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


@dataclass(frozen=True, slots=True)
class Took:
    """What an act took until the screen showed what came of it.

    ``seconds`` are of the wall, ``worked`` what the screen's own thread had of a processor, ``held`` the most
    of that at one go, in which no key would have been answered.
    """

    seconds: float
    worked: float
    held: float

    @property
    def told(self) -> str:
        return (
            f"{self.seconds * 1000:.0f} ms, the screen's thread worked {self.worked * 1000:.0f} of them, "
            f"{self.held * 1000:.0f} at one go"
        )


async def _took(widget: Widget, acts: list[tuple[Callable[[], object], Callable[[], bool]]]) -> list[Took]:
    """Each act, until what it brings about holds and is shown."""
    app = Alone(widget)
    took = []
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for act, done in acts:
            began, worked, held = time.perf_counter(), time.thread_time(), 0.0
            app.call_later(act)
            drawn = False
            while not drawn:
                before, drawn = time.thread_time(), done()
                await asyncio.sleep(_LOOK_SECONDS)
                held = max(held, time.thread_time() - before)
            await pilot.pause()
            took.append(Took(time.perf_counter() - began, time.thread_time() - worked, held))
    return took


def main() -> bool:
    """Print milliseconds; true when all of it stays within the limits."""
    listed = [
        FileEntry(f"big/file{number}", FileKind.FILE, 0o644, number) for number in range(FILES_IN_ONE_FOLDER)
    ]
    files = FileTree.of(listed)
    ours = FileTreeView()
    showing, opening, going = asyncio.run(
        _took(
            ours,
            [
                (lambda: setattr(ours, "files", files), lambda: ours.row_count() == 1),
                (ours.action_unfold, lambda: ours.row_count() > FILES_IN_ONE_FOLDER),
                (lambda: ours.action_go(-1), lambda: ours.cursor == FILES_IN_ONE_FOLDER),
            ],
        )
    )
    theirs: Tree[None] = Tree("/")

    def fill() -> None:
        for entry in listed:
            theirs.root.add_leaf(entry.path)
        theirs.root.expand()

    reference, *_ = asyncio.run(_took(theirs, [(fill, lambda: theirs.root.is_expanded)]))
    print(f"{programs_waiting():.1f} programs wait for each processor")
    print(f"Textual's Tree with {len(listed)} leaves: {reference.told}")
    for what, one in (
        (f"a stage of {len(listed)} files is shown", showing),
        ("the folder that has all of them opens", opening),
        ("the cursor goes to its end", going),
    ):
        print(f"{what}: {one.told}, {one.seconds / reference.seconds:.3f} times")
    acts = (showing, opening, going)
    return max(one.seconds for one in acts) <= LIMIT_SECONDS and max(one.held for one in acts) <= HELD_SECONDS


if __name__ == "__main__":
    main()
