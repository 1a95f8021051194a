"""What a lesson.toml has to keep to beyond the types of its keys."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from tutor.course.faults import Source, meant
from tutor.course.goals import Check
from tutor.course.lesson import ALL, MISSING_BASE, ProofSpec, RunSpec
from tutor.course.positions import KeyPath
from tutor.course.why_not import placeholders
from tutor.engine.causes import CAUSES

if TYPE_CHECKING:
    from tutor.course.manifest import Manifest, MistakeEntry

HINTS = 3
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME_ADVICE = "Use lower-case letters, digits and single hyphens."


def check_manifest(source: Source, manifest: Manifest, folder: Path, apps: Path) -> None:
    """Raise LessonError when anything but a goal's own check contradicts the rules."""
    _check_name(source, manifest, folder)
    _check_app(source, manifest.app, apps)
    if manifest.minutes < 1:
        raise source.fault(
            ("minutes",), "a lesson takes a minute or more", "Put the minutes that a learner needs."
        )
    for number, prerequisite in enumerate(manifest.prerequisites):
        if not 0 < prerequisite < manifest.number:
            raise source.fault(
                ("prerequisites", number),
                f"lesson {prerequisite} does not come before lesson {manifest.number}",
            )
    ids = _check_goal_ids(source, manifest.goals)
    _check_hints(source, manifest)
    for number, entry in enumerate(manifest.mistakes):
        _check_mistake(source, ("mistakes", number), entry, ids, folder)
    _check_quiz(source, manifest)
    _check_run(source, manifest.run)
    if manifest.proof is not None:
        _check_proof(source, manifest.proof, ids)


def check_goal(source: Source, path: KeyPath, check: Check, why_not: str) -> None:
    """Raise LessonError when a check contradicts itself or its template names a fact that it does not
    measure.
    """
    contradiction = check.contradiction()
    if contradiction is not None:
        raise source.fault(path, contradiction)
    key = (*path, "why_not")
    facts = ", ".join(f"{{{fact}}}" for fact in check.facts)
    if not why_not.strip():
        raise source.fault(
            key, "an empty why_not", f"Say why the goal is red; these facts are measured: {facts}."
        )
    try:
        names = placeholders(why_not)
    except ValueError as error:
        raise source.fault(key, str(error), "Write {{ and }} for braces that are meant as such.") from None
    for name in names:
        if name not in check.facts:
            kind = check.__struct_config__.tag
            raise source.fault(
                key, f"a check of kind {kind} measures no {{{name}}}", f"These facts are measured: {facts}."
            )


def _check_name(source: Source, manifest: Manifest, folder: Path) -> None:
    if manifest.number < 1:
        raise source.fault(("number",), "lessons are counted from 1")
    if not _NAME.fullmatch(manifest.slug):
        raise source.fault(("slug",), f"{manifest.slug!r} is no slug", _NAME_ADVICE)
    name = f"{manifest.number:02d}-{manifest.slug}"
    if folder.name != name:
        raise source.fault(
            ("slug",), f"the folder is called {folder.name}", f"Call it {name}, or change number and slug."
        )
    for key in ("title", "summary"):
        if not getattr(manifest, key).strip():
            raise source.fault((key,), f"an empty {key}")


def _check_app(source: Source, app: str, apps: Path) -> None:
    there = sorted(path.name for path in apps.iterdir() if path.is_dir()) if apps.is_dir() else []
    if app not in there:
        raise source.fault(
            ("app",),
            f"no sample application is called {app!r}",
            meant(app, there, f"There are: {', '.join(there)}."),
        )


def _check_goal_ids(source: Source, goals: Sequence[dict[str, Any]]) -> list[str]:
    if not goals:
        raise source.fault((), "a lesson without goals", "Add a [[goals]] table.")
    ids: list[str] = []
    for number, goal in enumerate(goals):
        goal_id = goal.get("id")
        if not isinstance(goal_id, str):
            continue
        if not _NAME.fullmatch(goal_id):
            raise source.fault(("goals", number, "id"), f"{goal_id!r} is no id", _NAME_ADVICE)
        if goal_id in ids:
            first = source.positions.of(("goals", ids.index(goal_id), "id")).line
            raise source.fault(
                ("goals", number, "id"),
                f"a second goal {goal_id!r}",
                f"The first is on line {first}; ids are unique.",
            )
        ids.append(goal_id)
    return ids


def _check_hints(source: Source, manifest: Manifest) -> None:
    if manifest.hints_after_failures < 0:
        raise source.fault(("hints_after_failures",), "a number of builds cannot be negative")
    if len(manifest.hints) != HINTS:
        last = ("hints", len(manifest.hints) - 1) if manifest.hints else ()
        raise source.fault(
            last,
            f"{len(manifest.hints)} hints, not {HINTS}",
            "Write a nudge, a pointer, and one with `diff = true`.",
        )
    for number, hint in enumerate(manifest.hints):
        if not hint.text.strip():
            raise source.fault(("hints", number, "text"), "a hint without text", "Say something that helps.")
        if hint.diff != (number == HINTS - 1):
            raise source.fault(
                ("hints", number, "diff"),
                "only the last hint shows the diff",
                "Put `diff = true` into the third hint.",
            )


def _check_mistake(
    source: Source, path: KeyPath, entry: MistakeEntry, ids: Sequence[str], folder: Path
) -> None:
    check_inside(source, (*path, "file"), entry.file, folder)
    for key in ("title", "hint"):
        if not getattr(entry, key).strip():
            raise source.fault((*path, key), f"a mistake without {key}")
    if sum(bool(sign) for sign in (entry.cause, entry.goal, entry.says)) != 1:
        raise source.fault(
            path,
            "a mistake is recognised by one thing",
            'Put `cause = "E…"`, `goal = "…"` or `says = "…"`.',
        )
    if entry.cause is not None and entry.cause not in CAUSES:
        raise source.fault(
            (*path, "cause"), f"no cause is called {entry.cause!r}", f"There are: {', '.join(CAUSES)}."
        )
    if entry.goal is not None and entry.goal not in ids:
        raise source.fault(
            (*path, "goal"), f"no goal is called {entry.goal!r}", meant(entry.goal, ids, _listed(ids))
        )
    for number, goal in enumerate(entry.while_passed):
        if goal not in ids or goal == entry.goal:
            raise source.fault(
                (*path, "while_passed", number), f"{goal!r} is no other goal", meant(goal, ids, _listed(ids))
            )


def _check_run(source: Source, run: RunSpec) -> None:
    if run.http is None:
        return
    if not 0 < run.http.port < 65_536:
        raise source.fault(("run", "http"), f"{run.http.port} is no port", "Ports go from 1 to 65535.")
    for path in (run.http.path, *run.http.also):
        if not path.startswith("/"):
            raise source.fault(("run", "http"), f"{path!r} is no path", "It begins with a slash.")


def _check_proof(source: Source, proof: ProofSpec, ids: Sequence[str]) -> None:
    for number, goal in enumerate(proof.red_at_start):
        if goal not in ids and proof.red_at_start != (ALL,):
            raise source.fault(
                ("proof", "red_at_start", number),
                f"no goal is called {goal!r}",
                meant(goal, ids, _listed(ids)),
            )
    if not proof.red_at_start:
        raise source.fault(("proof",), "a start that leaves nothing to do", "Name the goals that are red.")
    if proof.start_cause not in (None, MISSING_BASE, *CAUSES):
        raise source.fault(
            ("proof", "start_cause"),
            f"no cause is called {proof.start_cause!r}",
            f"There are: {', '.join(CAUSES)}, {MISSING_BASE}.",
        )
    for key in ("solution_bytes", "largest_bytes"):
        bounds = getattr(proof, key)
        if bounds is not None and not 0 <= bounds[0] <= bounds[1]:
            raise source.fault(("proof", key), "the first number is the smaller one")


def check_inside(source: Source, key: KeyPath, name: str, folder: Path) -> None:
    """Raise LessonError when a file that a lesson names lies outside of its folder, also through symlinks."""
    path = PurePosixPath(name)
    plain = not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name
    if not plain or not (folder / path).resolve().is_relative_to(folder.resolve()):
        raise source.fault(
            key, f"{name!r} lies outside of the lesson", "Name a file of the lesson's own folder."
        )


def _check_quiz(source: Source, manifest: Manifest) -> None:
    quiz = manifest.quiz
    if len(quiz.choices) < 2:
        raise source.fault(("quiz", "choices"), "a quiz needs two choices or more")
    if not 0 <= quiz.answer < len(quiz.choices):
        raise source.fault(
            ("quiz", "answer"),
            f"answer {quiz.answer} is none of the {len(quiz.choices)} choices",
            f"Choices are counted from 0, so it is at most {len(quiz.choices) - 1}.",
        )


def _listed(ids: Sequence[str]) -> str:
    return f"The goals are: {', '.join(ids)}."
