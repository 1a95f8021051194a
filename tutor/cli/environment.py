"""What exit codes and environment variables mean, the same for every command."""

from __future__ import annotations

EXIT_CODES = (
    ("0", "done"),
    ("1", "not passed: a build that failed, an open goal, a bound that is not kept"),
    ("2", "could not tell: wrong usage, an engine that is not there, something that is not recorded"),
    ("130", "interrupted with Ctrl+C"),
)
VARIABLES = (
    ("DISTILL_HOME", "the folder of your work and progress; `distill doctor` names the one in use"),
    ("DISTILL_ENGINE", "what --engine is when it is not given: docker, podman, embedded or a URL"),
    ("DISTILL_BUILDER", "`classic` builds with Docker's old builder although BuildKit is there"),
    ("DISTILL_LANG", "the language of lessons where they are translated, such as de; else the system's"),
    (
        "DOCKER_HOST",
        "where Docker is, as for docker itself; DOCKER_CONTEXT likewise, CONTAINER_HOST for Podman",
    ),
    ("NO_COLOR", "when set, the tutor uses no colours"),
    ("COLUMNS", "how wide text is; else the terminal's width, or 80 where there is none"),
)
