"""Which files lie beside a Dockerfile of a lesson."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from tutor.course.app_files import files_in, lay_out
from tutor.course.lesson import Lesson
from tutor.home import home_folder

FILES = "files"
SOLUTION = "solution"


class Role(Enum):
    """What a Dockerfile of a lesson is there for."""

    START = "start"
    SOLUTION = "solution"
    ANSWER = "answer"
    WRONG_TURN = "wrong turn"
    ALSO = "also"


def laid_out(lesson: Lesson, role: Role, file: str = "") -> dict[str, Path]:
    """The files by their path in the folder, with where each is read from; later layers win.

    The application comes first, then what the lesson lays over it in ``files/``. The solution and the answers
    have ``solution/`` on top, and a wrong turn that says so. A folder beside ``file`` that is called like it
    without ``.Dockerfile`` is laid over for that file alone.
    """
    layers = [lesson.app_folder, lesson.folder / FILES]
    if role in (Role.SOLUTION, Role.ANSWER) or file in _with_solution_files(lesson):
        layers.append(lesson.folder / SOLUTION)
    if "/" in file:
        layers.append(lesson.folder / file.removesuffix(".Dockerfile"))
    return {name: path for layer in layers for name, path in files_in(layer)}


def folder_of(lesson: Lesson, role: Role) -> Path:
    """A folder that holds these files: the application's own where nothing is laid over it, otherwise one in
    the home folder. Raises OSError.
    """
    files = laid_out(lesson, role)
    if files == laid_out_app(lesson):
        return lesson.app_folder
    state = home_folder() / "state" / lesson.name
    folder, scratch = state / role.value, state / f"{role.value}-files"
    for each in (folder, scratch):
        each.mkdir(parents=True, exist_ok=True)
    lay_out(files, folder, scratch)
    return folder


def laid_out_app(lesson: Lesson) -> dict[str, Path]:
    """The application's files alone."""
    return dict(files_in(lesson.app_folder))


def _with_solution_files(lesson: Lesson) -> frozenset[str]:
    return frozenset(mistake.file for mistake in lesson.mistakes if mistake.with_solution_files)
