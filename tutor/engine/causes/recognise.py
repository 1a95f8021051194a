"""From an error message to its cause."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from tutor.engine.causes.catalogue import CAUSES
from tutor.engine.causes.cause import Cause
from tutor.engine.causes.copying import missing_source
from tutor.engine.causes.stages import misnamed_stage
from tutor.engine.causes.starting import cannot_start

ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")

FAILED_STEP = re.compile(
    r"did not complete successfully|executor failed running|returned a non-zero code|while running runtime"
)
"""A RUN went wrong: what a builder stage lacks is another story than what the final image lacks."""

ANYWHERE = (
    ("E17", re.compile(r"SecretsUsedInArgOrEnv|Do not use ARG or ENV instructions for sensitive data")),
    ("E15", re.compile(r"can only install (packages )?with an existing package-lock\.json")),
    ("E19", re.compile(r'mkdir\(\) "/var/cache/nginx/[^"]*" failed \(13: Permission denied\)')),
    ("E4", re.compile(r"version [`'\"](GLIBC|GLIBCXX|CXXABI)_[\d.]+'? not found")),
    (
        "E21",
        re.compile(
            r"invalid user index: -1"
            r"|unable to convert uid/gid chown string to host mapping: "
            r'|looking up UID/GID for "'
        ),
    ),
    ("E13", re.compile(r"invalid ELF header|Error loading shared library ld-linux\S*\.so")),
)

NOBODY = re.compile(
    r"unable to find (?P<kind>user|group) (?P<name>[^\s:]+):?\s+(no matching entries in|invalid argument)"
    r"|unknown (?:user|group) error looking up (?P<buildah_kind>user|group) \"(?P<buildah>[^\"]+)\""
)
"""Who is to be found in a file of the image and is not; runc, crun and Buildah."""
NOTHING = re.compile(
    r"no command specified"
    r"|no command or entrypoint provided, and no CMD or ENTRYPOINT from image",
    re.IGNORECASE,
)

NOT_PERMITTED = re.compile(
    r"\b(l?chown|chmod|chgrp|set[ug]id|setgroups|initgroups|setres[ug]id|su-exec|gosu|failed switching to)\b"
    r"[^\n]*\boperation not permitted"
    r"|EPERM: operation not permitted, (l?chown|fchown|chmod)\b"
    r"|\[Errno 1\] Operation not permitted",
    re.IGNORECASE,
)
"""The kernel's EPERM for what takes a capability: another owner, another user."""

ZONE = ("E6", re.compile(r"unknown time zone \S+|No time zone found with key"))

WHEN_RUNNING = (
    ZONE,
    (
        "E5",
        re.compile(r"x509: (certificate signed by unknown authority|failed to load system roots)"),
    ),
    (
        "E10",
        re.compile(
            r"EACCES: permission denied, \w+ '"
            r"|\b(mkdir|open|create|rename) /\S+: permission denied"
            r"|PermissionError: \[Errno 13\] Permission denied: '"
            r"|AccessDeniedException: /"
        ),
    ),
    ("E12", re.compile(r"No module named ['\"]?[\w.]+|error while loading shared libraries: libpython")),
    ("E24", NOT_PERMITTED),
)

DENIED = re.compile(r"denied[^'\n]*'(?P<quoted>[^'\n]+)'|(?P<plain>/[^\s:]+)")
"""The path in a message of E10."""

REGISTRY = re.compile(r"/v2/|\bmanifests?\b|resolve source metadata|docker\.sock|container registry")
"""The engine itself talked to somebody: its certificates and permissions are not the image's."""


def recognise(
    message: str,
    *,
    known_stages: Collection[str] = (),
    instruction: str = "",
    ignored: Callable[[str], bool] | None = None,
) -> Cause | None:
    """The named mistake behind a message of Docker, Podman or the program in the container, or None.

    Give the engine's message together with the end of the failing step's log: BuildKit and Buildah tell only
    there why a program did not start. ``known_stages`` are the names of the stages before the failing line,
    ``instruction`` its text, ``ignored`` whether the ignore file leaves out a path of the context: with them
    the cause says which name or path was meant. ``meaning`` and ``idea`` may differ from those in ``CAUSES``;
    ``key`` tells causes apart.
    """
    text = ESCAPES.sub("", message).replace("\r\n", "\n")
    cause = (
        misnamed_stage(text, known_stages)
        or missing_source(text, instruction, ignored)
        or _first(ANYWHERE, text)
        or _nobody(text)
        or (CAUSES["E22"] if NOTHING.search(text) else None)
    )
    if cause is not None:
        return cause
    in_the_build = FAILED_STEP.search(text) or REGISTRY.search(text)
    cause = cannot_start(text, instruction) or _told_first((ZONE,) if in_the_build else WHEN_RUNNING, text)
    return cause if cause is None or in_the_build else replace(cause, said=_sentence_of(cause, text))


def _sentence_of(cause: Cause, text: str) -> str:
    """The first line that tells this cause by itself."""
    for line in text.splitlines():
        told = cannot_start(line, "") or _told_first(WHEN_RUNNING, line)
        if told is not None and told.key == cause.key:
            return line.strip()
    return ""


def _nobody(text: str) -> Cause | None:
    """E23, with the name that nobody has."""
    found = NOBODY.search(text)
    if found is None:
        return None
    kind, name = found["kind"] or found["buildah_kind"], found["name"] or found["buildah"]
    file = "passwd" if kind == "user" else "group"
    return replace(
        CAUSES["E23"],
        meaning=f"USER names the {kind} {name}, and no line of this image's /etc/{file} is about {name}; an "
        "account of an earlier stage does not come along.",
    )


def _first(table: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> Cause | None:
    return next((CAUSES[key] for key, expression in table if expression.search(text)), None)


def _told_first(table: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> Cause | None:
    """Of several the one that the program met first."""
    found = [(match.start(), key) for key, expression in table if (match := expression.search(text))]
    if not found:
        return None
    start, key = min(found)
    path = DENIED.search(text, start) if key == "E10" else None
    return replace(CAUSES[key], path=path["quoted"] or path["plain"]) if path else CAUSES[key]
