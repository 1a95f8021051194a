"""From a container's command line to a program that runs, through runtime, kernel and loader."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from tutor.engine.embedded.contents import Contents
from tutor.engine.embedded.running.container import Container, Refused
from tutor.engine.embedded.running.kernel import CannotExecute, Process, execute
from tutor.engine.embedded.running.loader import CannotLoad, libraries_of
from tutor.engine.embedded.running.quoting import quoted
from tutor.engine.embedded.running.view import DENIED, EXECUTE, NOT_A_FOLDER, Unreachable, View, may
from tutor.image import FileEntry, FileKind

RUNTIME = (
    "failed to create task for container: failed to create shim task: OCI runtime create failed: "
    "runc create failed: unable to start container process: "
)
MOUNT_ADVICE = (
    ": Are you trying to mount a directory onto a file (or vice-versa)? "
    "Check if the specified host path exists and is the expected type"
)
NOT_IN_PATH = "executable file not found in $PATH"
RELATIVE = "cannot run executable found relative to current directory"

RUNTIME_EXIT_CODE = 1
"""What the runtime's own first process ends with when the kernel does not take the program."""

LOADER_EXIT_CODE = 127


@dataclass(frozen=True, slots=True)
class Started:
    """A program at its first own instruction.

    ``program`` is the file that was asked for, ``process`` what the kernel runs (``#!`` followed).
    ``libraries`` are digests by name: interpreters of scripts and the loader by their paths, libraries as
    the program names them.
    """

    program: FileEntry
    argv: tuple[str, ...]
    process: Process
    libraries: dict[str, str]


class Ended(Exception):  # noqa: N818 - reads as what it is
    """The program ended before its first own instruction, with these last words on standard error."""

    def __init__(self, exit_code: int, stderr: str) -> None:
        super().__init__(stderr)
        self.exit_code = exit_code
        self.stderr = stderr


def start(container: Container, contents: Contents) -> Started:
    """Start the container's program.

    Raises Refused for what the runtime finds out beforehand, Ended for the kernel's and the loader's errors,
    NotRecorded where a file that decides is not known.
    """
    path, program = look_up(container.view, container.argv[0], container.env["PATH"])
    try:
        process = execute(container.view, contents, path, container.argv)
    except CannotExecute as problem:
        raise Ended(RUNTIME_EXIT_CODE, f"exec {path}: {problem.words}\n") from None
    return load(container, contents, program, container.argv, process)


def load(
    container: Container, contents: Contents, program: FileEntry, argv: tuple[str, ...], process: Process
) -> Started:
    """Let the loader do its part for a program that the kernel took. Raises Ended, NotRecorded."""
    try:
        libraries = libraries_of(container.view, contents, process, container.env)
    except CannotLoad as problem:
        raise Ended(LOADER_EXIT_CODE, f"{process.argv[0]}: {problem.message}\n") from None
    return Started(program, argv, process, {**process.interpreters, **libraries})


def look_up(view: View, name: str, path: str) -> tuple[str, FileEntry]:
    """The program that the runtime finds by its name: the path that it executes, and the file.

    Raises Refused.
    """
    if "/" not in name:
        found, entry = _in_path(view, name, path)
    else:
        found = name
        try:
            entry = view.find(name)
        except Unreachable as problem:
            advice = MOUNT_ADVICE if problem.words == NOT_A_FOLDER else ""
            raise Refused(f"{RUNTIME}exec: {quoted(name)}: stat {name}: {problem.words}{advice}") from None
        if not _may_be_program(entry):
            raise Refused(f"{RUNTIME}exec: {quoted(name)}: {DENIED}")
    if not may(view.user, entry, EXECUTE):
        raise Refused(f"{RUNTIME}exec {found}: {DENIED}")
    return found, entry


def _in_path(view: View, name: str, path: str) -> tuple[str, FileEntry]:
    for folder in path.split(":") if path else ():
        candidate = posixpath.normpath(posixpath.join(folder or ".", name))
        try:
            entry = view.find(candidate)
        except Unreachable:
            continue
        if _may_be_program(entry):
            if candidate.startswith("/"):
                return candidate, entry
            raise Refused(f"{RUNTIME}exec: {quoted(name)}: {RELATIVE}")
    raise Refused(f"{RUNTIME}exec: {quoted(name)}: {NOT_IN_PATH}")


def _may_be_program(entry: FileEntry) -> bool:
    """What the runtime asks of a file, whoever is to execute it."""
    return entry.kind is not FileKind.DIRECTORY and bool(entry.mode & 0o111)
