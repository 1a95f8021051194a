"""Which programs are computed, and whose they must be."""

from __future__ import annotations

from tutor.engine.embedded.shell.commands.call import Call, Command

COREUTILS_LIST = "var/lib/dpkg/info/coreutils.list"

COMMANDS: dict[str, Command] = {}


def computed(call: Call) -> Command | None:
    """The command behind a program, None when it is not one that is computed."""
    command = COMMANDS.get(call.name)
    if command is None:
        return None
    return command
