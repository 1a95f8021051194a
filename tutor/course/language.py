"""Which language a person wants lessons in, and how one falls back to another."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

VARIABLES = ("DISTILL_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where a person says which language; the first that is set counts."""

_LOCALE = re.compile(r"([a-z]{2,3})(?:[_-]([A-Za-z]{2}))?(?:[.@].*)?")


def wanted_language(environment: Mapping[str, str] = os.environ) -> str | None:
    """``de`` or ``de_AT``, as the environment asks for it; None for none, or for the C locale."""
    said = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    match = _LOCALE.fullmatch(said)
    if match is None:
        return None
    return match[1] if match[2] is None else f"{match[1]}_{match[2].upper()}"


def with_fallback(language: str | None) -> tuple[str, ...]:
    """The languages to look for, the first that is there counts: ``de_AT`` falls back to ``de``."""
    return () if language is None else tuple(dict.fromkeys((language, language.partition("_")[0])))
