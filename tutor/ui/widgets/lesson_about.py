"""The lesson under the cursor: what it builds on and teaches, and how far the learner came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tutor.ui import amounts, signs
from tutor.ui.own_keys import key_link

if TYPE_CHECKING:
    from tutor.course.glance import CourseGlance, GlancedStanding

_BAR = 22


class LessonAbout(Static):
    """What the list has no room for; the whole of it in ``roomy`` terminals, else three lines."""

    BORDER_TITLE = "Lesson"

    standing: reactive[GlancedStanding | None] = reactive(None)
    course_map: reactive[CourseGlance | None] = reactive(None)
    roomy = reactive(True)

    def watch_standing(self) -> None:
        self._draw()

    def watch_course_map(self) -> None:
        self._draw()

    def watch_roomy(self) -> None:
        self._draw()

    def _draw(self) -> None:
        one = self.standing
        if one is None:
            self.border_title = self.BORDER_TITLE
            self.update("")
            return
        following = self.course_map is not None and one is self.course_map.next
        self.border_title = (
            f"{'Next: ' if following else ''}{one.lesson.number} {signs.DOT} {one.lesson.title}"
        )
        self.update(self._whole(one) if self.roomy else _short(one))

    def _whole(self, one: GlancedStanding) -> Content:
        from tutor.course.points import told

        lesson = one.lesson
        sort = f" {signs.DOT} a challenge" if lesson.challenge else ""
        about = f"{lesson.minutes} min {signs.DOT} {lesson.app}{sort}"
        parts: list[Content | str | tuple[str, str]] = [
            lesson.summary, "\n", (f"{about}\n", "$muted"),
        ]  # fmt: skip
        if one.builds_on:
            parts += ["\n", ("Builds on\n", "$muted"), *_builds_on(one)]
        if lesson.covers:
            parts += ["\n", ("Teaches: ", "$muted"), _cut(told(lesson.covers)), "\n"]
        if one.begun:
            parts += ["\n", *_figures(one), _tried(one)]
        parts += [
            "\n\n", key_link(self.app, "screen.open_chosen", "rows.choose", "Enter", "opens it")
        ]  # fmt: skip
        return Content.assemble(*parts)


def _short(one: GlancedStanding) -> Content:
    told = f"Builds on {', '.join(str(other.number) for other in one.not_done_yet)}, not done yet. "
    rest = Content.styled(f"{one.lesson.minutes} min {signs.DOT} {one.lesson.app}", "$muted")
    return Content.assemble(
        one.lesson.summary, "\n", (told if one.not_done_yet else "", "$warning"),
        _tried(one) if one.begun else rest,
    )  # fmt: skip


def _builds_on(one: GlancedStanding) -> list[Content | str | tuple[str, str]]:
    """Each lesson that this one takes for granted, with its sign; nothing is locked."""
    parts: list[Content | str | tuple[str, str]] = []
    for other in one.builds_on:
        sign, colour = (signs.DONE, "$success") if other.done else (signs.OPEN, "$warning")
        parts += [
            (sign, colour),
            f" {other.number} {other.title}",
            ("" if other.done else ", not done", "$warning"),
        ]
        parts.append("\n")
    return parts


def _figures(one: GlancedStanding) -> list[Content | str | tuple[str, str]]:
    """The first build and the smallest that passed, as bars of one scale."""
    if one.first_bytes is None:
        return []
    rows = [("first", one.first_bytes, "$primary")]
    if one.best_bytes is not None:
        rows.append(("best", one.best_bytes, "$success"))
    largest = max(size for _, size, _ in rows) or 1
    parts: list[Content | str | tuple[str, str]] = []
    for name, size, colour in rows:
        bar = amounts.bar(size / largest, _BAR)
        parts += [f"{name:<6}{amounts.size(size):>8} ", (bar, colour), "\n"]
    return parts


def _tried(one: GlancedStanding) -> Content:
    told = [amounts.count(one.attempts, "attempt"), amounts.count(one.hints, "hint")]
    quiz = "not answered" if one.quiz_right is None else "answered" if one.quiz_right else "answered wrong"
    return Content.styled(f" {signs.DOT} ".join([*told, f"question {quiz}"]), "$muted")


def _cut(text: str, most: int = 150) -> str:
    """The last lesson teaches everything there is."""
    return text if len(text) <= most else text[:most].rpartition(";")[0] + "; …"
