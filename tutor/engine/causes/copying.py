"""E2 and E16: a path that COPY, ADD or a mount does not find."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tutor.engine.causes.catalogue import CAUSES
from tutor.engine.causes.cause import Cause

HIDDEN = re.compile(
    r"""
      no\ items\ matching\ glob\ "(?P<glob>[^"]+)"\ copied\ \(\d+\ filtered\ out
    | excluded\ by\ \.dockerignore:\ stat\ (?P<classic>.+?):\ file\ does\ not\ exist
    | CopyIgnoredFile\b(.*?file\ "(?P<lint>[^"]+)")?
    | Attempting\ to\ (Copy|Add)\ file\ "(?P<lint_text>[^"]+)"\ that\ is\ excluded
    """,
    re.VERBOSE | re.DOTALL,
)

ABSENT = re.compile(
    r"""
      failed\ to\ calculate\ checksum\ of\ ref\ [^"]*?"(?P<buildkit>/[^"]*)":\ not\ found
    | failed\ to\ compute\ cache\ key:\ "(?P<buildkit_0_8>/[^"]*)"\ not\ found
    | failed\ to\ compute\ cache\ key:\ [^"]*?
      failed\ to\ walk\ \S*?/(?:buildkit-mount\d+|merged)(?P<walk>/\S*):\ lstat
    | ^lstat\ /?(?P<lstat>/\S+):\ (?:no\ such\ file\ or|not\ a)\ directory
    | (COPY|ADD)\ failed:\ stat\ \S*?/(merged|docker-builder\d+)(?P<classic_path>/\S+):\ no\ such\ file
    | (COPY|ADD)\ failed:\ stat\ (?P<classic>.+?):\ file\ does\ not\ exist
    | (COPY|ADD)\ failed:\ (?P<none>no\ source\ files)\ were\ specified
    | copier:\ stat:\ \[?"(?P<buildah>[^"]+)"\]?:\ no\ such\ file\ or\ directory
    """,
    re.VERBOSE,
)

STEP = re.compile(r'building at STEP "([^\n]*?)":')
FROM = re.compile(r"(?:--from=|\bfrom=)([^\s,]+)")


def missing_source(message: str, instruction: str, ignored: Callable[[str], bool] | None) -> Cause | None:
    """E2 or E16, saying which path is missing where, or None.

    ``instruction`` is the failing one's text, ``""`` when it is not known; ``ignored`` tells whether the
    context's ignore file leaves a path out.
    """
    step = STEP.search(message)
    origin = FROM.search(instruction or (step[1] if step else ""))
    known = bool(instruction or step)
    hidden = HIDDEN.search(message)
    absent = ABSENT.search(message)
    found = hidden or absent
    if found is None:
        return None
    path = _path(found)
    if origin is not None:
        return replace(CAUSES["E2"], meaning=f"{origin[1]} holds nothing at {path or 'that path'}.")
    if ignored is not None and path is not None:
        return _hidden(path) if ignored(path.lstrip("/")) else _not_in_context(path)
    if hidden is not None:
        return _hidden(path)
    return _not_in_context(path) if known else CAUSES["E2"]


def _path(found: re.Match[str]) -> str | None:
    groups = {name: value for name, value in found.groupdict().items() if value and name != "none"}
    path = next(iter(groups.values()), None)
    # Buildah tells where it unpacked the context.
    return re.sub(r"^/\S*?/libpod_builder\d+/build(?=/)", "", path) if path else None


def _hidden(path: str | None) -> Cause:
    cause = CAUSES["E16"]
    if path is None:
        return cause
    return replace(
        cause,
        meaning=f"{path.lstrip('/')} did not reach the builder: a line of .dockerignore leaves it out of the "
        "build context, or it is not in the folder.",
    )


def _not_in_context(path: str | None) -> Cause:
    return replace(
        CAUSES["E2"],
        meaning=f"The build context holds nothing at {path.lstrip('/') if path else 'that path'}.",
        idea="Paths to copy are relative to the folder that is built, whatever WORKDIR says: look how the "
        "file is called there, or write --from=STAGE if an earlier stage made it.",
    )
