"""E1: a name that was meant to be a stage and is none."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from difflib import get_close_matches

from tutor.engine.causes.catalogue import CAUSES
from tutor.engine.causes.cause import Cause

NAME = r"[a-z0-9][a-z0-9_.-]*"

SURE = re.compile(
    rf"""
      pull\ access\ denied\ for\ (?P<denied>{NAME}),
    | pull\ access\ denied,\ repository\ does\ not\ exist .*? library/(?P<insufficient>{NAME})
    | docker\.io/library/(?P<absent>{NAME})(:latest)?:\ (not\ found|pull\ access\ denied)
    | --from=(?P<buildah>{NAME}):\ no\ stage\ or\ image\ found
    | from=(?P<mount>{NAME}):\ no\ stage\ or\ image\ found
    | (target\ stage|build\ target)\ "?(?P<target>{NAME})"?\ (could\ not\ be\ found|in\ Dockerfile)
    | failed\ to\ parse\ stage\ name\ "(?P<upper>{NAME})":\ invalid\ reference\ format
    | invalid\ from\ flag\ value\ (?P<upper_classic>{NAME}):\ invalid\ reference\ format
    | repository\ name\ \(library/(?P<upper_from>{NAME})\)\ must\ be\ lowercase
    | short-name\ "(?P<short>{NAME})"\ did\ not\ resolve
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""The engine looked and there is no such thing."""

UNSURE = re.compile(
    rf"""
      docker\.io/library/(?P<metadata>{NAME}):latest
    | /v2/library/(?P<manifest>{NAME})/manifests/latest
    | invalid\ from\ flag\ value\ (?P<flag>{NAME}):
    | docker://(?P<buildah>{NAME}):latest
    | \A(?P<first>{NAME})(:latest)?:\ .*?(https?://|registry|resolve)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The engine could not look (no network, no registry): only a name close to a stage's tells."""

NO_SUCH_NUMBER = re.compile(r"invalid stage index (\d+)|invalid from flag value (\d+): index out of bounds")
BUILDER_SUGGESTS = re.compile(r"\(did you mean ([^?()]+)\?\)")


def misnamed_stage(message: str, known_stages: Collection[str]) -> Cause | None:
    """E1 with the stage that was probably meant, or None."""
    number = NO_SUCH_NUMBER.search(message)
    if number is not None:
        return _cause(
            f"Stage {number[1] or number[2]} does not exist: stages are counted from 0.", None, known_stages
        )
    target = SURE.search(message)
    if target is not None and target["target"]:
        return _cause(
            f"No stage is called {target['target']}.",
            _meant(target["target"], message, known_stages),
            known_stages,
        )
    sure, unsure = _name(SURE, message), _name(UNSURE, message)
    name = sure or unsure
    if name is None:
        return None
    if name.lower() in {stage.lower() for stage in known_stages}:
        return _used_before_it_is_there(name) if sure else None
    meant = _meant(name, message, known_stages)
    if meant is None and sure is None:
        return None
    return _cause(
        f"No stage is called {name}, so the builder took it for an image and looked for it in a registry.",
        meant,
        known_stages,
    )


def _used_before_it_is_there(name: str) -> Cause:
    return replace(
        CAUSES["E1"],
        meaning=f"The stage {name} is not there yet at this line, so the builder took the name for an image.",
        idea=f"A stage can use only stages above it: move {name} up.",
    )


def _name(expression: re.Pattern[str], message: str) -> str | None:
    found = expression.search(message)
    return next(value for value in found.groupdict().values() if value) if found else None


def _meant(name: str, message: str, known_stages: Collection[str]) -> str | None:
    """The stage nearest to the name; the builder's own guess only where the stages are not known."""
    by_lower = {stage.lower(): stage for stage in known_stages}
    near = get_close_matches(
        name.lower(), [stage for stage in by_lower if stage != name.lower()], n=1, cutoff=0.6
    )
    if near:
        return by_lower[near[0]]
    suggestion = BUILDER_SUGGESTS.search(message)
    return suggestion[1] if suggestion and not known_stages else None


def _cause(meaning: str, meant: str | None, known_stages: Collection[str]) -> Cause:
    cause = replace(CAUSES["E1"], meaning=meaning)
    if meant is not None:
        return replace(cause, idea=f"Did you mean {meant}? Write the name exactly as it stands after AS.")
    if known_stages:
        return replace(
            cause, idea=f"The stages above are {', '.join(known_stages)}: write one of these names."
        )
    return cause
