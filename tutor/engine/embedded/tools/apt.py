"""Debian's package manager."""

from __future__ import annotations

from tutor.engine.embedded.tools.arguments import read
from tutor.engine.embedded.tools.inputs import ABSENT, below_if_there, digest_at, digest_of_program
from tutor.engine.embedded.tools.situation import Situation
from tutor.engine.embedded.tools.usage import Usage

WITH_VALUE = frozenset({"-o", "--option", "-c", "--config-file", "-t", "--target-release"})
LONG = {
    "--yes": "-y",
    "--assume-yes": "-y",
    "--quiet": "-q",
    "--target-release": "-t",
    "--default-release": "-t",
    "--option": "-o",
    "--fix-broken": "-f",
    "--download-only": "-d",
}
VARIABLES = (
    "APT_CONFIG",
    "DEBIAN_FRONTEND",
    "DEBCONF_NONINTERACTIVE_SEEN",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "TZ",
)
PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "no_proxy")
READS_LISTS = frozenset(
    {"update", "install", "upgrade", "dist-upgrade", "full-upgrade", "download", "satisfy"}
)


def apt(situation: Situation) -> Usage:
    """What is installed, what may be installed, and from where; the order of the flags is free."""
    given = read(situation.arguments, WITH_VALUE, mixed=True)
    flags = sorted({(LONG.get(name, name), value) for name, value in given.flags}, key=lambda pair: f"{pair}")
    command, packages = given.operands[:1], given.operands[1:]
    words = (name if value is None else f"{name}={value}" for name, value in flags)
    files = situation.places.files
    inputs = below_if_there(files, "/etc/apt", "/var/lib/apt/lists")
    if (situation.name, *command) != ("apt-get", "update"):
        # The lists are fetched whatever is installed; only `apt update` counts what could be upgraded.
        inputs |= {"/var/lib/dpkg/status": digest_at(files, "var/lib/dpkg/status")}
    if command and command[0] not in ("update", "clean", "autoclean"):
        inputs |= below_if_there(files, "/var/cache/apt/archives")
    return Usage(
        argv=(situation.name, *command, *words, *packages),
        any_folder=True,
        env={name: situation.env[name] for name in (*VARIABLES, *PROXIES) if situation.env.get(name)},
        programs={
            situation.name: situation.program.digest or ABSENT,
            "dpkg": digest_of_program(situation, "dpkg"),
        },
        inputs=inputs,
    )
