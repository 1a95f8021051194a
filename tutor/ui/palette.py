"""Everything that can be done, in the command palette."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode

if TYPE_CHECKING:
    from tutor.ui.app import DistillApp


@dataclass(frozen=True, slots=True)
class _Action:
    """An action with the node whose namespace it runs in."""

    node: DOMNode
    binding: Binding

    @property
    def title(self) -> str:
        return self.binding.description

    @property
    def help(self) -> str:
        return f"{self.binding.tooltip}  ({self.node.app.get_key_display(self.binding)})"


class Actions(Provider):
    """The actions of the screen and of what has the focus: those whose binding has a tooltip."""

    def _actions(self) -> Iterator[_Action]:
        focused = self.screen.focused
        nodes: list[DOMNode] = list(focused.ancestors_with_self) if focused else [self.screen, self.app]
        seen = set()
        for node in nodes:
            for bindings in node._bindings.key_to_bindings.values():
                for binding in bindings:
                    if binding.tooltip and (node, binding.action) not in seen:
                        seen.add((node, binding.action))
                        if node.check_action(binding.action.partition("(")[0], ()):
                            yield _Action(node, binding)

    async def discover(self) -> Hits:
        for action in self._actions():
            yield DiscoveryHit(action.title, partial(self._do, action), help=action.help)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for action in self._actions():
            score = max(matcher.match(action.title), 0.9 * matcher.match(action.binding.tooltip))
            if score > 0:
                yield Hit(score, matcher.highlight(action.title), partial(self._do, action), help=action.help)

    async def _do(self, action: _Action) -> None:
        await self.app.run_action(action.binding.action, action.node)


class Lessons(Provider):
    """Every lesson by its number and title."""

    async def search(self, query: str) -> Hits:
        app = cast("DistillApp", self.app)
        matcher = self.matcher(query)
        for lesson in app.course.lessons if app.course else ():
            title = f"Lesson {lesson.number}: {lesson.title}"
            if (score := matcher.match(title)) > 0:
                yield Hit(
                    score,
                    matcher.highlight(title),
                    partial(app.open_lesson, lesson.slug),
                    help=lesson.summary,
                )
