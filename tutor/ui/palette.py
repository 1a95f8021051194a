"""Everything that can be done, in the command palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tutor.ui.keys import Deed, deeds_elsewhere, deeds_here

if TYPE_CHECKING:
    from collections.abc import Callable

    from tutor.ui.app import DistillApp
    from tutor.ui.screens.workbench import Workbench


ALSO_CALLED = {
    "editor.fix": "quick fix, repair",
    "editor.goto-stage": "go to definition",
    "editor.meaning": "hover, explain, documentation",
    "editor.rename-stage": "refactor",
    "lesson.compare": "diff",
    "lesson.home": "leave, back, list of lessons",
    "lesson.reset": "start over, begin again, restart",
    "lesson.solution": "answer",
    "log.search": "search the log, find in log",
    "panes.zoom": "full screen, maximize",
}
"""What people look for that have other words for it, by the action's id."""
_CALLED_SO, _BEGINS_SO = 2000.0, 1000.0
"""Above all that Textual's matcher gives, which grows with every letter."""


class Actions(Provider):
    """The actions of the screen, of what has the focus, and of the app: those that a sentence explains."""

    def _deeds(self) -> list[Deed]:
        focused, screen, everywhere = deeds_here(self.screen)
        return [deed for deed in (*screen, *focused, *everywhere) if deed.binding.tooltip]

    async def discover(self) -> Hits:
        for deed in self._deeds():
            yield DiscoveryHit(deed.binding.description, partial(self._do, deed), help=self._help(deed))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for deed in (*self._deeds(), *deeds_elsewhere(self.screen)):
            title = deed.binding.description
            if deed.binding.tooltip and (score := _score(query, matcher.match, deed)) > 0:
                yield Hit(score, matcher.highlight(title), partial(self._do, deed), help=self._help(deed))

    def _help(self, deed: Deed) -> str:
        """What it does, with its keys, or with a note where it is what is chosen already."""
        replay = cast("DistillApp", self.app).settings.replay
        if deed.binding.action == f"replay('{replay}')":
            return f"{deed.told}  (now)"
        return f"{deed.told}  ({', '.join(deed.keys)})" if deed.keys else deed.told

    async def _do(self, deed: Deed) -> None:
        if deed.pane:
            cast("Workbench", self.screen).action_pane(deed.pane)
            self.screen.call_after_refresh(self.app.run_action, deed.binding.action, deed.node)
        else:
            await self.app.run_action(deed.binding.action, deed.node)


def _score(query: str, match: Callable[[str], float], deed: Deed) -> float:
    """How well a query fits: what is called so first, then what begins so, then what sounds like it."""
    title, wanted = deed.binding.description.casefold(), query.strip().casefold()
    if title == wanted:
        return _CALLED_SO
    if title.startswith(wanted):
        return _BEGINS_SO + match(title)
    also = ALSO_CALLED.get(deed.binding.id or "", "")
    return max(match(deed.binding.description), 0.95 * match(also), 0.9 * match(deed.told))


class Lessons(Provider):
    """Every lesson by its number and title."""

    async def search(self, query: str) -> Hits:
        app = cast("DistillApp", self.app)
        matcher = self.matcher(query)
        for lesson in app.course.lessons if app.course else ():
            title = f"Lesson {lesson.number}: {lesson.title}"
            if (score := matcher.match(title)) > 0:
                opened = partial(app.open_lesson, lesson.slug)
                yield Hit(score, matcher.highlight(title), opened, help=lesson.summary)
