"""What a person means by a word: a lesson, a folder, a Dockerfile, an archive, or an image on an engine.

LESSON[:start|:solution][#STAGE]  a lesson as it stands in your folder, or as it begins or ends: 3#build
LESSON@N[#STAGE]                  what your N-th attempt at it built, from 1; LESSON@last is the latest
DIR[#STAGE], DOCKERFILE[#STAGE]   a folder with a Dockerfile, or a Dockerfile in its folder: .#test
ARCHIVE[#IMAGE], -[#IMAGE]        a file or folder as `docker save`, `podman save` or an OCI layout has it,
                                  or such a stream on stdin
IMAGE                             any image on the engine: nginx:1.31-alpine
Without #STAGE the final stage is meant. ./NAME is always a path.
"""

from __future__ import annotations

import difflib
import shlex
from pathlib import Path

from tutor.course.attempt_images import attempt_image
from tutor.course.course import Course
from tutor.course.errors import UnknownLesson
from tutor.course.layout import Role, folder_of
from tutor.course.lesson import Lesson
from tutor.course.workspace import Workspace
from tutor.home import expanded
from tutor.insight.errors import OpeningError
from tutor.insight.named import Archived, Named, OnEngine, Project, Ready

VERSIONS = ("start", "solution")
LAST = "last"
ARCHIVE_ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.zst", ".oci")
LAYOUT_FILES = ("oci-layout", "index.json", "manifest.json")
"""What lies in a folder that holds images rather than a Dockerfile."""


def named(text: str, course: Course | None = None, *, file: Path | None = None) -> Named:
    """What ``text`` means, by the grammar above. Raises OpeningError, UnknownLesson, WorkspaceError.

    ``file`` is another Dockerfile for the folder or the lesson that ``text`` names.
    """
    if not text.strip():
        raise OpeningError("Nothing was named.", advice="Name a lesson, a folder, an archive or an image.")
    try:
        return _named(text, course, file)
    except OSError as error:
        raise OpeningError(f"{text[:60]} cannot be looked up: {error.strerror}.") from error


def _named(text: str, course: Course | None, file: Path | None) -> Named:
    whole, _, part = (text, "", "") if Path(text).exists() else text.partition("#")
    picked = part or None
    if whole == "-":
        return Archived(text, None, picked)
    path = expanded(whole)
    if path.is_fifo() or path.is_char_device():  # as <(docker save …) gives one
        return Archived(text, path, picked)
    if path.is_dir():
        return _folder(text, path, picked, file)
    if path.is_file():
        return (
            _project(text, path.parent, path, picked)
            if _is_dockerfile(path)
            else Archived(text, path, picked)
        )
    if _is_path(whole):
        raise _missing(path)
    return _no_path(text, whole, picked, course, file)


def _no_path(said: str, word: str, picked: str | None, course: Course | None, file: Path | None) -> Named:
    """An attempt, a lesson, or an image on the engine."""
    if (attempt := _attempt(word, course)) is not None:
        return Ready(attempt_image(said, *attempt, picked))
    if (found := _lesson(word, course)) is not None:
        return _of_lesson(said, *found, picked, file)
    if picked is not None:
        raise OpeningError(
            f"{word} is neither a lesson nor a folder nor an archive, so it has no stage {picked!r}.",
            advice=_nearest_lesson(word, course) or "`distill lessons` lists the lessons.",
        )
    return OnEngine(said, _near_lessons(word, course))


def named_project(text: str, course: Course | None = None, *, file: Path | None = None) -> Project:
    """Like ``named``, for what has to have a Dockerfile."""
    course = Course.load() if course is None else course
    if not _is_path(text) and not Path(text.partition("#")[0]).exists():
        word, mark, stage = text.partition("#")
        if _lesson(word, course) is None and _attempt(word, course) is None:
            name, colon, version = word.partition(":")
            if colon and version not in VERSIONS and course.pack(name) is None:
                raise OpeningError(
                    f"{text} is an image's name, and has no Dockerfile whose lines could be told.",
                    advice=f"`distill inspect {text}` tells what is in an image.",
                )
            # Raises with the nearest names; nothing but a lesson is meant here, so its beginning will do.
            text = f"{course.find(name).name}{colon}{version}{mark}{stage}"
    what = named(text, course, file=file)
    if not isinstance(what, Project):
        raise OpeningError(
            f"{text} has no Dockerfile whose lines could be told.",
            advice=f"`distill inspect {text}` tells what is in an image.",
        )
    if what.stage is not None:
        raise OpeningError(
            f"All stages of a Dockerfile are told together, so {text} cannot be.",
            advice="Leave the # and what follows away; --target STAGE builds up to a stage.",
        )
    return what


def _lesson(word: str, course: Course | None) -> tuple[Lesson, str] | None:
    """The lesson with ``start``, ``solution`` or ``""``; None when it is no lesson's name."""
    name, colon, version = word.rpartition(":")
    if not colon or version not in VERSIONS:
        name, version = word, ""
    if not name or "/" in name or name.startswith("."):
        return None
    try:
        found = (Course.load() if course is None else course).find(name)
    except UnknownLesson:
        return None
    # The beginning of a name will do elsewhere; here it might be an image's.
    # With a colon, a lesson of a pack was named in full.
    whole = name.isdecimal() or ":" in name or name in (found.slug, found.name)
    return (found, version) if whole else None


def _attempt(word: str, course: Course | None) -> tuple[Lesson, int] | None:
    """The lesson with the number of an attempt, -1 for the latest; None when it is no such word."""
    name, mark, number = word.rpartition("@")
    if not mark or not (number == LAST or (number.isascii() and number.isdecimal())):
        return None
    found = _lesson(name, course)
    if found is None or found[1]:
        return None
    return found[0], -1 if number == LAST else int(number)


def _of_lesson(said: str, lesson: Lesson, version: str, stage: str | None, file: Path | None) -> Project:
    name = lesson.build_name
    if version:
        text = lesson.start if version == "start" else lesson.solution
        return Project(said, text, folder_of(lesson, Role(version)), f"{name}-{version}", stage=stage)
    workspace = Workspace.open(lesson)
    path = workspace.dockerfile_path if file is None else file
    text = workspace.text() if file is None else _read(file)
    return Project(said, text, workspace.folder, name, path, stage)


def _folder(said: str, folder: Path, picked: str | None, file: Path | None) -> Named:
    dockerfile = folder / "Dockerfile" if file is None else file
    if file is None and not dockerfile.is_file():
        if any((folder / name).exists() for name in LAYOUT_FILES):
            return Archived(said, folder, picked)
        raise OpeningError(
            f"{folder} holds neither a Dockerfile nor an image layout.",
            advice="Name the Dockerfile with -f; "
            f"`distill open --new {shlex.quote(str(folder))}` writes a first one.",
        )
    return _project(said, folder, dockerfile, picked)


def _project(said: str, folder: Path, dockerfile: Path, stage: str | None) -> Project:
    plain = "".join(c if c.isalnum() else "-" for c in folder.resolve().name.lower()).strip("-")
    return Project(said, _read(dockerfile), folder, f"project-{plain or 'project'}", dockerfile, stage)


def _is_dockerfile(path: Path) -> bool:
    return path.name.lower().startswith("dockerfile") or path.name.lower().endswith((".dockerfile",))


def _is_path(word: str) -> bool:
    return word.startswith((".", "/", "~")) or "\\" in word or word.lower().endswith(ARCHIVE_ENDINGS)


def _missing(path: Path) -> OpeningError:
    folder = path.parent
    if not folder.is_dir():
        return OpeningError(f"There is no {path}.", advice=f"There is no folder {folder} either.")
    names = [entry.name for entry in folder.iterdir()]
    near = difflib.get_close_matches(path.name, names, n=3, cutoff=0.6)
    advice = f"Did you mean {' or '.join(str(folder / name) for name in near)}?" if near else ""
    return OpeningError(f"There is no {path}.", advice=advice)


def _near_lessons(word: str, course: Course | None) -> tuple[str, ...]:
    name = word.rpartition(":")[0] if word.endswith(tuple(f":{v}" for v in VERSIONS)) else word
    try:
        (Course.load() if course is None else course).find(name)
    except UnknownLesson as error:
        return error.nearest
    return ()


def _nearest_lesson(word: str, course: Course | None) -> str:
    near = _near_lessons(word, course)
    return f"Did you mean {' or '.join(near)}?" if near else ""


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise OpeningError(
            f"Cannot read {path}: {error.strerror}.", advice="Name the Dockerfile with -f PATH."
        ) from error
    except UnicodeDecodeError as error:
        raise OpeningError(
            f"{path} is not UTF-8 (byte {error.start}).", advice="Save it as UTF-8 and try again."
        ) from error
