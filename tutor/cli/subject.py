"""What a command works on: a lesson, the learner's or as delivered, or any folder with a Dockerfile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.cli.printing import stop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tutor.course import Lesson
    from tutor.insight.named import Named, Project


@dataclass(frozen=True, slots=True)
class Subject:
    """A Dockerfile's text with the folder it is built in.

    ``name`` keeps the images of different subjects apart. ``recorded`` is true for the learner's own work on
    a lesson, which counts as an attempt; a lesson's start or solution does not.
    """

    name: str
    text: str
    folder: Path
    dockerfile_path: Path | None
    lesson: Lesson | None
    recorded: bool


def find_lesson(text: str) -> Lesson:
    """The lesson of that number or name. Raises UnknownLesson with the nearest names."""
    from tutor.course import Course

    if _is_folder(text):
        stop(f"{text} is a folder, and this works on lessons.", advice=f"`distill build {text}` builds it.")
    return Course.load().find(text)


def subject_of(argument: str | None, file: str | None = None) -> Subject:
    """The subject that LESSON|DIR and ``-f`` name together.

    Without an argument it is the folder we are in when that holds a Dockerfile, else the last lesson.
    """
    if argument is None:
        argument = "." if Path("Dockerfile").is_file() else _last_lesson()
    if _is_folder(argument) or Path(argument).is_dir():
        return _of_folder(Path(argument), file)
    return lesson_subject(find_lesson(argument), file)


def named_of(text: str, file: Path | None, build_args: Mapping[str, str]) -> Named:
    """What an argument names, by the grammar of ``tutor.course.naming``, with build arguments."""
    from dataclasses import replace

    from tutor.course.naming import VERSIONS, named
    from tutor.insight.named import Project

    if file is not None and str(file) in VERSIONS:
        name, mark, stage = text.partition("#")
        text, file = f"{name}:{file}{mark}{stage}", None
    found = named(text, file=file)
    return replace(found, build_args=build_args) if isinstance(found, Project) else found


def project_of(
    argument: str | None,
    file: str | None,
    *,
    target: str | None = None,
    build_args: Mapping[str, str] | None = None,
) -> Project:
    """What LESSON|DIR and ``-f`` name together, by the grammar of ``tutor.course.naming``.

    Without an argument it is the folder we are in when that holds a Dockerfile, else the last lesson.
    """
    from dataclasses import replace

    from tutor.course.naming import VERSIONS, named_project

    if argument is None:
        argument = "." if Path("Dockerfile").is_file() else _last_lesson()
    if file in VERSIONS:
        argument, file = f"{argument}:{file}", None
    project = named_project(argument, file=None if file is None else Path(file))
    return replace(project, target=target, build_args=build_args or {})


def lesson_subject(lesson: Lesson, file: str | None) -> Subject:
    """The learner's workspace of a lesson; with ``-f start`` or ``-f solution`` the lesson as delivered."""
    from tutor.course import Workspace
    from tutor.course.layout import Role, folder_of

    if file in ("start", "solution"):
        text = lesson.start if file == "start" else lesson.solution
        folder = folder_of(lesson, Role(file))
        return Subject(f"{lesson.build_name}-{file}", text, folder, None, lesson, recorded=False)

    workspace = Workspace.open(lesson)
    path = Path(file) if file else workspace.dockerfile_path
    text = _read(path) if file else workspace.text()
    return Subject(lesson.build_name, text, workspace.folder, path, lesson, recorded=True)


def _of_folder(folder: Path, file: str | None) -> Subject:
    if not folder.is_dir():
        stop(
            f"{folder} is not a folder.",
            advice="Name a lesson (`distill lessons`) or a folder with a Dockerfile.",
        )
    path = Path(file) if file else folder / "Dockerfile"
    name = "".join(c if c.isalnum() else "-" for c in folder.resolve().name.lower()).strip("-") or "project"
    return Subject(f"project-{name}", _read(path), folder, path, None, recorded=False)


def _is_folder(argument: str) -> bool:
    return (
        argument in (".", "..")
        or "/" in argument
        or "\\" in argument
        or Path(argument, "Dockerfile").is_file()
    )


def _last_lesson() -> str:
    from tutor.course import Progress

    with Progress.open() as progress:
        last = progress.last_lesson
    if last is None:
        stop("no lesson and no folder named.", advice="Try `distill lessons`, then `distill build 1`.")
    return last


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        stop(f"cannot read {path}: {error.strerror}.", advice="Name the Dockerfile with -f PATH.")
    except UnicodeDecodeError as error:
        stop(f"{path} is not UTF-8 (byte {error.start}).", advice="Save it as UTF-8 and try again.")
