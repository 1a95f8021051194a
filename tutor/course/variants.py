"""All Dockerfiles and runs of a lesson: to be proved, and to be known to the embedded engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tutor.course.app_files import lay_out
from tutor.course.errors import CourseError
from tutor.course.layout import Role, laid_out
from tutor.course.lesson import Lesson
from tutor.engine.request import BuildRequest, Limits, RunRequest

ALSO = "also"
ANSWERS = "answers"
WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Variant:
    """A Dockerfile that learners write; ``title`` is its path in the lesson's folder."""

    title: str
    text: str
    role: Role

    def lay_out(self, lesson: Lesson, folder: Path, scratch: Path) -> None:
        """Put the files that lie beside it into an empty folder. Raises OSError."""
        lay_out(laid_out(lesson, self.role, self.title), folder, scratch)

    def request(self, lesson: Lesson, folder: Path) -> BuildRequest:
        """Its build in an empty folder, which is filled and holds no Dockerfile. Raises OSError."""
        app, scratch = folder / "app", folder / "state"
        for each in (app, scratch):
            each.mkdir(exist_ok=True)
        self.lay_out(lesson, app, scratch)
        return BuildRequest(self.text, app, f"record-{lesson.number:02d}")


def variants_of(lesson: Lesson) -> Iterator[Variant]:
    """The start, the solution, other answers, the wrong turns, and those of the folder ``also``.

    Raises CourseError.
    """
    yield Variant("Dockerfile", lesson.start, Role.START)
    yield Variant("solution.Dockerfile", lesson.solution, Role.SOLUTION)
    yield from answers_of(lesson)
    for mistake in lesson.mistakes:
        yield Variant(mistake.file, mistake.text, Role.WRONG_TURN)
    yield from _in_folder(lesson, ALSO, Role.ALSO)


def answers_of(lesson: Lesson) -> tuple[Variant, ...]:
    """Other right answers than the solution. Raises CourseError."""
    return tuple(_in_folder(lesson, ANSWERS, Role.ANSWER))


def _in_folder(lesson: Lesson, name: str, role: Role) -> Iterator[Variant]:
    for path in sorted((lesson.folder / name).glob("*.Dockerfile")):
        try:
            yield Variant(f"{name}/{path.name}", path.read_text(encoding="utf-8"), role)
        except (OSError, UnicodeDecodeError) as error:
            raise CourseError(f"{path} cannot be read: {error}.") from error


def runs_of(lesson: Lesson) -> tuple[RunRequest, ...]:
    """The lesson's own run, with each of its other inputs and paths; each once.

    ``image`` is empty in all of them.
    """
    spec = lesson.run
    own = RunRequest(
        "",
        arguments=spec.arguments,
        stdin=spec.stdin.encode(),
        env=spec.env,
        network=spec.network,
        read_only=spec.read_only,
        http=None if spec.http is None else spec.http.probe(),
        limits=Limits(seconds=spec.seconds),
    )
    runs = [own]
    runs += [replace(own, stdin=text.encode()) for text in spec.also]
    if spec.http is not None:
        runs += [replace(own, http=spec.http.probe(path)) for path in spec.http.also]
    return tuple(run for number, run in enumerate(runs) if run not in runs[:number])
