"""All lessons, by number."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tutor.course.content import lessons_folder
from tutor.course.errors import LessonError, UnknownLesson
from tutor.course.language import wanted_language
from tutor.course.lesson import Lesson
from tutor.course.manifest import MANIFEST, load_lesson
from tutor.course.packs import Pack, installed_packs
from tutor.course.translation import translated

FAR_BEHIND = 0.15
"""How much less likely (of 1) than the best guess another one may be, to be worth naming."""


@dataclass(frozen=True, slots=True)
class Course:
    """The lessons, in order, and beside them those of packs that a person added."""

    lessons: tuple[Lesson, ...]
    packs: tuple[Pack, ...] = ()

    @classmethod
    def load(cls, folder: Path | None = None) -> Course:
        """All lessons of a folder, by default those of the course, and then the packs too.

        The applications lie in ``sample_apps`` beside the folder. Raises LessonError for the first fault
        found, but not for those of packs. Texts are in the language that the environment asks for, where
        they are translated.
        """
        packs = installed_packs() if folder is None else ()
        folder = lessons_folder() if folder is None else folder
        manifests = sorted(folder.glob(f"*/{MANIFEST}"))
        language = wanted_language()
        lessons = sorted(
            (
                translated(load_lesson(path.parent, folder.parent / "sample_apps"), language)
                for path in manifests
            ),
            key=_number,
        )
        for earlier, later in pairwise(lessons):
            if earlier.number == later.number:
                raise LessonError(
                    later.folder / MANIFEST, 1, 1, f"lesson {later.number} is also {earlier.folder.name}"
                )
        return cls(tuple(lessons), packs)

    def __iter__(self) -> Iterator[Lesson]:
        return iter(self.lessons)

    def find(self, text: str) -> Lesson:
        """The lesson of that number (``3``), slug (``a-second-from``) or name (``03-a-second-from``).

        A slug may be cut short when no other lesson starts so. A lesson of a pack is called by both:
        ``basics:3``, ``basics:a-second-from``. Raises UnknownLesson.
        """
        asked = text.strip().lower()
        if ":" in asked:
            return self._of_pack(text, *asked.split(":", 1))
        for lesson in self.lessons:
            if asked in (lesson.slug, lesson.name) or (asked.isdecimal() and int(asked) == lesson.number):
                return lesson
        starting = [lesson for lesson in self.lessons if asked and lesson.slug.startswith(asked)]
        if len(starting) == 1:
            return starting[0]
        raise self._unknown(text, [lesson.slug for lesson in starting])

    def after(self, lesson: Lesson) -> Lesson | None:
        """The lesson that follows, in the course or in its pack."""
        pack = self.pack(lesson.pack)
        lessons = self.lessons if pack is None else pack.lessons
        return next((later for later in lessons if later.number > lesson.number), None)

    def pack(self, name: str | None) -> Pack | None:
        """The pack of that name."""
        return next((pack for pack in self.packs if pack.name == name), None)

    def _of_pack(self, text: str, name: str, asked: str) -> Lesson:
        pack = self.pack(name)
        if pack is None:
            names = ", ".join(pack.name for pack in self.packs)
            packs = f"There are the packs {names}." if names else "No pack of lessons is installed."
            raise UnknownLesson(text, (), f"{packs} Is it an image? `distill inspect {text}` looks into it.")
        for lesson in pack.lessons:
            plain = lesson.slug.rpartition(":")[2]
            if asked in (plain, f"{lesson.number:02d}-{plain}") or (
                asked.isdecimal() and int(asked) == lesson.number
            ):
                return lesson
        if pack.fault is not None:
            raise UnknownLesson(text, (), f"The pack cannot be read: {pack.fault}")
        known = ", ".join(lesson.handle for lesson in pack.lessons)
        raise UnknownLesson(text, (), f"There are: {known}.")

    def _unknown(self, text: str, starting: list[str]) -> UnknownLesson:
        slugs = [lesson.slug for lesson in self.lessons]
        nearest = tuple(starting) or _nearest(text.strip().lower(), slugs)
        if nearest:
            return UnknownLesson(text, nearest, f"Did you mean {' or '.join(nearest)}?")
        known = ", ".join(f"{lesson.number} ({lesson.slug})" for lesson in self.lessons)
        return UnknownLesson(text, (), f"There are: {known}." if known else "There are no lessons at all.")


def _nearest(asked: str, slugs: list[str]) -> tuple[str, ...]:
    """The slugs that resemble what was asked for, without those that resemble it much less than the first."""
    near = difflib.get_close_matches(asked, slugs, n=3, cutoff=0.5)

    def likeness(slug: str) -> float:
        return difflib.SequenceMatcher(None, asked, slug).ratio()

    return tuple(slug for slug in near if likeness(slug) > likeness(near[0]) - FAR_BEHIND)


def _number(lesson: Lesson) -> int:
    return lesson.number
