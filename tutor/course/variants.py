"""All Dockerfiles and runs of a lesson that the embedded engine has to know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tutor.course.errors import CourseError
from tutor.course.goals import Runs
from tutor.course.lesson import Lesson
from tutor.engine.request import BuildRequest, Limits, RunRequest

ALSO = "also"


@dataclass(frozen=True, slots=True)
class Variant:
    """A Dockerfile that learners write; ``title`` is its path in the lesson's folder."""

    title: str
    text: str

    def request(self, lesson: Lesson) -> BuildRequest:
        return BuildRequest(self.text, lesson.app_folder, f"record-{lesson.number:02d}")


def variants_of(lesson: Lesson) -> Iterator[Variant]:
    """The start, the solution, the wrong turns, and those of the folder ``also``. Raises CourseError."""
    yield Variant("Dockerfile", lesson.start)
    yield Variant("solution.Dockerfile", lesson.solution)
    for mistake in lesson.mistakes:
        yield Variant(mistake.file, mistake.text)
    for path in sorted((lesson.folder / ALSO).glob("*.Dockerfile")):
        try:
            yield Variant(f"{ALSO}/{path.name}", path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise CourseError(f"{path} cannot be read: {error}.") from error


def runs_of(lesson: Lesson) -> tuple[RunRequest, ...]:
    """The lesson's own run, with each of its other inputs, and the runs of its goals; each once.

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
        limits=Limits(seconds=spec.seconds),
    )
    runs = [own]
    runs += [replace(own, stdin=text.encode()) for text in spec.also]
    for goal in lesson.goals:
        if isinstance(goal.check, Runs):
            check = goal.check
            runs.append(
                RunRequest(
                    "",
                    arguments=check.arguments or (),
                    stdin=(check.stdin or "").encode(),
                    env=check.env or {},
                    network=bool(check.network),
                    read_only=bool(check.read_only),
                    limits=Limits(seconds=30.0 if check.seconds is None else check.seconds),
                )
            )
    return tuple(run for number, run in enumerate(runs) if run not in runs[:number])
