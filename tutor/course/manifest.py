"""Reading a lesson's folder: lesson.toml, lesson.md, and the Dockerfiles beside them.

Nothing of a lesson is executed, and the files that it names lie inside its folder.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from tutor.course.errors import LessonError
from tutor.course.faults import Source, converted, read_text
from tutor.course.goals import AnyCheck, Healthy, Http, Runs
from tutor.course.lesson import Goal, Hint, Lesson, Mistake, ProofSpec, Quiz, RunSpec
from tutor.course.positions import Place
from tutor.course.rules import check_goal, check_manifest

MANIFEST = "lesson.toml"
SCHEMA = 1

_PLACE = re.compile(r"^(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)
_FENCE = re.compile(r" {0,3}(```|~~~)")


class GoalHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The keys that goals of every kind have."""

    id: str
    title: str
    why_not: str


class MistakeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ``[[mistakes]]`` table."""

    file: str
    title: str
    hint: str
    cause: str | None = None
    goal: str | None = None
    while_passed: tuple[str, ...] = ()
    says: str | None = None
    with_solution_files: bool = False


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lesson.toml; each table of ``goals`` is told apart later, by its ``check``."""

    schema: int
    number: int
    slug: str
    title: str
    summary: str
    app: str
    minutes: int
    goals: tuple[dict[str, Any], ...]
    hints: tuple[Hint, ...]
    quiz: Quiz
    run: RunSpec = msgspec.field(default_factory=RunSpec)
    covers: tuple[str, ...] = ()
    prerequisites: tuple[int, ...] = ()
    images: tuple[str, ...] = ()
    mistakes: tuple[MistakeEntry, ...] = ()
    proof: ProofSpec | None = None
    hints_after_failures: int = 0


def load_lesson(folder: Path, apps: Path) -> Lesson:
    """A folder's lesson; ``apps`` holds the sample applications. Raises LessonError for the first fault."""
    source = Source.read(folder / MANIFEST)
    data = toml_of(source)
    if data.get("schema") != SCHEMA:
        raise source.fault(
            ("schema",),
            f"this tutor reads schema {SCHEMA}",
            f"Put `schema = {SCHEMA}` on top, and write the file for it.",
        )
    manifest = converted(source, data, Manifest, ())
    check_manifest(source, manifest, folder, apps)
    goals = tuple(_goal(source, number, table, manifest) for number, table in enumerate(manifest.goals))
    text, after = text_and_after(folder / "lesson.md", source)
    return Lesson(
        number=manifest.number,
        slug=manifest.slug,
        title=manifest.title,
        summary=manifest.summary,
        minutes=manifest.minutes,
        app=manifest.app,
        app_folder=apps / manifest.app,
        folder=folder,
        covers=manifest.covers,
        prerequisites=manifest.prerequisites,
        images=manifest.images,
        start=read_text(folder / "Dockerfile", source, ()),
        solution=read_text(folder / "solution.Dockerfile", source, ()),
        text=text,
        after=after,
        goals=goals,
        hints=manifest.hints,
        quiz=manifest.quiz,
        run=manifest.run,
        mistakes=tuple(_mistake(source, number, entry) for number, entry in enumerate(manifest.mistakes)),
        proof=manifest.proof,
        hints_after_failures=manifest.hints_after_failures,
    )


def toml_of(source: Source) -> dict[str, Any]:
    """The values of a file. Raises LessonError where it is not TOML."""
    try:
        return tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        match = _PLACE.match(str(error))
        message = match[1] if match else str(error)
        end = source.positions.at(len(source.text))
        place = Place(int(match[2]), int(match[3])) if match and match[2] else end
        raise LessonError(
            source.path,
            place.line,
            place.column,
            f"not TOML: {message}",
            "See https://toml.io for how TOML is written.",
        ) from None


def _goal(source: Source, number: int, table: dict[str, Any], manifest: Manifest) -> Goal:
    path = ("goals", number)
    heading = {key: value for key, value in table.items() if key in GoalHead.__struct_encode_fields__}
    rest = {key: value for key, value in table.items() if key not in heading}
    check: AnyCheck = converted(source, rest, AnyCheck, path)
    head = converted(source, heading, GoalHead, path)
    check_goal(source, path, check, head.why_not)
    return Goal(head.id, head.title, _with_run(check, manifest.run), head.why_not.strip())


def _with_run(check: AnyCheck, run: RunSpec) -> AnyCheck:
    """The check with the lesson's run where it leaves something open."""
    if isinstance(check, Http | Healthy):
        check = msgspec.structs.replace(
            check,
            read_only=run.read_only if check.read_only is None else check.read_only,
            env=run.env if check.env is None else check.env,
        )
    if isinstance(check, Http) and check.port is None and run.http is not None:
        return msgspec.structs.replace(check, port=run.http.port)
    if not isinstance(check, Runs):
        return check
    return msgspec.structs.replace(
        check,
        stdin=run.stdin if check.stdin is None else check.stdin,
        arguments=run.arguments if check.arguments is None else check.arguments,
        network=run.network if check.network is None else check.network,
        read_only=run.read_only if check.read_only is None else check.read_only,
        env=run.env if check.env is None else check.env,
        seconds=run.seconds if check.seconds is None else check.seconds,
    )


def _mistake(source: Source, number: int, entry: MistakeEntry) -> Mistake:
    text = read_text(source.path.parent / entry.file, source, ("mistakes", number, "file"))
    return Mistake(text=text, **msgspec.structs.asdict(entry))


def text_and_after(path: Path, source: Source) -> tuple[str, str]:
    """The lesson's text, and its after note; a heading inside a code block is none."""
    lines = read_text(path, source, ()).splitlines(keepends=True)
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and fence in ("", mark[1]):
            fence = "" if fence else mark[1]
        if not fence and line.strip() == "## After":
            return "".join(lines[:number]).strip() + "\n", "".join(lines[number + 1 :]).strip() + "\n"
    raise LessonError(
        path, len(lines) + 1, 1, "the after note is missing", "End the file with a section `## After`."
    )
