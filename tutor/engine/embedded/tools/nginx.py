"""nginx, as far as a build starts it: to look at its settings."""

from __future__ import annotations

from tutor.engine.embedded.tools.inputs import ABSENT, below_if_there
from tutor.engine.embedded.tools.situation import Situation
from tutor.engine.embedded.tools.usage import Usage

SETTINGS = "/etc/nginx"
WRITES = ("/var/cache/nginx", "/var/lib/nginx", "/var/log/nginx", "/run")


def nginx(situation: Situation) -> Usage:
    """Its settings, and the folders in which it tries whether it may write."""
    files = situation.places.files
    return Usage(
        argv=("nginx", *situation.arguments),
        any_folder=True,
        env={name: value for name, value in situation.env.items() if name == "TZ"},
        programs={"nginx": situation.program.digest or ABSENT},
        inputs=below_if_there(files, SETTINGS) | below_if_there(files, *WRITES, contents=False),
    )
