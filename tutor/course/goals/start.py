"""What a stage starts, and where that program lies in its files."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.image import FileEntry, FileKind, FileTree, ImageConfig

USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
"""Where engines look for a program when the image sets no PATH."""

SHELLS = frozenset({"sh", "ash", "bash", "dash", "ksh", "zsh", "fish", "busybox"})


@dataclass(frozen=True, slots=True)
class Program:
    """The program that a container of a stage would start; without ``entry``, ``reason`` says why there is
    none.
    """

    command: tuple[str, ...]
    entry: FileEntry | None = None
    reason: str = ""


def command_of(config: ImageConfig) -> tuple[str, ...]:
    """The words that a container starts with: ENTRYPOINT, then CMD."""
    return (*(config.entrypoint or ()), *(config.cmd or ()))


def shell_form(config: ImageConfig) -> str | None:
    """The line that a shell would run as the start command, or None when the program starts by itself."""
    command = command_of(config)
    shell = config.shell or ("/bin/sh", "-c")
    if len(command) > len(shell) and command[: len(shell)] == shell:
        return command[len(shell)]
    if len(command) > 2 and command[0].rpartition("/")[2] in SHELLS and command[1] == "-c":
        return command[2]
    return None


def program_of(config: ImageConfig, files: FileTree) -> Program:
    """The program of ENTRYPOINT or CMD, by PATH and through symlinks."""
    command = command_of(config)
    if not command:
        return Program(command, reason="The image has no ENTRYPOINT and no CMD, so nothing would start.")
    line = shell_form(config)
    if line is not None:
        return Program(
            command,
            reason=f"The start command is in shell form: {command[0]} would start, and run “{line}” itself.",
        )
    for path in places(command[0], config):
        entry = files.resolve(path)
        if entry is not None and entry.kind is FileKind.FILE:
            return Program(command, entry)
    return Program(command, reason=f"The image would start {command[0]}, but holds no such file.")


def places(program: str, config: ImageConfig) -> tuple[str, ...]:
    """The paths where an engine looks for a program, without leading slashes."""
    if program.startswith("/"):
        return (program.lstrip("/"),)
    if "/" in program:
        return (f"{config.workdir.strip('/')}/{program}".lstrip("/"),)
    searched = next((pair.partition("=")[2] for pair in config.env if pair.startswith("PATH=")), USUAL_PATH)
    return tuple(f"{folder.strip('/')}/{program}".lstrip("/") for folder in searched.split(":") if folder)
