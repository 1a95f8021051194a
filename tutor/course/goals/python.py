"""A check that what was built for one Python lies beside that Python."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from tutor.course.goals.check import Finding
from tutor.course.goals.one_stage import OneStage
from tutor.course.goals.paths import may_run
from tutor.course.goals.words import some
from tutor.dockerfile.stage_titles import this_stage
from tutor.engine.result import StageImage
from tutor.image import FileEntry, FileKind, FileTree

INTERPRETER = re.compile(r"(?:.*/)?bin/python(3\.\d+)")
EXTENSION = re.compile(r".*\.cpython-3(\d+)[a-z]?-[^/]*\.so")
VENV = "pyvenv.cfg"
VENV_LIBRARY = re.compile(r"python(3\.\d+)t?")


class PythonMatch(OneStage, frozen=True, tag="python-match"):
    """Every compiled extension fits a Python of the stage, and every venv leads to one of its version."""

    facts: ClassVar = ("found", "wanted", "path", "stage")

    def judge_files(self, stage: StageImage, files: FileTree) -> Finding:
        pythons = interpreters(files)
        wanted = some([f"Python {version} at /{path}" for path, version in pythons.items()])
        for path, found in (*_extensions(files, pythons), *_venvs(files, pythons)):
            return Finding(False, {"found": found, "wanted": wanted, "path": path, "stage": stage.label})
        return Finding(
            bool(pythons), instead=None if pythons else f"{this_stage(stage.label)} has no Python."
        )


def interpreters(files: FileTree) -> dict[str, str]:
    """The version of each Python by its path; symlinks, such as those of a venv, are none."""
    found = {}
    for entry in files:
        name = INTERPRETER.fullmatch(entry.path)
        if name and entry.kind is FileKind.FILE and may_run(entry):
            found[entry.path] = name[1]
    return found


def _extensions(files: FileTree, pythons: dict[str, str]) -> Iterator[tuple[str, str]]:
    for entry in files:
        name = EXTENSION.fullmatch(entry.path)
        if name and f"3.{name[1]}" not in pythons.values():
            yield f"/{entry.path}", f"an extension for Python 3.{name[1]}"


def _venvs(files: FileTree, pythons: dict[str, str]) -> Iterator[tuple[str, str]]:
    for path in sorted(files.by_path):
        if path.rpartition("/")[2] != VENV:
            continue
        venv = path.removesuffix(VENV)
        version = _version_of(files, venv)
        program = files.resolve(f"{venv}bin/python")
        if program is None:
            yield f"/{venv}bin/python", f"a venv whose Python is not at {_target(files, venv)}"
        elif version and _differs(program, version, pythons):
            yield f"/{venv}lib/python{version}", f"a venv for Python {version}"


def _version_of(files: FileTree, venv: str) -> str:
    for entry in files.children(f"{venv}lib"):
        name = VENV_LIBRARY.fullmatch(entry.path.rpartition("/")[2])
        if name:
            return name[1]
    return ""


def _target(files: FileTree, venv: str) -> str:
    """Where the link of a venv leads in the end, as far as there are links."""
    path = f"{venv}bin/python"
    for _ in range(40):
        entry = files.get(path)
        if entry is None or entry.kind is not FileKind.SYMLINK or not entry.target:
            break
        target = entry.target
        path = target.lstrip("/") if target.startswith("/") else f"{path.rpartition('/')[0]}/{target}"
    return "/" + path


def _differs(program: FileEntry, version: str, pythons: dict[str, str]) -> bool:
    return pythons.get(program.path, version) != version
