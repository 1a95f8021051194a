"""By what a recorded command is found."""

from __future__ import annotations

from tutor.engine.embedded.catalogue.format import CommandKey
from tutor.engine.embedded.tools.apt import apt
from tutor.engine.embedded.tools.go import go
from tutor.engine.embedded.tools.languages import LANGUAGES
from tutor.engine.embedded.tools.ldd import ldd
from tutor.engine.embedded.tools.program import program
from tutor.engine.embedded.tools.situation import Situation
from tutor.engine.embedded.tools.usage import Tool, Usage

TOOLS: dict[str, Tool] = {"apt": apt, "apt-get": apt, "go": go, "ldd": ldd, **LANGUAGES}


def usage_of(situation: Situation) -> Usage:
    """What this start depends on, as its tool knows it."""
    return TOOLS.get(situation.name, program)(situation)


def key_of(situation: Situation) -> CommandKey:
    """The key of a recording of this start."""
    return key_from(situation, usage_of(situation))


def key_from(situation: Situation, usage: Usage) -> CommandKey:
    user = "" if situation.user in ("", "0", "root", "0:0", "root:root") else situation.user
    return CommandKey(
        tool=situation.name,
        argv=usage.argv,
        folder="" if usage.any_folder else situation.folder,
        any_folder=usage.any_folder,
        env=usage.env,
        programs=usage.programs,
        inputs=usage.inputs,
        user=user,
    )
