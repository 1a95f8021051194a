"""Any program about which nothing more is known."""

from __future__ import annotations

from tutor.engine.embedded.tools.inputs import ABSENT, digest_below, named
from tutor.engine.embedded.tools.situation import Situation
from tutor.engine.embedded.tools.usage import Usage

OF_THE_SHELL = frozenset({"PWD", "OLDPWD", "SHLVL", "_"})


def program(situation: Situation) -> Usage:
    """It may look at its whole environment, its working folder, and what its arguments name."""
    return Usage(
        argv=situation.argv,
        any_folder=None,
        env={name: value for name, value in situation.env.items() if name not in OF_THE_SHELL},
        programs={situation.name: situation.program.digest or ABSENT},
        inputs={
            "./": digest_below(situation.places.files, situation.folder),
            **named(situation, situation.arguments),
        },
    )
