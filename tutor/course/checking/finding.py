"""Which lessons an author means: those of the course by name, or any folder of lessons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tutor.course.content import lessons_folder
from tutor.course.errors import CourseError, LessonError
from tutor.course.faults import meant
from tutor.course.lesson import Lesson
from tutor.course.manifest import MANIFEST, load_lesson
from tutor.course.packs import installed_packs, packs_folder

APPS = "sample_apps"
LESSONS = "lessons"


@dataclass(frozen=True, slots=True)
class LessonFolder:
    """A folder with a lesson.toml, and the folder with the applications."""

    folder: Path
    apps: Path

    @property
    def name(self) -> str:
        return self.folder.name

    def load(self) -> Lesson:
        """The lesson. Raises LessonError."""
        return load_lesson(self.folder, self.apps)


def course_folders() -> list[LessonFolder]:
    """All lessons of the course, by name; one that is faulty does not keep the others back."""
    return _below(lessons_folder())


def folders_of(text: str) -> list[LessonFolder]:
    """What a number, a slug, a name, a folder, or ``PACK:NUMBER`` means. Raises CourseError.

    A folder is a lesson, or holds lessons, or holds a folder ``lessons``.
    """
    path = Path(text)
    if "/" in text or text in (".", "..") or (path / MANIFEST).is_file() or (path / LESSONS).is_dir():
        return _of_path(path)
    if ":" in text:
        return _of_pack(*text.partition(":")[::2])
    there = course_folders()
    found = [each for each in there if _fits(each.name, text.strip().lower())]
    if not found:
        names = [each.name for each in there]
        slugs = [name.partition("-")[2] for name in names]
        advice = meant(text, [*slugs, *names], f"There are: {', '.join(names)}. ./NAME is a folder.")
        raise CourseError(f"There is no lesson {text!r}.", advice=advice)
    return found


def _of_pack(name: str, asked: str) -> list[LessonFolder]:
    """A lesson of an installed pack, or with nothing asked all of them."""
    packs = [pack.name for pack in installed_packs()]
    if name not in packs:
        known = f"Packs: {', '.join(packs)}." if packs else "No pack was added."
        raise CourseError(f"There is no pack {name!r}.", advice=meant(name, packs, known))
    there = _below(packs_folder() / name / LESSONS)
    found = [each for each in there if not asked or _fits(each.name, asked.strip().lower())]
    if not found:
        names = ", ".join(f"{name}:{each.name}" for each in there)
        raise CourseError(f"There is no lesson {name}:{asked}.", advice=f"There are: {names}.")
    return found


def _of_path(path: Path) -> list[LessonFolder]:
    path = path.resolve()
    if not path.is_dir():
        raise CourseError(f"There is no folder {path}.", advice="Name the folder of a lesson or of a pack.")
    if (path / MANIFEST).is_file():
        return [LessonFolder(path, path.parent.parent / APPS)]
    found = _below(path / LESSONS if (path / LESSONS).is_dir() else path)
    if not found:
        raise LessonError(
            path / MANIFEST, 1, 1, "is not there", "`distill lesson new NAME` makes a lesson's folder."
        )
    return found


def _below(folder: Path) -> list[LessonFolder]:
    return [LessonFolder(path.parent, folder.parent / APPS) for path in sorted(folder.glob(f"*/{MANIFEST}"))]


def _fits(name: str, asked: str) -> bool:
    number, _, slug = name.partition("-")
    return asked in (name, slug) or (asked.isdecimal() and number.isdecimal() and int(asked) == int(number))
