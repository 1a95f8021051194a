"""Everything that can be done, in the command palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tutor.ui.keys import Deed, deeds_here

if TYPE_CHECKING:
    from tutor.ui.app import DistillApp


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
        for deed in self._deeds():
            title = deed.binding.description
            score = max(matcher.match(title), 0.9 * matcher.match(deed.told))
            if score > 0:
                yield Hit(score, matcher.highlight(title), partial(self._do, deed), help=self._help(deed))

    def _help(self, deed: Deed) -> str:
        """What it does, with its keys, or with a note where it is what is chosen already."""
        replay = cast("DistillApp", self.app).settings.replay
        if deed.binding.action == f"replay('{replay}')":
            return f"{deed.told}  (now)"
        return f"{deed.told}  ({', '.join(deed.keys)})" if deed.keys else deed.told

    async def _do(self, deed: Deed) -> None:
        await self.app.run_action(deed.binding.action, deed.node)


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
