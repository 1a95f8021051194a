"""Which programs are computed, and whose they must be."""

from __future__ import annotations

from tutor.engine.embedded.shell.commands.accounts import groupadd, useradd
from tutor.engine.embedded.shell.commands.call import Call, Command
from tutor.engine.embedded.shell.commands.cat import cat
from tutor.engine.embedded.shell.commands.chmod import chmod
from tutor.engine.embedded.shell.commands.copying import cp
from tutor.engine.embedded.shell.commands.identifying import id_, whoami
from tutor.engine.embedded.shell.commands.installing import install
from tutor.engine.embedded.shell.commands.linking import ln
from tutor.engine.embedded.shell.commands.listing import ls
from tutor.engine.embedded.shell.commands.mkdir import mkdir
from tutor.engine.embedded.shell.commands.moving import mv
from tutor.engine.embedded.shell.commands.options import BadOption
from tutor.engine.embedded.shell.commands.owners import chgrp, chown
from tutor.engine.embedded.shell.commands.removing import rm, rmdir
from tutor.engine.embedded.shell.commands.searching import grep, which
from tutor.engine.embedded.shell.commands.simple import echo, false, pwd, true
from tutor.engine.embedded.shell.commands.touch import touch

FILES: dict[str, Command] = {
    "cat": cat,
    "chgrp": chgrp,
    "chmod": chmod,
    "chown": chown,
    "cp": cp,
    "echo": echo,
    "false": false,
    "id": id_,
    "install": install,
    "ln": ln,
    "ls": ls,
    "mkdir": mkdir,
    "mv": mv,
    "pwd": pwd,
    "rm": rm,
    "rmdir": rmdir,
    "touch": touch,
    "true": true,
    "whoami": whoami,
}
OF_DEBIAN: dict[str, tuple[str, Command]] = {"grep": ("grep", grep), "which": ("debianutils", which)}
"""Those that other packages bring, by name with their package."""
ACCOUNTS: dict[str, Command] = {"groupadd": groupadd, "useradd": useradd}
PACKAGES = "var/lib/dpkg/info"


def computed(call: Call) -> Command | None:
    """The command behind a program; None when it is not computed, or not known whose it is."""
    command = FILES.get(call.name) or ACCOUNTS.get(call.name)
    if command is None and not call.busybox and call.name in OF_DEBIAN:
        command = OF_DEBIAN[call.name][1]
    if command is None or not _is_known(call):
        return None
    return lambda call: _run(command, call)


def _is_known(call: Call) -> bool:
    """Only busybox, and what Debian's packages brought: others may do it another way."""
    if call.busybox:
        return call.name in FILES
    package = "passwd" if call.name in ACCOUNTS else OF_DEBIAN.get(call.name, ("coreutils",))[0]
    names = (
        call.name,
        f"{call.name}.{package}",
    )  # The second is one of several that Debian lets choose from.
    in_its_place = call.program.path in {
        f"{f}/{name}" for f in ("usr/bin", "bin", "usr/sbin") for name in names
    }
    return in_its_place and call.files.get(f"{PACKAGES}/{package}.list") is not None


def _run(command: Command, call: Call) -> int:
    try:
        return command(call)
    except BadOption as trouble:
        return call.usage(trouble.words)
