"""A Dockerfile cut at a command of a RUN, so that a real engine does that command alone in a layer."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass

from tutor.dockerfile import BaseKind, Dockerfile, Instruction, Stage

STATUS_FILE = "tmp/.distill-status"
"""Where the command's exit code goes; it is no part of what is recorded."""

BEGAN, NAMES = "tmp/.distill-began", "tmp/.distill-names"
PACKED, GONE = "tmp/.distill-layer.tar", "tmp/.distill-gone"
OWN = re.compile(r"tmp/\.distill-[a-z.]+")
"""Paths of the recorder's own."""

LIST_NAMES = f"find / -xdev 2>/dev/null | LC_ALL=C sort > /{NAMES}; test -s /{NAMES}"
MOUNTED = ("./proc", "./sys", "./dev", "./etc/hosts", "./etc/hostname", "./etc/resolv.conf")
PACK = f"""\
set -e
cd /
find . -mindepth 1 -xdev -cnewer {BEGAN} {" ".join(f"! -path {path}" for path in MOUNTED)} \
  ! -path './tmp/.distill-[!s]*' -print0 > /tmp/.distill-changed
tar --null --no-recursion --numeric-owner -T /tmp/.distill-changed -cf /{PACKED}
find / -xdev | LC_ALL=C sort > /tmp/.distill-after
LC_ALL=C comm -23 {NAMES} tmp/.distill-after > /{GONE}
"""
"""The kernel stamps what a process changes with the time, and what lies below in layers keeps its own."""

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


def packed(text: str, stage: int) -> tuple[str, int]:
    """A text that ``cut`` gave, with instructions after it that pack what the command changed; the number of
    the line of the command itself.

    The image that comes of it holds ``PACKED`` and ``GONE`` and nothing else. It takes a Debian to do that.
    """
    *kept, command = text.splitlines()
    lines = [
        *kept,
        f"RUN {json.dumps(['/bin/sh', '-c', LIST_NAMES])}",
        command,
        "USER 0",
        f"RUN --network=none {json.dumps(['/bin/sh', '-c', PACK])}",
        "FROM scratch",
        f"COPY --from={stage} /{PACKED} /{GONE} /tmp/",
        "",
    ]
    return "\n".join(lines), len(kept) + 2


def _script(command: Command, nonce: str) -> str:
    exports = " ".join(f"{name}={shlex.quote(value)}" for name, value in sorted(command.env.items()))
    return "\n".join(
        [
            f": {shlex.quote(nonce)}",
            f"cd {shlex.quote(command.folder)}",
            *([f"export {exports}"] if exports else []),
            f"touch /{BEGAN} && sleep 0.05",
            WAITED,
        ]
    )
