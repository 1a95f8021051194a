"""The lesson under the cursor is made while somebody looks at the list, so that it opens at once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import App

if TYPE_CHECKING:
    from textual.geometry import Size

    from tutor.course import Course, Lesson
    from tutor.ui.screens.lesson import LessonScreen
    from tutor.ui.settings import Settings


@dataclass(frozen=True, slots=True)
class _Circumstances:
    """What a screen was made for; for anything else it is made anew."""

    lesson: Lesson
    size: Size
    theme: str
    settings: Settings


class MakingAhead(App[None]):
    """Has one lesson's screen composed and styled before it is asked for.

    It is in no stack, draws nothing, writes nothing and watches nothing until it is opened.
    """

    course: Course | None
    settings: Settings
    made: LessonScreen | None = None
    """What was made and not opened yet."""
    _made_for: _Circumstances | None = None

    def make_ahead(self, slug: str) -> None:
        """Make a lesson's screen in place of the one that was made; why it cannot be is not told."""
        from tutor.course import CourseError
        from tutor.ui.screens.lesson import LessonScreen

        if self.course is None:
            return
        with suppress(CourseError):
            wanted = self._circumstances(self.course.find(slug))
            if wanted == self._made_for:
                return
            self._drop_made()
            screen = LessonScreen(wanted.lesson, ahead=True)
            screen.fit(self.size)
            self._load_screen_css(screen)
            self._register(self, screen)
            screen.call_later(screen.mount_pieces)
            self.made, self._made_for = screen, wanted

    def take_made(self, lesson: Lesson) -> LessonScreen | None:
        """The lesson's screen, to be pushed; None where it was not made. Raises CourseError.

        Its folder is there then, and it shows the text of it.
        """
        screen = self.made
        if screen is None or self._made_for != self._circumstances(lesson):
            return None
        if not screen.make_folder():
            self._drop_made()
            return None
        self.made = self._made_for = None
        return screen

    def _circumstances(self, lesson: Lesson) -> _Circumstances:
        return _Circumstances(lesson, self.size, self.theme, self.settings)

    def _drop_made(self) -> None:
        screen, self.made, self._made_for = self.made, None, None
        if screen is not None:
            screen.remove()
