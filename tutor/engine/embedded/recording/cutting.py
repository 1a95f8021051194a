"""A Dockerfile cut at a command of a RUN, so that a real engine does that command alone in a layer."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass

from tutor.dockerfile import BaseKind, Dockerfile, Instruction, Stage

STATUS_FILE = "tmp/.distill-status"
"""Where the command's exit code goes; it is no part of what is recorded."""

WAITED = f'"$0" "$@"; status=$?; echo $status > /{STATUS_FILE} || exit $status'
"""Runs its arguments and ends well in any case, so that there is a layer to read."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command as the shell would start it in a RUN.

    ``before`` is the shell text that comes before it in that RUN. ``env`` is its whole environment.
    """

    argv: tuple[str, ...]
    folder: str
    env: dict[str, str]
    before: str
    shell: tuple[str, ...]


def cut(
    dockerfile: Dockerfile, stage: Stage, instruction: Instruction, command: Command, on_base: str, nonce: str
) -> str:
    """The text up to ``instruction``, then what comes before the command in it, then the command alone.

    ``on_base`` are lines to put below every FROM of an image. ``nonce`` is anything new: the command is run
    again and not taken from a cache, what comes before it may be.
    """
    lines = dockerfile.text.splitlines()[: instruction.lines.first - 1]
    for earlier in reversed(dockerfile.stages[: stage.index + 1]):
        if earlier.base.kind is BaseKind.IMAGE and on_base:
            lines.insert(earlier.instructions[0].lines.last, on_base)
    flags = "".join(f"--{flag.name}={flag.value} " for flag in instruction.flags)
    if command.before:
        lines.append(f"RUN {flags}{json.dumps([*command.shell, command.before])}")
    lines.append(f"RUN {flags}{json.dumps(['/bin/sh', '-c', _script(command, nonce), *command.argv])}")
    return "\n".join([*lines, ""])


def _script(command: Command, nonce: str) -> str:
    exports = " ".join(f"{name}={shlex.quote(value)}" for name, value in sorted(command.env.items()))
    return "\n".join(
        [
            f": {shlex.quote(nonce)}",
            f"cd {shlex.quote(command.folder)}",
            *([f"export {exports}"] if exports else []),
            WAITED,
        ]
    )
