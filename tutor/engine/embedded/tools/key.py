"""By what a recorded command is found."""

from __future__ import annotations

import posixpath
import re

import msgspec

from tutor.engine.embedded.catalogue.format import CommandKey
from tutor.engine.embedded.tools.apt import apt
from tutor.engine.embedded.tools.cargo import cargo, rustc
from tutor.engine.embedded.tools.go import go
from tutor.engine.embedded.tools.java import jar, javac
from tutor.engine.embedded.tools.languages import LANGUAGES
from tutor.engine.embedded.tools.ldd import ldd
from tutor.engine.embedded.tools.nginx import nginx
from tutor.engine.embedded.tools.node import node, npm, npx
from tutor.engine.embedded.tools.program import program
from tutor.engine.embedded.tools.python import pip, python
from tutor.engine.embedded.tools.situation import Situation
from tutor.engine.embedded.tools.usage import Tool, Usage

TOOLS: dict[str, Tool] = {
    **LANGUAGES,
    "apt": apt,
    "apt-get": apt,
    "cargo": cargo,
    "go": go,
    "jar": jar,
    "javac": javac,
    "ldd": ldd,
    "nginx": nginx,
    "node": node,
    "nodejs": node,
    "npm": npm,
    "npx": npx,
    "pip": pip,
    "pip3": pip,
    "rustc": rustc,
}
PYTHON = re.compile(r"python(\d(\.\d+)?)?")


def usage_of(situation: Situation) -> Usage:
    """What this start depends on, as its tool knows it."""
    tool = python if PYTHON.fullmatch(situation.name) else TOOLS.get(situation.name, program)
    return tool(situation)


def key_of(situation: Situation) -> CommandKey:
    """The key of a recording of this start."""
    return key_from(situation, usage_of(situation))


def key_from(situation: Situation, usage: Usage) -> CommandKey:
    any_folder = bool(usage.any_folder)
    user = "" if situation.user in ("", "0", "root", "0:0", "root:root") else situation.user
    return CommandKey(
        tool=usage.tool or situation.name,
        argv=usage.argv,
        folder="" if any_folder else situation.folder,
        any_folder=any_folder,
        env=usage.env,
        programs=usage.programs,
        inputs=usage.inputs,
        user=user,
    )


def anywhere(key: CommandKey, situation: Situation, usage: Usage) -> CommandKey | None:
    """The key of the same start in no folder of its own; None where the folder is told apart from others.

    The root folder and one that holds the home folder hold more than the project.
    """
    home = posixpath.normpath(situation.env.get("HOME") or "/")
    if usage.any_folder is not None or f"{home}/".startswith(f"{situation.folder.rstrip('/')}/"):
        return None
    return msgspec.structs.replace(key, folder="", any_folder=True)
