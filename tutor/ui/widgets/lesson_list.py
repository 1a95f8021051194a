"""All lessons, with how far the learner is in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from tutor.ui import amounts, signs
from tutor.ui.widgets.rows import Rows, spread

if TYPE_CHECKING:
    from tutor.course.glance import CourseGlance, GlancedStanding, LessonHead

_INDENT = 6
_LEAST_TITLE = 30
"""So much of a row is the title's before figures may stand beside it."""


class LessonList(Rows):
    """Number, title and state of each lesson, where there is room its summary; choosing one opens it."""

    BORDER_TITLE = "Lessons"
    HELP = f"""
    # Lessons
    All lessons in their order. The sign tells how far you are: `{signs.DONE}` done, `{signs.STARTED}` begun,
    `{signs.OPEN}` not begun.

    - **Enter** or a click opens the lesson under the cursor; none is locked.
    """

    course_map: reactive[CourseGlance | None] = reactive(None)
    trouble = reactive("")
    _minutes_fit: tuple[int, set[bool]] | None = None
    """For a width, of which lessons (begun or not) the minutes have no room in every row."""

    @dataclass
    class Opened(Message):
        """The learner wants to open this lesson."""

        standing: GlancedStanding

    @dataclass
    class Looked(Message):
        """The cursor went to this lesson."""

        standing: GlancedStanding

    @property
    def row_height(self) -> int:
        """Two lines where all lessons fit so."""
        return 2 if self.size.height >= 2 * self.row_count() else 1

    def row_count(self) -> int:
        return len(self.course_map.all) if self.course_map else 0

    def empty_text(self) -> str:
        return self.trouble or "Reading the lessons …"

    @property
    def chosen(self) -> GlancedStanding | None:
        """The lesson under the cursor."""
        return self.course_map.all[self.cursor] if self.course_map and self.row_count() else None

    def row(self, index: int, width: int) -> list[Content]:
        assert self.course_map is not None
        one = self.course_map.all[index]
        title, state = self._first_line(index, width)
        if self._has_minutes(one, width):
            title = Content.assemble(title, (_minutes(one), "$muted"))
        first = spread(title, state, width)
        if self.row_height == 1:
            return [first]
        summary = Content.styled(" " * _INDENT + one.lesson.summary, "$muted")
        return [first, spread(summary, Content.styled(_after(one), "$muted"), width)]

    def _first_line(self, index: int, width: int) -> tuple[Content, Content]:
        """Title and state of a lesson, without its minutes."""
        assert self.course_map is not None
        one = self.course_map.all[index]
        lesson = one.lesson
        following = index == self.course_map.next_at
        sign, colour = _sign(one)
        title = Content.assemble(
            (sign, colour), f" {lesson.number:>2}  ", (f"{lesson.pack}: " if lesson.pack else "", "$accent"),
            (lesson.title, "bold"),
            (" challenge" if _to_be_marked(lesson) else "", "$accent"),
        )  # fmt: skip
        state = Content.styled(_state(one, following=following), "$accent" if following else colour)
        figures = _bytes(one)
        if figures and min(title.cell_length, _LEAST_TITLE) + len(figures) + state.cell_length + 4 <= width:
            state = Content.assemble((f"{figures}   ", colour), state)
        return title, state

    def _has_minutes(self, one: GlancedStanding, width: int) -> bool:
        """Whether minutes fit in the rows of all lessons that were begun, or of all others; not in some."""
        assert self.course_map is not None
        if self._minutes_fit is None or self._minutes_fit[0] != width:
            short = {
                _is_begun(other)
                for index, other in enumerate(self.course_map.all)
                if sum(part.cell_length for part in self._first_line(index, width)) + len(_minutes(other)) + 2
                > width
            }
            self._minutes_fit = (width, short)
        return _is_begun(one) not in self._minutes_fit[1]

    def watch_course_map(self) -> None:
        found = self.course_map
        self._minutes_fit = None
        cursor = self.cursor
        if found is not None and found.next_at is not None and not self.row_was_moved:
            cursor = found.next_at
        self.changed(cursor=cursor)
        self.watch_cursor()
        if found is not None:
            saved = f", {amounts.size(found.saved_bytes)} saved" if found.saved_bytes else ""
            self.border_subtitle = f"{found.done} of {len(found.standings)} done{saved}"

    def watch_cursor(self) -> None:
        super().watch_cursor()
        if self.chosen is not None:
            self.post_message(self.Looked(self.chosen))

    def look_at(self, slug: str) -> None:
        """Go to a lesson, where it is listed."""
        slugs = [one.lesson.slug for one in self.course_map.all] if self.course_map else []
        if slug in slugs:
            self.cursor = slugs.index(slug)

    def watch_trouble(self) -> None:
        self.refresh()

    @property
    def row_was_moved(self) -> bool:
        """Whether the learner has been somewhere else in the list already."""
        return self.cursor != 0

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self.watch_cursor)  # which may be out of sight now

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        assert self.course_map is not None
        self.post_message(self.Opened(self.course_map.all[message.index]))


def _sign(one: GlancedStanding) -> tuple[str, str]:
    if one.done:
        return signs.DONE, "$success"
    return (signs.STARTED, "$accent") if one.begun else (signs.OPEN, "$muted")


def _bytes(one: GlancedStanding) -> str:
    """The first build and the smallest that passed."""
    if one.first_bytes is None or one.best_bytes is None or one.best_bytes >= one.first_bytes:
        return ""
    return f"{amounts.size(one.first_bytes)} → {amounts.size(one.best_bytes)}"


def _is_begun(one: GlancedStanding) -> bool:
    return one.begun or one.done


def _minutes(one: GlancedStanding) -> str:
    return f"  {one.lesson.minutes} min"


def _state(one: GlancedStanding, *, following: bool) -> str:
    if one.done:
        return "done"
    told = f"{one.reached} of {one.goals} goals" if one.begun else ""
    return f" {signs.DOT} ".join(part for part in (told, "next" if following else "") if part)


def _after(one: GlancedStanding) -> str:
    """The lessons that this one builds on and that are not done."""
    if one.done or not one.not_done_yet:
        return ""
    return f"builds on {', '.join(str(other.number) for other in one.not_done_yet)}"


def _to_be_marked(lesson: LessonHead) -> bool:
    """Whether the title does not say by itself that it is a challenge."""
    return lesson.challenge and "challenge" not in lesson.title.lower()
